import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, where they are not there.
 * @returns the topmost that was made; undefined if none had to be
 * @throws the system's own error: of several, Node.js says that a folder is not there that it was to make
 */
export function makeFolder(path: string): string | undefined {
  try {
    return mkdirSync(path, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (dirname(path) !== path) makeFolder(dirname(path));
    mkdirSync(path);
    return path;
  }
}
