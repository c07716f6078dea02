import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nameInUse, registeredLab, registeredLabs, registerLab } from '../../model/registry.js';

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

test('labs are remembered until their directory is gone', () => {
  const a = labIn('a');
  const b = labIn('b');
  registerLab({ dir: b, name: 'b' });
  registerLab({ dir: a, name: 'a' });
  expect(registeredLabs().map(({ dir }) => dir)).toEqual([a, b]);
  rmSync(a, { recursive: true });
  expect(registeredLabs().map(({ dir }) => dir)).toEqual([b]);
  expect(registeredLab(a)).toBeUndefined();
});

test('what is known of a lab stays known when it is registered again', () => {
  const dir = labIn('a');
  registerLab({ dir, name: 'a', provider: 'docker' });
  registerLab({ dir, name: 'renamed' });
  expect(registeredLab(dir)).toEqual({ dir, name: 'renamed', provider: 'docker' });
});

test('a name is in use elsewhere, not by the lab itself', () => {
  const dir = labIn('a');
  registerLab({ dir, name: 'zk-lab' });
  expect(nameInUse('zk-lab', dir)).toBe(false);
  expect(nameInUse('zk-lab', join(folder, 'other'))).toBe(true);
});

test('where nothing can be remembered, nothing fails', () => {
  const dir = labIn('a');
  // A file stands where the folder should be.
  vi.stubEnv('XDG_STATE_HOME', join(dir, 'zk-lab.yaml'));
  registerLab({ dir, name: 'a' });
  expect(registeredLabs()).toEqual([]);
});
