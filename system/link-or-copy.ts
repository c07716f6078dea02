import { constants, copyFileSync, linkSync } from 'node:fs';

/** Gives a file a second name where the file system allows (no bytes are copied), else makes a copy of it. */
export function linkOrCopy(source: string, destination: string): void {
  try {
    linkSync(source, destination);
  } catch {
    // Another file system, or one without hard links. A clone costs nothing where that is possible.
    copyFileSync(source, destination, constants.COPYFILE_FICLONE);
  }
}
