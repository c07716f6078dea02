/**
 * Private keys are for their owner's eyes, and ssh refuses one that others may read. A lab that was copied from a Windows drive, a
 * stick or a share comes with keys for everybody: that is mended. Where it lies there still, it cannot be.
 */
import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { setMode } from '../system/modes.js';
import { quotedPath } from '../system/quoted.js';
import { keysFolder, nodeKeysFolder, rootKeyName } from './keys.js';

/** What in keys/ anybody may read. */
const isPublic = (name: string): boolean =>
  name.startsWith('.') || name === 'known_hosts' || name.endsWith('.pub');

/** A file or folder as it is; undefined where there is none, or none that this user may look at. */
function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Of somebody else's key ssh does not mind the mode, and it is not for us to change it. */
const isOpen = (found: Stats | undefined): found is Stats =>
  found !== undefined && found.uid === process.getuid?.() && (found.mode & 0o077) !== 0;

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Sees to it that nobody but their owner reads the private keys of the lab in a folder, as far as the file system allows.
 * Windows has no such modes: there its ssh looks at other things.
 * @returns whether ssh takes them
 */
export function protectKeys(dir: string): boolean {
  if (process.getuid === undefined) return true;
  const folder = join(dir, keysFolder);
  // What nodes read is there for everybody who comes so far.
  if (lookAt(join(folder, nodeKeysFolder)) && isOpen(lookAt(folder))) setMode(folder, 0o700);
  for (const name of entriesOf(folder)) {
    const found = isPublic(name) ? undefined : lookAt(join(folder, name));
    if (isOpen(found) && found.isFile()) setMode(join(folder, name), 0o600);
  }
  return !isOpen(lookAt(join(folder, rootKeyName)));
}

/** What to type about a lab whose keys cannot be protected where it is. */
export function moveCommand(dir: string): string {
  return `mv ${quotedPath(dir)} ~/`;
}
