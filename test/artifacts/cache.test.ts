import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCached } from '../../artifacts/index.js';
import { findMirror } from '../../artifacts/mirrors.js';
import { jdk } from '../../software/jdk/index.js';
import { cacheFiles, eachWithServer, folder, from, get, request, server, tgz } from './obtaining.js';
import { file } from './server.js';
import { fileOf, jdkTarball } from './tarballs.js';

const sha256 = createHash('sha256').update(tgz).digest('hex');

eachWithServer();

describe('the cache', () => {
  it('has nothing offline: what to do is told', async () => {
    await expect(get(request, { offline: true })).rejects.toMatchObject({
      code: 'artifact.offline',
      exitCode: 1,
    });
    await expect(get(request, { offline: true })).rejects.toThrow(/zk-lab fetch/);
  });

  it('trusts no blob that somebody changed', async () => {
    server.serve('/a', file(tgz));
    const { path } = await get(from(['/a']));
    chmodSync(path, 0o644);
    writeFileSync(path, 'something else');
    expect(findCached(request)).toBeUndefined();
    expect((await get(from(['/a']))).sha256).toBe(sha256);
    expect(readFileSync(path).equals(tgz)).toBe(true);
  });

  it('looks a touched but unchanged blob over instead of fetching it anew', async () => {
    server.serve('/a', file(tgz));
    const artifact = await get(from(['/a']));
    utimesSync(artifact.path, 1, 1);
    expect(findCached(request)).toBeUndefined();
    await server.close();
    expect(await get(from(['/a']))).toEqual(artifact);
    expect(findCached(request)).toEqual(artifact);
  });

  it('survives index files that are not what they should be', async () => {
    server.serve('/a', file(tgz));
    await get(from(['/a']));
    const [name = ''] = cacheFiles('index');
    for (const text of ['', '{', 'null', '{"format":2}', '{"format":1}']) {
      writeFileSync(join(folder, 'cache/index', name), text);
      expect(findCached(request)).toBeUndefined();
      expect((await get(from(['/a']))).sha256).toBe(sha256);
    }
  });

  it('that cannot be written is named, with the way out', async () => {
    process.env.ZK_LAB_CACHE = fileOf(folder, 'a-file', '');
    await expect(get(from(['/a']))).rejects.toMatchObject({
      code: 'artifact.cache-readonly',
    });
    await expect(get(from(['/a']))).rejects.toThrow(/ZK_LAB_CACHE/);
  });

  it('answers different requests at once', async () => {
    server.serve('/a', file(tgz));
    const archive = fileOf(folder, 'jdk.tar.gz', jdkTarball('jdk-17.0.1', 'JAVA_VERSION="17.0.1"\n'));
    const [one, two] = await Promise.all([
      get(from(['/a'])),
      get(jdk.request(jdk.find('17'), 'x64', findMirror('auto'), archive)),
    ]);
    expect([one.kind, two.kind]).toEqual(['zookeeper', 'jdk']);
  });
});
