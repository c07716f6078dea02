import { createHash } from 'node:crypto';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findCached } from '../../artifacts/index.js';
import { findMirror } from '../../artifacts/mirrors.js';
import { obtain } from '../../artifacts/obtain.js';
import { UsageError } from '../../messages/errors.js';
import { jdk } from '../../software/jdk/index.js';
import { cacheFiles, eachWithServer, folder, request, tgz } from './obtaining.js';
import { fileOf, jdkTarball, zooKeeperTarball } from './tarballs.js';

eachWithServer();

describe('the user’s own tarball', () => {
  it('goes into the cache and tells its version; edited, it is looked at anew', async () => {
    const path = fileOf(
      folder,
      'jdk-8u131-linux-x64.tar.gz',
      jdkTarball('jdk1.8.0_131', 'JAVA_VERSION="1.8.0_131"\n'),
    );
    const mine = jdk.request(jdk.find('8'), 'x64', findMirror('auto'), path);
    const artifact = await obtain(mine, { offline: true });
    expect(artifact).toMatchObject({
      version: '8u131',
      file: 'jdk-8u131-linux-x64.tar.gz',
      root: 'jdk1.8.0_131',
      source: 'user',
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    });
    expect(findCached(mine)).toEqual(artifact);

    writeFileSync(path, jdkTarball('jdk1.8.0_144', 'JAVA_VERSION="1.8.0_144"\n'));
    expect(findCached(mine)).toBeUndefined();
    expect((await obtain(mine)).version).toBe('8u144');
  });

  it('with a name that would need quoting gets a plain one', async () => {
    const path = fileOf(folder, "my zk $(x)'s (1).tar.gz", zooKeeperTarball('3.4.12'));
    const artifact = await obtain({ ...request, archive: path });
    expect(artifact).toMatchObject({ file: 'zookeeper-3.4.12.tar.gz', version: '3.4.12' });
    expect(findCached({ ...request, archive: path })).toEqual(artifact);
  });

  it('removed meanwhile is missed', async () => {
    const path = fileOf(folder, 'z.tar.gz', zooKeeperTarball('3.4.12'));
    await obtain({ ...request, archive: path });
    rmSync(path);
    await expect(obtain({ ...request, archive: path })).rejects.toThrow(UsageError);
    expect(findCached({ ...request, archive: path })).toBeUndefined();
  });

  it('that is cut off leaves nothing in the cache', async () => {
    const path = fileOf(folder, 'z.tar.gz', tgz);
    truncateSync(path, Math.floor(tgz.length / 2));
    await expect(obtain({ ...request, archive: path })).rejects.toMatchObject({
      code: 'artifact.archive.truncated',
    });
    expect(cacheFiles('blobs')).toEqual([]);
    expect(cacheFiles('partial')).toEqual([]);
  });
});
