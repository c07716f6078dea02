import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

test('links from one document to another lead somewhere', () => {
  const documents = [...below('.'), ...below('docs')];
  const broken = documents.flatMap((document) => {
    const links = readFileSync(join(root, document), 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g);
    return Array.from(links, ([, to = '']) => to)
      .filter((to) => !/^\w+:/.test(to) && !existsSync(join(root, dirname(document), to)))
      .map((to) => `${document}: ${to}`);
  });
  expect(documents.length).toBeGreaterThan(15);
  expect(broken).toEqual([]);
});
