import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { protectKeys } from '../../model/key-protection.js';
import { newKey } from '../../model/openssh-key.js';
import { keepsModes } from '../../system/modes.js';
import { describeUnless, whyNoSecondUser } from '../needs.js';

let dir = '';
const at = (path: string): string => join(dir, 'keys', path);
const modeOf = (path: string): string => (statSync(at(path)).mode & 0o777).toString(8);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'zk-lab-keys-'));
  mkdirSync(at('nodes'), { recursive: true });
  for (const name of ['id_ed25519', 'id_ed25519.pub', 'known_hosts', 'node1', 'nodes/node1']) {
    writeFileSync(at(name), '');
  }
});
afterEach(() => rmSync(dir, { recursive: true }));

const modes = () =>
  ['', 'id_ed25519', 'node1', 'id_ed25519.pub', 'known_hosts', 'nodes', 'nodes/node1'].map(modeOf);

describe('private keys that everybody may read', () => {
  test('are closed again, as after a copy from where there are no permissions', () => {
    for (const path of ['', 'id_ed25519', 'node1', 'id_ed25519.pub', 'known_hosts', 'nodes', 'nodes/node1']) {
      chmodSync(at(path), 0o777);
    }
    expect(protectKeys(dir)).toBe(true);
    expect(modes()).toEqual(['700', '600', '600', '777', '777', '777', '777']);
  });

  test('are refused by OpenSSH before, and taken after', async () => {
    writeFileSync(at('id_ed25519'), (await newKey('root@lab')).private);
    chmodSync(at('id_ed25519'), 0o777);
    const publicHalf = () => spawnSync('ssh-keygen', ['-y', '-f', at('id_ed25519')], { encoding: 'utf8' });
    expect(publicHalf().stderr).toContain('UNPROTECTED PRIVATE KEY FILE');
    expect(protectKeys(dir)).toBe(true);
    expect(publicHalf()).toMatchObject({ status: 0, stderr: '' });
  });

  test('of a lab of 0.1.0: its nodes read keys/ itself', () => {
    rmSync(at('nodes'), { recursive: true });
    chmodSync(at(''), 0o755);
    chmodSync(at('id_ed25519'), 0o644);
    expect(protectKeys(dir)).toBe(true);
    expect([modeOf(''), modeOf('id_ed25519')]).toEqual(['755', '600']);
  });

  describeUnless(whyNoSecondUser, 'of somebody else', () => {
    test('are left alone: ssh does not mind', () => {
      chmodSync(at('id_ed25519'), 0o644);
      chownSync(at('id_ed25519'), 65534, 65534);
      expect(protectKeys(dir)).toBe(true);
      expect(modeOf('id_ed25519')).toBe('644');
    });
  });

  test('a lab without keys has none to protect', () => {
    rmSync(at(''), { recursive: true });
    expect(protectKeys(dir)).toBe(true);
  });
});

test('whether a folder keeps modes is tried, and nothing is left of it', () => {
  expect(keepsModes(dir)).toBe(true);
  // Where nothing can be written, nothing speaks against it.
  expect(keepsModes('/proc')).toBe(true);
  rmSync(at(''), { recursive: true });
  expect(statSync(dir).nlink).toBe(2);
});
