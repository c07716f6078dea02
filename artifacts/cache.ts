/**
 * One cache per user, shared by all labs and safe under parallel use:
 *
 *     blobs/HEX         verified tarballs, named by their sha256, read-only
 *     index/KEY.json    which request is answered by which blob
 *     partial/KEY       downloads under way or broken off
 *     locks/KEY         held while a request is worked on
 *
 * Blobs and index entries appear by rename alone, so whoever looks sees all of a file or nothing of it.
 */
import { chmodSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LabError } from '../messages/errors.js';
import { makeFolder } from '../system/folder.js';
import { cacheFolder } from '../system/user-folders.js';
import { writeWhole } from '../system/whole-file.js';
import { cacheTroubleOr } from './cache-trouble.js';
import type { Artifact, TarballRequest } from './types.js';

/** What an index entry holds: the artifact, and the signs by which blob and user's file are known to be unchanged. */
interface Entry {
  readonly format: 1;
  readonly artifact: Omit<Artifact, 'path'>;
  readonly blob: Stamp;
  /** The user's file that it was made from. */
  readonly user?: Stamp & { readonly path: string };
}

interface Stamp {
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** The cache's folder. @throws LabError 'artifact.no-cache' for a user who has no home */
export function cacheRoot(): string {
  const folder = cacheFolder();
  if (folder === undefined) throw new LabError('artifact.no-cache');
  return folder;
}

/**
 * Path of a part of the cache, its folder made where needed.
 * @throws LabError 'artifact.cache-readonly', 'artifact.disk-full', 'artifact.no-cache'
 */
export function cachePath(part: 'blobs' | 'index' | 'partial' | 'locks', name: string): string {
  const folder = join(cacheRoot(), part);
  try {
    makeFolder(folder);
  } catch (error) {
    throw cacheTroubleOr(error);
  }
  return join(folder, name);
}

/**
 * The name under which a request is known in the cache: its own, or for the user's own tarball the looks of that file
 * (the entry tells whether it really is the same one).
 * @throws where the user's file cannot be looked at
 */
export function keyOf({ kind, arch, archive, key }: TarballRequest): string {
  if (archive === undefined) return key;
  const { bytes, mtimeMs } = stampOf(archive);
  const name = basename(archive).replace(/[^\w.-]/g, '_');
  return `user-${kind}-${arch}-${name.slice(-100)}-${bytes}-${Math.trunc(mtimeMs)}`;
}

/**
 * The artifact that answers a request, if it is in the cache. Takes well under a millisecond: nothing is hashed, the
 * size and time of the blob, noted when it was verified, tell that nobody touched it since.
 */
export function findCached(request: TarballRequest): Artifact | undefined {
  const found = entryOf(request);
  return found && same(found.stamp, found.entry.blob)
    ? { ...found.entry.artifact, path: found.path }
    : undefined;
}

/**
 * The artifact of a request whose blob somebody touched (in a lab it has a second name), if its content still is what
 * it was. Otherwise the blob is removed.
 */
export async function findTouched(
  request: TarballRequest,
  digest: (path: string) => Promise<string>,
): Promise<Artifact | undefined> {
  const found = entryOf(request);
  if (!found) return undefined;
  const { entry, path, stamp } = found;
  if ((await digest(path)) === entry.artifact.sha256) {
    note(request, { ...entry, blob: stamp });
    return { ...entry.artifact, path };
  }
  rmSync(path, { force: true });
  return undefined;
}

function entryOf(request: TarballRequest): { entry: Entry; path: string; stamp: Stamp } | undefined {
  try {
    const folder = cacheRoot();
    const entry = JSON.parse(readFileSync(join(folder, 'index', `${keyOf(request)}.json`), 'utf8')) as Entry;
    if (entry.format !== 1) return undefined;
    if (request.archive !== undefined) {
      const file = resolve(request.archive);
      if (entry.user?.path !== file || !same(stampOf(file), entry.user)) return undefined;
    }
    const path = join(folder, 'blobs', entry.artifact.sha256);
    return { entry, path, stamp: stampOf(path) };
  } catch {
    // No entry, no blob, or an entry that an older or newer version wrote: all the same as not cached.
    return undefined;
  }
}

/**
 * Moves a verified file into the cache and notes which request it answers. The file must lie in the cache's own folder.
 */
export function enterCache(
  request: TarballRequest,
  file: string,
  artifact: Omit<Artifact, 'path'>,
  user?: Stamp,
): Artifact {
  const path = cachePath('blobs', artifact.sha256);
  // Windows cannot replace or remove a read-only file.
  if (process.platform !== 'win32') chmodSync(file, 0o444);
  renameSync(file, path);
  note(request, {
    format: 1,
    artifact,
    blob: stampOf(path),
    ...(user && request.archive !== undefined && { user: { path: resolve(request.archive), ...user } }),
  });
  return { ...artifact, path };
}

/** Size and time of a file. */
export function stampOf(path: string): Stamp {
  const { size, mtimeMs } = statSync(path);
  return { bytes: size, mtimeMs };
}

function same(a: Stamp, b: Stamp): boolean {
  return a.bytes === b.bytes && a.mtimeMs === b.mtimeMs;
}

function note(request: TarballRequest, entry: Entry): void {
  writeWhole(cachePath('index', `${keyOf(request)}.json`), `${JSON.stringify(entry, null, 2)}\n`);
}
