import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  damagedEntries,
  forgetLab,
  isTakenOver,
  isThere,
  labNamed,
  registeredLab,
  registeredLabs,
  registerLab,
  registryTrouble,
} from '../../model/registry.js';

let folder: string;

function labIn(name: string): string {
  const dir = join(folder, name);
  mkdirSync(dir);
  writeFileSync(join(dir, 'zk-lab.yaml'), '');
  return dir;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-registry-'));
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const entry = (id: string, ending = 'json') => join(folder, 'state/zk-lab/labs', `${id}.${ending}`);

test('labs stay remembered when their folder is gone, until they are forgotten', () => {
  const a = labIn('a');
  const b = labIn('b');
  registerLab({ id: '2', dir: b, name: 'b' });
  registerLab({ id: '1', dir: a, name: 'a' });
  expect(registeredLabs().map(({ dir }) => dir)).toEqual([a, b]);
  rmSync(a, { recursive: true });
  expect(registeredLabs().map((lab) => [lab.name, isThere(lab)])).toEqual([
    ['a', false],
    ['b', true],
  ]);
  forgetLab({ id: '1', dir: a, name: 'a' });
  expect(registeredLabs().map(({ dir }) => dir)).toEqual([b]);
  expect(registeredLab('1')).toBeUndefined();
});

test('what is known of a lab stays known when it is registered again', () => {
  const dir = labIn('a');
  registerLab({ id: '1', dir, name: 'a', provider: 'docker' });
  registerLab({ id: '1', dir, name: 'renamed' });
  expect(registeredLab('1')).toEqual({ id: '1', dir, name: 'renamed', provider: 'docker' });
});

test('a lab that was moved is known at its new place', () => {
  registerLab({ id: '1', dir: labIn('a'), name: 'a', provider: 'local' });
  const dir = labIn('b');
  registerLab({ id: '1', dir, name: 'a' });
  expect(registeredLabs()).toEqual([{ id: '1', dir, name: 'a', provider: 'local' }]);
});

test.each([
  ['what is known of it', 'json', { id: '1', name: '' }],
  ['where it is', 'dir', { id: '1', name: 'a', provider: 'docker' }],
])('a lab is still known when %s is damaged', (_what, ending, left) => {
  const dir = labIn('a');
  registerLab({ id: '1', dir, name: 'a', provider: 'docker' });
  writeFileSync(entry('1', ending), '');
  expect(registeredLabs()).toEqual([{ ...left, dir }]);
  registerLab({ id: '1', dir, name: 'a', provider: 'docker' });
  expect(registeredLabs()).toEqual([{ id: '1', dir, name: 'a', provider: 'docker' }]);
});

test.each<[string, string]>([
  ['half of it', '{"dir":"/som'],
  ['null', 'null'],
  ['a list', '[1, 2]'],
  ['a folder that is no whole path', '{"dir":"somewhere","name":"a"}'],
  ['a name that is none', '{"dir":"/somewhere","name":7}'],
])('of a lab that is damaged, the folder alone is known: %s', (_what, text) => {
  const dir = labIn('a');
  registerLab({ id: '1', dir, name: 'a', provider: 'docker' });
  writeFileSync(entry('1'), text);
  expect(registeredLabs()).toEqual([{ id: '1', dir, name: '' }]);
  expect(damagedEntries()).toEqual([]);
  writeFileSync(entry('1', 'dir'), '\0\u0007');
  expect(registeredLabs()).toEqual([]);
  expect(damagedEntries()).toEqual([entry('1')]);
  expect(labNamed('a', '/elsewhere')).toBeUndefined();
});

test('what is damaged of an entry is not believed, and the rest is', () => {
  const dir = labIn('a');
  registerLab({ id: '1', dir, name: 'a' });
  const damage = {
    provider: {},
    endpoint: 7,
    network: '10.0.0.0',
    ports: ['2181'],
    machines: { node1: 7 },
    of: 'a later version',
  };
  writeFileSync(entry('1'), JSON.stringify({ id: '1', dir, name: 'a', ...damage }));
  expect(registeredLab('1')).toEqual({ id: '1', dir, name: 'a', of: 'a later version' });
});

test('what 0.1.0 remembered is read, and replaced once the lab is known by its id', () => {
  const dir = labIn('a');
  mkdirSync(join(folder, 'state/zk-lab/labs'), { recursive: true });
  writeFileSync(entry('a1b2c3d4e5f60718'), JSON.stringify({ dir, name: 'a', provider: 'local' }));
  expect(registeredLabs()).toEqual([{ dir, name: 'a', provider: 'local' }]);
  registerLab({ id: '1', dir, name: 'a' });
  expect(registeredLabs()).toEqual([{ id: '1', dir, name: 'a' }]);
});

test('a name is in use elsewhere, not by the lab itself', () => {
  const dir = labIn('a');
  registerLab({ id: '1', dir, name: 'zk-lab' });
  expect(labNamed('zk-lab', dir)).toBeUndefined();
  expect(labNamed('zk-lab', join(folder, 'other'))).toMatchObject({ dir });
});

test('where nothing can be remembered, nothing fails', () => {
  const dir = labIn('a');
  // A file stands where the folder should be.
  vi.stubEnv('XDG_STATE_HOME', join(dir, 'zk-lab.yaml'));
  expect(registryTrouble()).toBeUndefined();
  registerLab({ id: '1', dir, name: 'a' });
  expect(registeredLabs()).toEqual([]);
  expect(registryTrouble()).toMatch(
    /^Labs are not remembered, for want of .*something on the way to it is a file/,
  );
});

test('a lab that is made where one was before is another one: of that, something may be left', () => {
  const dir = labIn('a');
  registerLab({ id: '1', dir, name: 'a', provider: 'docker' });
  writeFileSync(join(dir, '.zk-lab.json'), JSON.stringify({ format: 2, facts: { id: '2' } }));
  registerLab({ id: '2', dir, name: 'a' });
  expect(registeredLabs().map((lab) => [lab.id, isThere(lab), isTakenOver(lab)])).toEqual([
    ['1', false, true],
    ['2', true, false],
  ]);
});

test('one of which nothing is left is forgotten when another one is made there', () => {
  const dir = labIn('a');
  registerLab({ id: '1', dir, name: 'a', provider: '' });
  registerLab({ id: '2', dir, name: 'a' });
  expect(registeredLabs().map(({ id }) => id)).toEqual(['2']);
});
