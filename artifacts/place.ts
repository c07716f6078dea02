import { randomBytes } from 'node:crypto';
import { constants, copyFileSync, linkSync, mkdirSync, renameSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from '../messages/errors.js';
import { codeOf } from './reason.js';
import type { Artifact } from './types.js';

/**
 * Puts an artifact where a lab wants it: as another name of the same file where the file system allows (no bytes are
 * copied), else as a copy. The destination appears whole or not at all, and replaces what was there.
 * @param destination path of the file itself, its folder is made where needed
 */
export function place(artifact: Artifact, destination: string): void {
  const temporary = `${destination}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    mkdirSync(dirname(destination), { recursive: true });
    try {
      linkSync(artifact.path, temporary);
    } catch {
      // Another file system, or one without hard links. A clone costs nothing where that is possible.
      copyFileSync(artifact.path, temporary, constants.COPYFILE_FICLONE);
    }
    renameSync(temporary, destination);
  } catch (error) {
    throw new LabError('artifact.place-failed', {
      path: destination,
      reason: codeOf(error) ?? String(error),
    });
  } finally {
    removeQuietly(temporary);
  }
}

/** Also after success: renaming one name of a file over another name of the same file does nothing. */
function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It has its new name, or there is not even its folder; then the real error is on its way.
  }
}
