import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tarball, zooKeeperTarball } from '../../artifacts/tarballs.js';
import { lookIn } from '../looking.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-recognize-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const look = (bytes: Buffer, name?: string) => lookIn(() => folder)('zookeeper', bytes, name);

describe('a ZooKeeper tarball', () => {
  it.each([
    ['3.4.9', 'zookeeper-3.4.9'],
    ['3.9.5', 'apache-zookeeper-3.9.5-bin'],
  ])('of %s tells its version and folder', async (version, root) => {
    expect(await look(zooKeeperTarball(version))).toEqual({ root, version });
  });

  it('tells its version by the jar, not by its name', async () => {
    expect(await look(zooKeeperTarball('3.4.12'), 'zookeeper-3.4.9.tar.gz')).toMatchObject({
      version: '3.4.12',
    });
  });

  it('may be written with ./ before every name', async () => {
    const bytes = tarball([{ path: './' }, { path: './zk/zookeeper-3.4.9.jar' }].map((p) => ({ ...p })));
    expect(await look(bytes)).toEqual({ root: 'zk', version: '3.4.9' });
  });

  it('of the source code is told apart', async () => {
    const bytes = tarball([{ path: 'apache-zookeeper-3.9.5/pom.xml', content: '<project/>' }]);
    await expect(look(bytes)).rejects.toThrow(/source code/);
  });

  it('that is something else is refused', async () => {
    await expect(look(tarball([{ path: 'hadoop/bin/hadoop' }]))).rejects.toMatchObject({
      code: 'artifact.archive.not-zookeeper',
      exitCode: 2,
    });
  });
});
