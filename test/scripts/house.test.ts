import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { floors, importRules } from '../../scripts/floors.js';
import { drawHouse, importsOf } from '../../scripts/house.js';

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

test('biome.layers.json has a rule for every floor and every provider; `npm run docs` writes it anew', () => {
  expect(JSON.parse(readFileSync(`${root}/biome.layers.json`, 'utf8'))).toEqual(importRules(root));
});

test.each([
  ['providers/docker/index.ts', '../kubernetes/index.js', 'Providers do not know each other'],
  ['providers/local/relay/main.ts', '../../docker/index.js', 'Providers do not know each other'],
  ['model/lab.ts', '../verbs/up.js', 'Imports only go down'],
  ['verbs/up.ts', '../test/e2e/lab.js', 'Imports only go down'],
  ['page/browser/state/model.ts', '../../../program/handle.js', 'one face needs no other'],
])('in %s, an import of %s is refused', (file, imported, why) => {
  const house = mkdtempSync(join(tmpdir(), 'zk-lab-house-'));
  onTestFinished(() => rmSync(house, { recursive: true }));
  cpSync(`${root}/biome.layers.json`, join(house, 'biome.json'));
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), `import type { Any } from '${imported}';\nexport type One = Any;\n`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [`${root}/node_modules/@biomejs/biome/bin/biome`, 'lint', '--only=style/noRestrictedImports'],
    { cwd: house, encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(why) });
});

test('every folder of code is a floor', () => {
  const others = ['bench', 'dist', 'docs', 'labs', 'node_modules', 'scripts', 'templates', 'test'];
  // Labs may lie here, too: `npm start` makes one.
  const isLab = (name: string): boolean => existsSync(`${root}/${name}/zk-lab.yaml`);
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !others.includes(entry.name))
    .map(({ name }) => name)
    .filter((name) => !isLab(name));
  expect(folders.sort()).toEqual(floors.map(({ name }) => name).sort());
});

test('imports lead down', () => {
  const names = floors.map(({ name }) => name);
  const imports = importsOf(root);
  for (const [from, counts] of imports) {
    for (const to of counts.keys())
      expect({ from, to, down: names.indexOf(to) > names.indexOf(from) }).toMatchObject({ down: true });
  }
  expect(imports.get('cli')?.get('verbs')).toBeGreaterThan(5);
});
