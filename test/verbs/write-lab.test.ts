import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlannedFile } from '../../generators/planned-file.js';
import { type PlacedFile, writeLab } from '../../verbs/write-lab.js';
import { labOf } from './fake-provider.js';

const file = (path: string, content: string, mode = 0o644): PlannedFile => ({ path, content, mode });

const write = (dir: string, files: PlannedFile[], placed: PlacedFile[], force: boolean) =>
  writeLab(dir, { files, facts: labOf().facts }, placed, force);

describe('writing a lab', () => {
  let parent = '';
  let dir = '';
  const read = (path: string): string => readFileSync(join(dir, path), 'utf8');
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'zk-lab-write-'));
    dir = join(parent, 'a lab "第一" $x');
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  test('writes every file with its mode, and leaves nothing beside it', () => {
    const { written } = write(dir, [file('a', '1'), file('keys/k', '2', 0o600)], [], false);
    expect(written).toEqual(['a', 'keys/k']);
    expect(read('keys/k')).toBe('2');
    expect(statSync(join(dir, 'keys/k')).mode & 0o777).toBe(0o600);
    expect(readdirSync(parent)).toHaveLength(1);
    expect(statSync(dir).mode & 0o777).toBe(0o777 & ~process.umask());
  });

  test('keys are closed to others, and what nodes read of them is open, whatever the umask is', () => {
    const keys = [
      { ...file('keys/k', '1', 0o600), folder: 0o700 },
      { ...file('keys/nodes/k', '1', 0o644), folder: 0o755 },
    ];
    const modes = () =>
      ['keys', 'keys/k', 'keys/nodes', 'keys/nodes/k'].map((path) => statSync(join(dir, path)).mode & 0o777);
    const before = process.umask(0o077);
    try {
      write(dir, keys, [], false);
      expect(modes()).toEqual([0o700, 0o600, 0o755, 0o644]);
      // As 0.1.0 left it.
      chmodSync(join(dir, 'keys'), 0o755);
      rmSync(join(dir, 'keys/nodes'), { recursive: true });
      write(dir, keys, [], true);
      expect(modes()).toEqual([0o700, 0o600, 0o755, 0o644]);
    } finally {
      process.umask(before);
    }
  });

  test('takes an empty directory, but not one with anything in it', () => {
    mkdirSync(dir);
    write(dir, [file('a', '1')], [], false);
    expect(() => write(dir, [file('a', '2')], [], false)).toThrow('--force');
    expect(read('a')).toBe('1');
  });

  test('with force, keeps what was edited, renews the rest and removes what is no longer planned', () => {
    write(dir, [file('a', '1'), file('b', '1'), file('keys/node3', '1'), file('keys/node4', '1')], [], false);
    writeFileSync(join(dir, 'b'), 'mine');
    writeFileSync(join(dir, 'keys/node4'), 'mine');
    writeFileSync(join(dir, 'own'), 'mine');
    const { written, kept } = write(dir, [file('a', '2'), file('b', '2'), file('c', '2')], [], true);
    expect(written).toEqual(['a', 'c']);
    expect(kept).toEqual(['b']);
    expect([read('a'), read('b'), read('c'), read('own'), read('keys/node4')]).toEqual([
      '2',
      'mine',
      '2',
      'mine',
      'mine',
    ]);
    expect(existsSync(join(dir, 'keys/node3'))).toBe(false);
    // Still known as edited the next time.
    expect(write(dir, [file('b', '3')], [], true).kept).toEqual(['b']);
  });

  test('with force, never takes a stranger’s file for its own', () => {
    mkdirSync(dir);
    writeFileSync(join(dir, 'README.md'), 'mine');
    expect(write(dir, [file('README.md', 'ours'), file('a', '1')], [], true)).toEqual({
      written: ['a'],
      kept: ['README.md'],
    });
    expect(read('README.md')).toBe('mine');
  });

  test('with force, changes nothing where a folder is in the place of a file, or a file in that of a folder', () => {
    write(dir, [file('a', '1'), file('config/b', '1'), file('config/c', '1')], [], false);
    rmSync(join(dir, 'config/c'));
    mkdirSync(join(dir, 'config/c'));
    const again = () => write(dir, [file('a', '2'), file('config/b', '2'), file('config/c', '2')], [], true);
    expect(again).toThrow('config/c is a folder, and the lab has a file there');
    expect(again).toThrow('mv config/c config/c.mine');
    rmSync(join(dir, 'config'), { recursive: true });
    writeFileSync(join(dir, 'config'), 'mine');
    expect(again).toThrow('config is no folder, and the lab has one there');
    expect([read('a'), read('config')]).toEqual(['1', 'mine']);
  });

  test('with force, leaves a folder alone that has come in the place of what is no longer planned', () => {
    write(dir, [file('a', '1'), file('b', '1')], [], false);
    rmSync(join(dir, 'b'));
    mkdirSync(join(dir, 'b'));
    write(dir, [file('a', '2')], [], true);
    expect([read('a'), existsSync(join(dir, 'b'))]).toEqual(['2', true]);
  });

  test('leaves nothing behind when a file cannot be put in place', () => {
    const full = {
      path: 'artifacts/jdk.tar.gz',
      source: import.meta.filename,
      place: () => {
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      },
    };
    expect(() => write(dir, [file('artifacts/x', '1')], [full], false)).toThrow(/its disk takes no more/);
    expect(readdirSync(parent)).toEqual([]);

    write(dir, [file('artifacts/x', '1')], [], false);
    expect(() => write(dir, [file('artifacts/x', '2')], [full], true)).toThrow(/its disk takes no more/);
    expect(read('artifacts/x')).toBe('1');
    expect(readdirSync(dir).sort()).toEqual(['.zk-lab.json', 'artifacts']);
  });

  test('says so where something else than a directory stands', () => {
    writeFileSync(dir, '');
    expect(() => write(dir, [file('a', '1')], [], false)).toThrow(/choose another directory/);
  });

  test('says so where nothing may be written', () => {
    // Not even root makes directories in /proc.
    expect(() => write('/proc/zk-lab', [file('a', '1')], [], false)).toThrow(
      /could not be written to \/proc\/zk-lab/,
    );
  });
});
