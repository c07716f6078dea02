import { randomBytes } from 'node:crypto';
import { renameSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../system/folder.js';
import { linkOrCopy } from '../system/link-or-copy.js';
import type { Artifact } from './types.js';

/**
 * Puts an artifact where a lab wants it: as another name of the same file where the file system allows (no bytes are
 * copied), else as a copy. The destination appears whole or not at all, and replaces what was there.
 * @param destination path of the file itself, its folder is made where needed
 * @throws the system's own error
 */
export function putInLab(artifact: Artifact, destination: string): void {
  const temporary = `${destination}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    makeFolder(dirname(destination));
    linkOrCopy(artifact.path, temporary);
    renameSync(temporary, destination);
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
