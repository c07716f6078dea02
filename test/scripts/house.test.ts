import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drawHouse, floors, importsOf } from '../../scripts/house.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('docs/house.svg is the house as it stands; `npm run docs` draws it anew', () => {
  expect(readFileSync(`${root}/docs/house.svg`, 'utf8')).toBe(drawHouse(root));
});

test('every folder of code is a floor', () => {
  const others = ['bench', 'dist', 'docs', 'labs', 'node_modules', 'scripts', 'templates', 'test'];
  // Labs may lie here, too: `npm start` makes one.
  const isLab = (name: string): boolean => existsSync(`${root}/${name}/zk-lab.yaml`);
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !others.includes(entry.name))
    .map(({ name }) => name)
    .filter((name) => !isLab(name));
  expect(folders.sort()).toEqual(floors.map(([name]) => name).sort());
});

test('imports lead down', () => {
  const names = floors.map(([name]) => name);
  const imports = importsOf(root);
  for (const [from, counts] of imports) {
    for (const to of counts.keys())
      expect({ from, to, down: names.indexOf(to) > names.indexOf(from) }).toMatchObject({ down: true });
  }
  expect(imports.get('cli')?.get('verbs')).toBeGreaterThan(5);
});
