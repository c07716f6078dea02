import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { pagePlaceholders } from '../../lessons/placeholder-names.js';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const text = readFileSync(join(docs, 'writing-labs.md'), 'utf8');

const shown = Array.from(
  text.matchAll(/\((example-lab\/[^)]+)\):\n\n(`{3,})\w+\n([\s\S]*?)\n\2\n/g),
  ([, file = '', , content = '']) => ({ file, content }),
);

test('docs/writing-labs.md shows files of its example', () => {
  expect(shown.length).toBeGreaterThan(4);
});

test.each(shown)('$file is shown as it is', ({ file, content }) => {
  expect(content).toBe(readFileSync(join(docs, file), 'utf8').trimEnd());
});

test('it names only placeholders that there are', () => {
  // One is shown as a mistake, in what `--check` says of it.
  const written = text.replaceAll(/there is no \{\{\w+\}\} here/g, '');
  const named = new Set(Array.from(written.matchAll(/\{\{[#^/]?(\w+)\}\}/g), ([, name = '']) => name));
  expect([...named].filter((name) => !(name in pagePlaceholders))).toEqual([]);
});
