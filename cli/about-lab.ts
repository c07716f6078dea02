/** The folder of the lab that the command is about, once that is known. */
let folder: string | undefined;

/** Notes which lab the command is about. */
export function isAbout(dir: string): void {
  folder = dir;
}

/** What was noted. */
export const aboutFolder = (): string | undefined => folder;
