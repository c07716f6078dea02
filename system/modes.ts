import { chmodSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives a file or folder a mode, where its file system keeps any.
 * @returns whether it has it now: FAT, exFAT, Windows drives under WSL and many network shares have one mode for all, and some
 * of them do not even say so
 */
export function setMode(path: string, mode: number): boolean {
  try {
    chmodSync(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!['EPERM', 'ENOSYS', 'EOPNOTSUPP', 'ENOTSUP', 'EROFS'].includes(code ?? '')) throw error;
  }
  return (statSync(path).mode & 0o777) === mode;
}

/** Whether files in a folder keep modes of their own; where nothing can be written, nothing speaks against it. */
export function keepsModes(folder: string): boolean {
  const file = join(folder, `.modes.${process.pid}.tmp`);
  try {
    writeFileSync(file, '', { mode: 0o600 });
    return setMode(file, 0o600);
  } catch {
    return true;
  } finally {
    rmSync(file, { force: true });
  }
}
