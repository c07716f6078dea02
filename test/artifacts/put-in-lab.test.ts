import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Artifact, putInLab } from '../../artifacts/index.js';
import { fileOf, textOf } from './tarballs.js';

let folder: string;
let artifact: Artifact;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-place-'));
  artifact = {
    kind: 'zookeeper',
    version: '3.4.9',
    file: 'zookeeper-3.4.9.tar.gz',
    path: fileOf(join(folder, 'cache'), 'blob', 'the bytes'),
    sha256: '0'.repeat(64),
    bytes: 9,
    root: 'zookeeper-3.4.9',
    source: 'download',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('placing an artifact', () => {
  it('gives the same file another name, in a folder made for it', () => {
    const destination = join(folder, "a lab's ünïcode", 'artifacts', artifact.file);
    putInLab(artifact, destination);
    expect(lstatSync(destination).isFile()).toBe(true);
    expect(statSync(destination).ino).toBe(statSync(artifact.path).ino);
  });

  it('copies to another file system', (context) => {
    const other = '/dev/shm';
    if (!existsSync(other) || statSync(other).dev === statSync(folder).dev) {
      context.skip('there is no second file system here');
    }
    const elsewhere = mkdtempSync(join(other, 'zk-lab-place-'));
    try {
      putInLab(artifact, join(elsewhere, 'x.tar.gz'));
      expect(textOf(join(elsewhere, 'x.tar.gz'))).toBe('the bytes');
      expect(lstatSync(join(elsewhere, 'x.tar.gz')).isFile()).toBe(true);
      expect(readdirSync(elsewhere)).toEqual(['x.tar.gz']);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it('replaces what was there, and does it again', () => {
    const destination = fileOf(folder, 'x.tar.gz', 'older');
    putInLab(artifact, destination);
    putInLab(artifact, destination);
    expect(textOf(destination)).toBe('the bytes');
    expect(readdirSync(folder).sort()).toEqual(['cache', 'x.tar.gz']);
  });

  it('that cannot be done leaves nothing', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => putInLab(artifact, join(folder, 'file', 'x.tar.gz'))).toThrow(/^E/);
    expect(() => putInLab({ ...artifact, path: join(folder, 'gone') }, join(folder, 'x'))).toThrow('ENOENT');
    expect(readdirSync(folder).sort()).toEqual(['cache', 'file']);
    expect(readFileSync(artifact.path, 'utf8')).toBe('the bytes');
  });
});
