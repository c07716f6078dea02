/** Which lesson a lab is for: one that comes with zk-lab, or one that its owner brought and that lies in the lab. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import type { PlannedFile } from '../generators/planned-file.js';
import { builtIn, builtInNames } from '../lessons/built-in.js';
import type { Lesson } from '../lessons/lesson.js';
import { loadLesson } from '../lessons/load.js';
import { readProbes } from '../lessons/probes.js';
import { UsageError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';

/** The lesson of a lab for which none was named: the tutorial's. */
const usualLesson = 'zookeeper-cluster';
/** Where a lab has a lesson that does not come with zk-lab. */
const ownFolder = 'lesson';

/** A lesson, and the files of it that a lab is to have because nobody else has them. */
export interface ChosenLesson {
  readonly lesson: Lesson;
  readonly files: readonly PlannedFile[];
}

/** A folder's files as a lab takes them over. */
function filesOf(folder: string): PlannedFile[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const below = path.slice(folder.length + 1).replaceAll('\\', '/');
      return { path: `${ownFolder}/${below}`, mode: 0o644, content: readFileSync(path, 'utf8') };
    });
}

const isFolder = (name: string): boolean => /^[./~]/.test(name) || existsSync(join(name, 'lab.yaml'));

/** @throws UsageError lesson.unknown */
function builtInNamed(name: string): Lesson {
  const known = builtInNames();
  if (known.includes(name)) return builtIn(name);
  throw new UsageError('lesson.unknown', { name, nearest: closest(name, known), known: known.join(', ') });
}

/**
 * The lesson that a new lab is to be for.
 * @param named as typed: a ready-made one's name, or the path of a folder; undefined for the tutorial's
 * @throws UsageError lesson.unknown, content.* for what is wrong in a folder
 */
export function chosenLesson(named: string | undefined): ChosenLesson {
  if (named === undefined || !isFolder(named))
    return { lesson: builtInNamed(named ?? usualLesson), files: [] };
  const folder = resolve(named);
  return { lesson: { ...loadLesson(folder, readProbes()), name: basename(folder) }, files: filesOf(folder) };
}

/** The lesson of a lab that is there. @throws UsageError lesson.unknown, content.* */
export function lessonOf({ dir, spec }: Pick<Lab, 'dir' | 'spec'>): Lesson {
  const own = join(dir, ownFolder);
  if (spec.lesson === undefined || !existsSync(join(own, 'lab.yaml'))) {
    return builtInNamed(spec.lesson ?? usualLesson);
  }
  return { ...loadLesson(own, readProbes()), name: spec.lesson };
}
