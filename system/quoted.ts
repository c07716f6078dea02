import { relative } from 'node:path';

/** A path as this machine's shell needs it: on Windows a backslash stands between folders and is safe. */
export function quotedPath(path: string): string {
  return process.platform === 'win32' && /^[\w.:/\\-]+$/.test(path) ? path : quoted(path);
}

/** A path as it is typed from where this command was: '.' for the very place, else from there or whole, whichever is shorter. */
export function typedPath(path: string, cwd = process.cwd()): string {
  const from = relative(cwd, path) || '.';
  return quotedPath(from.length < path.length ? from : path);
}

/** A word as a POSIX shell needs it: as it is where that is safe, else within quotes. */
export function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
