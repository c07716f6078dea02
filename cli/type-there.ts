import { sep } from 'node:path';
import { say } from '../messages/index.js';
import { quotedPath } from '../system/quoted.js';
import { aboutFolder } from './about-lab.js';
import { commands } from './commands.js';

/** Commands that need to be told which lab, unless they are typed in its folder or below. */
const verbs = commands.filter(({ options }) => options.includes('lab')).map(({ name }) => name);
const ofALab = new RegExp(`zk-lab (?:${verbs.join('|')})\\b(?! --lab)`);
/** What is typed in the lab's folder itself. */
const inItself = /--spec zk-lab\.yaml/;

/**
 * Where the commands that a text names are to be typed, for whoever stands elsewhere.
 * @returns undefined where they work as they stand
 */
export function typeThere(text: string, dir = aboutFolder(), cwd = process.cwd()): string | undefined {
  if (dir === undefined || cwd === dir) return undefined;
  const below = cwd.startsWith(dir + sep);
  if (!inItself.test(text) && (below || !ofALab.test(text))) return undefined;
  return say('cli.type-there', { directory: quotedPath(dir) });
}
