import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const labs = fileURLToPath(new URL('../../labs/', import.meta.url));

test('what pages have one wait for is waited for a minute, not for ever', () => {
  const pages = readdirSync(labs, { recursive: true, encoding: 'utf8' }).filter((name) => /\.md$/.test(name));
  expect(pages.length).toBeGreaterThan(100);
  const endless = /^ *(until|while) .*; *do sleep \d+ *; *done/m;
  expect(pages.filter((page) => endless.test(readFileSync(join(labs, page), 'utf8')))).toEqual([]);
});
