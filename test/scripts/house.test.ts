import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drawHouse, floors, importsOf } from '../../scripts/house.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('docs/house.svg is the house as it stands; `npm run docs` draws it anew', () => {
  expect(readFileSync(`${root}/docs/house.svg`, 'utf8')).toBe(drawHouse(root));
});

test('what stands on a floor does not run into what else stands there', () => {
  const onFloors = drawHouse(root).matchAll(
    /class="what" x="([\d.]+)" y="([\d.]+)"( text-anchor="end")?>([^<]*)</g,
  );
  const lines = new Map<string, number[]>();
  for (const [, x, y = '', end, text = ''] of onFloors) {
    // A letter of this size, on average, in the fonts that browsers take.
    const taken = text.length * 5.6;
    lines.set(y, [...(lines.get(y) ?? []), end === undefined ? Number(x) + taken : Number(x) - taken]);
  }
  for (const [y, [left = 0, right = Number.POSITIVE_INFINITY]] of lines) {
    expect({ y, apart: left < right }).toEqual({ y, apart: true });
  }
});

test('every floor has a colour', () => {
  expect(drawHouse(root)).not.toContain('undefined');
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
