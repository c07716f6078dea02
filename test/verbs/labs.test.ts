import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { labs } from '../../verbs/labs.js';

test.each(['README.md', 'README.zh-CN.md'])('labs are listed in the order of %s', (file) => {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z0-9.-]+)` \|/gm)].map(([, name]) => name);
  expect(labs().map(({ name }) => name)).toEqual(rows);
});
