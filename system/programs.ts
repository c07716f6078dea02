import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What of a machine decides which programs are found. */
export interface ProgramSearch {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

const here: ProgramSearch = process;

/** The folders of PATH, in their order. */
export function pathFolders({ env }: ProgramSearch = here): string[] {
  return (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** Whether there is a file that this user may run. */
export function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    // Of a folder the same bit says that one may look into it.
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Whether a program is in PATH. On Windows the endings .exe, .bat and .cmd are tried, as its shell does. */
export function isInPath(program: string, search: ProgramSearch = here): boolean {
  const names =
    search.platform === 'win32' ? ['.exe', '.bat', '.cmd'].map((ending) => program + ending) : [program];
  return pathFolders(search).some((folder) => names.some((name) => isRunnable(join(folder, name))));
}
