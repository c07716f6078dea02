import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { findMirror } from '../../artifacts/mirrors.js';
import { obtain } from '../../artifacts/obtain.js';
import type { Artifact, ObtainOptions, TarballRequest } from '../../artifacts/types.js';
import { LabError } from '../../messages/errors.js';
import { zookeeper } from '../../software/zookeeper/index.js';
import { startServer, type TestServer } from './server.js';
import { zooKeeperTarball } from './tarballs.js';

/** What the tests get: a tarball of ZooKeeper's shape, made here, of a release that has no checksum pinned. */
export const version = '3.8.6';
export const request = zookeeper.request(zookeeper.find(version), 'x64', findMirror('auto'));
export const tgz = zooKeeperTarball(version, randomBytes(300_000));
export const sha256 = createHash('sha256').update(tgz).digest('hex');
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

/**
 * The request, to be answered by paths of the test's own server or whole addresses, and nobody else. The checksum that
 * is published there is the tarball's, until the test serves another.
 */
export function from(paths: readonly string[], wanted: TarballRequest = request): TarballRequest {
  server.serve('/checksum', (_request, response) => response.end(`${sha512}  ${wanted.file}\n`));
  const { assembly: _, ...rest } = wanted;
  const urls = paths.map((path) => (path.startsWith('/') ? server.base + path : path));
  return { ...rest, urls, checksumUrl: `${server.base}/checksum` };
}

/** Gets it with little patience, since the server is on this machine. */
export function get(wanted: TarballRequest, options: ObtainOptions = {}): Promise<Artifact> {
  return obtain(wanted, { patience: { connect: 2_000, stall: 2_000 }, ...options });
}

/** The whole text of the error that getting it ends with. */
export async function failure(wanted: TarballRequest, options?: ObtainOptions): Promise<LabError> {
  const error = await get(wanted, options).then(
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
