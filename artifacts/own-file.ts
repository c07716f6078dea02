/**
 * Files that a user brought. A lab names them by their content, so that it means the same on another machine: the cache
 * keeps a copy under that name, and elsewhere whoever has the file gives it again.
 */
import { constants, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../messages/errors.js';
import { spelled } from '../messages/index.js';
import { cachePath } from './cache.js';
import { cacheTroubleOr } from './cache-trouble.js';
import { digestOf } from './digest.js';
import type { OwnFile, TarballRequest } from './types.js';

/** A user's file, and where it lies on this machine. */
export interface LocatedFile extends OwnFile {
  readonly path: string;
}

/**
 * Reads a user's file through, and keeps a copy in the cache for labs that will name it by its content.
 * @param keep false: the cache stays as it is
 * @throws LabError 'artifact.disk-full', 'artifact.cache-readonly'
 */
export async function keepOwnFile(path: string, keep: boolean, signal?: AbortSignal): Promise<LocatedFile> {
  const sha256 = await digestOf(path, 'sha256', signal);
  const blob = cachePath('blobs', sha256);
  if (keep && !existsSync(blob)) {
    const draft = cachePath('partial', `own-${sha256}-${process.pid}`);
    try {
      copyFileSync(path, draft, constants.COPYFILE_FICLONE);
      renameSync(draft, blob);
    } catch (error) {
      rmSync(draft, { force: true });
      throw cacheTroubleOr(error, statSync(path).size);
    }
  }
  return { path, file: basename(path), sha256 };
}

/**
 * Finds a file by its content: in the cache, else by name in one of the folders.
 * @param setting the setting with which its owner gives it
 * @param names what it may be called there, if not only by its own name
 * @throws UsageError own-file.missing with its name and checksum, own-file.other where a file of the name is another one
 */
export async function findOwnFile(
  own: OwnFile,
  setting: string,
  folders: readonly string[],
  signal?: AbortSignal,
  names: readonly string[] = [own.file],
): Promise<LocatedFile> {
  const { file, sha256 } = own;
  const blob = cachePath('blobs', sha256);
  if (existsSync(blob)) return { ...own, path: blob };
  const option = spelled(setting, 'FILE');
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of candidates.filter(existsSync)) {
    const found = await digestOf(path, 'sha256', signal);
    if (found === sha256) return { ...own, path };
    throw new UsageError('own-file.other', { path, found, sha256, option });
  }
  throw new UsageError('own-file.missing', { file, sha256, option });
}

/** The request for a tarball that its owner brought once, found again by its content. @throws as findOwnFile */
export async function requestOwn(
  request: TarballRequest,
  own: OwnFile,
  folders: readonly string[],
  signal?: AbortSignal,
): Promise<TarballRequest> {
  const { path } = await findOwnFile(own, `${request.kind}Archive`, folders, signal);
  return { ...request, archive: path, own };
}
