/** Disks that take no more: telling such errors from others, and telling users why and how much is lacking. */
import { closeSync, existsSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { reasonOf } from '../messages/errors.js';
import { say } from '../messages/index.js';

/** Nothing was written yet, because there is no room for it. To those who catch it: as the system's own error. */
class NoRoom extends Error {
  readonly code: string = 'ENOSPC';
  /** Bytes. */
  readonly needed: number;
  /** Whether it is not bytes that are lacking. */
  readonly noFiles: boolean;

  constructor(needed: number, noFiles: boolean) {
    super(`ENOSPC: ${needed} bytes are needed`);
    this.needed = needed;
    this.noFiles = noFiles;
  }
}

/** The code of a system's error. Node.js has no name for a quota that is used up. */
export function codeOf(error: unknown): string | undefined {
  const { code, errno } = error as Partial<NodeJS.ErrnoException>;
  return errno === -constants.errno.EDQUOT ? 'EDQUOT' : code;
}

/** Whether a disk, or the user's share of it, is full. @param code an error's, as codeOf tells it */
export function isFull(code: string | undefined): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** The folder that a path is in, or the nearest one above that is there. */
export function nearestFolder(path: string): string {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) || dirname(folder) === folder) return folder;
  }
}

/** Bytes that this user may still write at a path, and how many more files; undefined where that is not told. */
function roomAt(path: string): { readonly bytes: number; readonly files: number } | undefined {
  try {
    const { blocks, bavail, bsize, files, ffree } = statfsSync(nearestFolder(path));
    // Some file systems count nothing: they say that of nothing they have nothing.
    if (blocks === 0) return undefined;
    return { bytes: bavail * bsize, files: files === 0 ? Number.POSITIVE_INFINITY : ffree };
  } catch {
    return undefined;
  }
}

/**
 * Refuses to begin what cannot be ended: a disk that was filled up first is in everybody's way.
 * @param needed bytes to be written at a path, in so many files and folders
 * @throws an error of code ENOSPC, as writing would
 */
export function assertRoom(path: string, needed: number, files = 1): void {
  const room = roomAt(path);
  if (room && (room.bytes < needed || room.files < files)) {
    throw new NoRoom(needed, room.bytes >= needed);
  }
}

/**
 * The same by writing so much in a folder and removing it again, for what somebody else will write, and will not tell as
 * well: also a quota, and a folder that takes no writing at all, show themselves.
 * @throws the system's own error
 */
export function tryRoom(folder: string, needed: number): void {
  const file = join(folder, `.room.${process.pid}.tmp`);
  const content = Buffer.alloc(needed, 1);
  try {
    const handle = openSync(file, 'w');
    try {
      for (let written = 0; written < needed; ) written += writeSync(handle, content, written);
    } finally {
      closeSync(handle);
    }
  } finally {
    rmSync(file, { force: true });
  }
}

const megabytes = (bytes: number, round = Math.floor): string => (round(bytes / 1e5) / 10).toFixed(1);

/**
 * Why nothing can be written at a path, in the user's language: part of a sentence.
 * @param needed bytes, where that is known
 */
export function whyUnwritable(error: unknown, path: string, needed?: number): string {
  const { needed: lacking = needed, noFiles } = error as Partial<NoRoom>;
  const room = roomAt(path);
  switch (codeOf(error)) {
    case 'ENOSPC': {
      if (noFiles || room?.files === 0) return say('disk.no-files');
      const free = megabytes(room?.bytes ?? 0);
      if (lacking === undefined) return say('disk.full', { free });
      // A quota of a folder's, for one, is told as a full disk.
      if (room && room.bytes >= lacking) return say('disk.limited', { free });
      return say('disk.full.needed', { free, needed: megabytes(lacking, Math.ceil) });
    }
    case 'EDQUOT':
      return lacking === undefined
        ? say('disk.quota')
        : say('disk.quota.needed', { needed: megabytes(lacking, Math.ceil) });
    case 'EROFS':
      return say('disk.read-only');
    case 'EACCES':
    case 'EPERM':
      return say('disk.denied');
    default:
      return reasonOf(error);
  }
}
