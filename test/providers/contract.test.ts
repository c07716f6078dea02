import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { providerNames } from '../../providers/contract.js';

const endToEnd = fileURLToPath(new URL('../e2e', import.meta.url));

test('every provider has its engine tested for what the contract promises', () => {
  const tested = readdirSync(endToEnd, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(endToEnd, name), 'utf8'))
    .filter((text) => /\bconformance\(\{/.test(text))
    .flatMap((text) => Array.from(text.matchAll(/\/providers\/(\w+)\/index\.js'/g), ([, name]) => name));
  expect(tested.sort()).toEqual([...providerNames].sort());
});
