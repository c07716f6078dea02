import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './folder.js';

/**
 * Writes a file by rename, its folder made where needed: whoever reads meanwhile sees the old or the new one whole. Where that
 * fails, the old one is left.
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): void {
  writeAllWhole([{ path, content }], mode);
}

/** The same with files that belong together: where one cannot be written, none is. */
export function writeAllWhole(
  files: readonly { readonly path: string; readonly content: string | Uint8Array }[],
  mode = 0o666,
): void {
  const draftOf = (path: string): string => `${path}.${process.pid}.tmp`;
  try {
    for (const { path, content } of files) {
      makeFolder(dirname(path));
      writeFileSync(draftOf(path), content, { mode });
    }
    // This takes no room.
    for (const { path } of files) renameSync(draftOf(path), path);
  } catch (error) {
    for (const { path } of files) rmSync(draftOf(path), { force: true });
    throw error;
  }
}
