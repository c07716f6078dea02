import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { seconds } from './longest-first.js';

test.each(Object.keys(seconds))('%s, which is to start early, is there', (file) => {
  expect(existsSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)))).toBe(true);
});
