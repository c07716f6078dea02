/** Which lesson a lab is for: one that comes with zk-lab, or one that its owner brought and that lies in the lab. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { PlannedFile } from '../generators/planned-file.js';
import { builtIn, builtInNames } from '../lessons/built-in.js';
import type { Lesson, Texts } from '../lessons/lesson.js';
import { loadLesson } from '../lessons/load.js';
import { readProbes } from '../lessons/probes.js';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { progressOf } from '../model/progress.js';
import { contentName } from '../system/content-name.js';
import { didYouMean } from '../system/did-you-mean.js';

/** The lesson of a lab for which none was named: the tutorial's. */
const usualLesson = 'zookeeper-cluster';
/** Where a lab has a lesson that does not come with zk-lab. */
const ownFolder = 'lesson';

/** A lesson, and the files of it that a lab is to have because nobody else has them. */
export interface ChosenLesson {
  /** Its name as a specification has it: with the number of the case where there are several, NAME/3. */
  readonly name: string;
  readonly lesson: Lesson;
  readonly files: readonly PlannedFile[];
}

/** The files below a folder: paths relative to it, with forward slashes, and what they hold. */
function filesIn(folder: string): [path: string, content: string][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }): [string, string] => {
      const file = join(parentPath, name);
      return [file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const holdsLesson = (folder: string): boolean => existsSync(join(folder, 'lab.yaml'));

/** A lesson's name without the number of its case, and that number; undefined where there is none. */
function taken(name: string): { readonly lesson: string; readonly case?: string } {
  const [, lesson = name, number] = /^(.*)\/(\w+)$/.exec(name) ?? [];
  return number === undefined ? { lesson } : { lesson, case: number };
}

/** The folder that a name stands for, and the number of a case behind it; undefined for the name of a ready-made lesson. */
function folderNamed(name: string): { readonly folder: string; readonly case?: string } | undefined {
  if (holdsLesson(name)) return { folder: name };
  const { lesson: folder, case: number } = taken(name);
  if (number !== undefined && holdsLesson(folder)) return { folder, case: number };
  return /^[./~]/.test(name) ? { folder: name } : undefined;
}

/** @throws UsageError lesson.unknown */
function builtInNamed(name: string): Lesson {
  const known = builtInNames();
  if (known.includes(name)) return builtIn(name);
  throw new UsageError('lesson.unknown', { name, near: didYouMean(name, known), known: listed(known) });
}

/** The name of a lesson with that of its case, drawn at random if none was named. @throws UsageError lesson.no-case */
function caseName(lesson: Lesson, wanted: string | undefined): string {
  const { name, setups } = lesson;
  const count = setups.length;
  if (wanted === undefined && count < 2) return name;
  const number = wanted === undefined ? 1 + Math.floor(Math.random() * count) : Number(wanted);
  if (count < 2 || !(number >= 1 && number <= count)) {
    throw new UsageError(count < 2 ? 'lesson.no-cases' : 'lesson.no-case', {
      name,
      case: wanted ?? '',
      count,
    });
  }
  return `${name}/${number}`;
}

/**
 * The lesson that a new lab is to be for.
 * @param named as typed: a ready-made one's name or the path of a folder, with or without the number of a case; undefined for
 * the tutorial's
 * @throws UsageError lesson.unknown, lesson.no-case, content.* for what is wrong in a folder
 */
export function chosenLesson(named = usualLesson): ChosenLesson {
  const own = folderNamed(named);
  if (own === undefined) {
    const { lesson: name, case: wanted } = taken(named);
    const lesson = builtInNamed(name);
    return { name: caseName(lesson, wanted), lesson, files: [] };
  }
  const folder = resolve(own.folder);
  const lesson = { ...loadLesson(folder, readProbes()), name: basename(folder) };
  const files = filesIn(folder).map(([path, content]): PlannedFile => {
    return { path: `${ownFolder}/${path}`, mode: 0o644, content };
  });
  return { name: caseName(lesson, own.case), lesson, files };
}

/** Where a lab's own lesson lies; undefined where its lesson comes with zk-lab. */
function ownFolderOf({ dir, spec }: Pick<Lab, 'dir' | 'spec'>): string | undefined {
  const folder = join(dir, ownFolder);
  return spec.lesson !== undefined && existsSync(join(folder, 'lab.yaml')) ? folder : undefined;
}

/** The name of a lab's lesson, as `check --json` has it. */
export const lessonNameOf = ({ spec }: Pick<Lab, 'spec'>): string => taken(spec.lesson ?? usualLesson).lesson;

/** The lesson of a lab that is there. @throws UsageError lesson.unknown, content.* */
export function lessonOf(lab: Pick<Lab, 'dir' | 'spec'>): Lesson {
  const name = lessonNameOf(lab);
  const own = ownFolderOf(lab);
  return own === undefined ? builtInNamed(name) : { ...loadLesson(own, readProbes()), name };
}

/** Where among the cases of its lesson one stands, from 0; 0 where there are none. */
const caseIn = (name: string): number => Number(taken(name).case ?? 1) - 1;

/** The name of a lab's lesson with its case, as its specification has it now. */
const caseNameOf = ({ spec }: Pick<Lab, 'spec'>): string => spec.lesson ?? usualLesson;

/** The case that a lab's nodes have: what was edited in zk-lab.yaml since does nothing to them. */
function caseOnNodes(lab: Pick<Lab, 'dir' | 'spec'>): string {
  const { readyFor } = progressOf(lab);
  const sameLesson = readyFor !== undefined && taken(readyFor).lesson === lessonNameOf(lab);
  return sameLesson ? readyFor : caseNameOf(lab);
}

/**
 * The shell that makes nodes of a lab ready, and the case that it is; empty for none.
 * @param whole whether these are all of its nodes: else new ones get what the others have
 */
export function setupOf(
  lab: Pick<Lab, 'dir' | 'spec'>,
  whole: boolean,
): { readonly lesson: string; readonly shell: string } {
  const lesson = whole ? caseNameOf(lab) : caseOnNodes(lab);
  return { lesson, shell: lessonOf(lab).setups[caseIn(lesson)] ?? '' };
}

/** The page that solves the case that a lab's nodes have; undefined where it has none, or where the pages of the steps say it. */
export function caseSolutionOf(lab: Pick<Lab, 'dir' | 'spec'>): Texts | undefined {
  return lessonOf(lab).solutions[caseIn(caseOnNodes(lab))];
}

/** A lesson that did not come with zk-lab. */
export interface OwnLesson {
  readonly folder: string;
  /** A name for what it holds: another one where anything in it is another. */
  readonly content: string;
}

/** The lesson in a folder. */
export function lessonIn(folder: string): OwnLesson {
  return { folder, content: contentName(filesIn(folder).flat(), 64) };
}

/** The lesson of a lab, if it did not come with zk-lab. */
export function ownLesson(lab: Pick<Lab, 'dir' | 'spec'>): OwnLesson | undefined {
  const folder = ownFolderOf(lab);
  return folder === undefined ? undefined : lessonIn(folder);
}
