/** The disk that a lab's servers live on: what it does not take is told, with the way out. */
import { rmdirSync } from 'node:fs';
import { isDiskTrouble } from '../../artifacts/index.js';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { codeOf, isFull, tryRoom, whyUnwritable } from '../../system/disk.js';
import { foldersOf } from './layout.js';

/** Bytes that a server writes before it serves: its files, its log, a snapshot. Its transaction log has holes for the rest. */
const bytesOfServer = 1_000_000;

/** What to throw for an error that came up while something was written in a lab: told to the user where it is the disk's. */
export function labTroubleOr(error: unknown, lab: Lab, needed?: number): unknown {
  if (error instanceof LabError || !isDiskTrouble(error)) return error;
  const path = foldersOf(lab).root;
  const code = codeOf(error);
  const { path: of } = error as NodeJS.ErrnoException;
  // A program that may not be run, for instance, is no matter of the disk.
  if (!isFull(code) && code !== 'EROFS' && of?.startsWith(lab.dir) !== true) return error;
  const reason = whyUnwritable(error, path, needed);
  return new LabError(isFull(code) ? 'local.disk-full' : 'local.unwritable', { path, reason });
}

/** What comes of trying whether so many servers could write; undefined where they could. */
function troubleOfServers(
  lab: Lab,
  count: number,
): { readonly error: unknown; readonly needed: number } | undefined {
  const needed = count * bytesOfServer;
  try {
    if (count > 0) tryRoom(foldersOf(lab).root, needed);
    return undefined;
  } catch (error) {
    return { error, needed };
  }
}

/**
 * Refuses to start servers where they could not write: a server on a full disk ends by itself, and has no room for why.
 * @throws LabError local.disk-full, local.unwritable
 */
export function assertRoomForServers(lab: Lab, count: number): void {
  const trouble = troubleOfServers(lab, count);
  if (trouble) throw labTroubleOr(trouble.error, lab, trouble.needed);
}

/** Why so many servers could not write; undefined where they could. */
export function lackOfRoom(
  lab: Lab,
  count: number,
): { readonly path: string; readonly reason: string } | undefined {
  const trouble = troubleOfServers(lab, count);
  const path = foldersOf(lab).root;
  return trouble && { path, reason: whyUnwritable(trouble.error, path, trouble.needed) };
}

/** Removes local/ if there is nothing in it: what has come to nothing leaves nothing. */
export function removeIfEmpty(lab: Lab): void {
  try {
    rmdirSync(foldersOf(lab).root);
  } catch {
    // There is something, or it never came to be.
  }
}
