import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { ArtifactRequest } from '../../artifacts/index.js';
import { obtain, type Sources } from '../../artifacts/obtain.js';
import { LabError } from '../../messages/errors.js';
import { startServer, type TestServer } from './server.js';
import { zooKeeperTarball } from './tarballs.js';

/** What the tests get: a tarball of ZooKeeper's shape, made here. */
export const request: ArtifactRequest = { kind: 'zookeeper', version: '3.8', arch: 'x64', mirror: 'auto' };
export const version = '3.8.6';
export const tgz = zooKeeperTarball(version, randomBytes(300_000));
export const sha512 = createHash('sha512').update(tgz).digest('hex');

/** The test's own folder, its cache in it. */
export let folder: string;
/** The test's own server. */
export let server: TestServer;

/** Gives each test of the file that calls this a folder, an empty cache and a server. */
export function eachWithServer(): void {
  const before = { ...process.env };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zk-lab-obtain-'));
    process.env.ZK_LAB_CACHE = join(folder, 'cache');
    server = await startServer();
  });
  afterEach(async () => {
    await server.close();
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true, force: true });
    process.env = { ...before };
  });
}

/** Sources that are paths of the test's own server, with the right checksum unless told otherwise. */
export function from(paths: readonly string[], patience = { connect: 2_000, stall: 2_000 }): Sources {
  server.serve('/checksum', (_request, response) =>
    response.end(`${sha512}  apache-zookeeper-${version}-bin.tar.gz\n`),
  );
  return {
    urlsOf: () => paths.map((path) => (path.startsWith('/') ? server.base + path : path)),
    checksumUrlOf: () => `${server.base}/checksum`,
    maven: false,
    patience,
  };
}

/** The whole text of the error that getting it ends with. */
export async function failure(sources: Sources, wanted = request): Promise<LabError> {
  const error = await obtain(wanted, {}, sources).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(LabError);
  return error as LabError;
}

/** What lies in a part of the cache. */
export const cacheFiles = (part: string) => {
  const path = join(folder, 'cache', part);
  return existsSync(path) ? readdirSync(path) : [];
};
