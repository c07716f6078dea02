import { sep } from 'node:path';
import { say } from '../messages/index.js';
import { quotedPath } from '../system/quoted.js';

/** The folder of the lab that the command is about, once that is known. */
let folder: string | undefined;

/** Notes which lab the command is about. */
export function isAbout(dir: string): void {
  folder = dir;
}

/** Verbs that need to be told which lab, unless they are typed in its folder or below. */
const verbs = 'up|down|status|check|logs|ssh|exec|zkcli|fault|grow|shrink|replace|solve|reset|guide|destroy';
const ofALab = new RegExp(`zk-lab (?:${verbs})\\b(?! --lab)`);
/** What is typed in the lab's folder itself. */
const inItself = /--spec zk-lab\.yaml/;

/**
 * Where the commands that a text names are to be typed, for whoever stands elsewhere.
 * @returns undefined where they work as they stand
 */
export function typeThere(text: string, dir = folder, cwd = process.cwd()): string | undefined {
  if (dir === undefined || cwd === dir) return undefined;
  const below = cwd.startsWith(dir + sep);
  if (!inItself.test(text) && (below || !ofALab.test(text))) return undefined;
  return say('cli.type-there', { directory: quotedPath(dir) });
}
