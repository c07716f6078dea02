/** What a teacher collects: how far labs are, those here and what others sent of theirs. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError, reasonOf, UsageError } from '../messages/errors.js';
import { listed, say } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { openLab } from '../model/lab.js';
import { specFileName } from '../model/spec.js';
import { decoded } from '../system/decoded.js';
import { quotedPath } from '../system/quoted.js';
import { check, type LabCheck } from './check.js';
import { lessonNameOf } from './lesson.js';

/** How far one lab is. */
export interface Grade {
  /** As it was named: a folder, or a file. */
  readonly source: string;
  readonly lab: string;
  readonly lesson: string;
  /** Steps that are done or were, and how many there are. */
  readonly done: number;
  readonly count: number;
  /** When the last of them was first seen to be done, ISO 8601; null where that is not known. */
  readonly last: string | null;
  /** Whether nodes were looked at; what stands in a file, anybody may have written. */
  readonly proven: boolean;
  /** Why nothing can be said, and `done` and `count` are 0; null where something can. In the user's language. */
  readonly problem: string | null;
}

/** `together` is not in what earlier releases printed. */
type Told = Pick<LabCheck, 'lab' | 'lesson' | 'checks'> & Partial<Pick<LabCheck, 'together'>>;

/** Somebody else's text on one line, without what would move a terminal's cursor. */
const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

function gradeOf(source: string, { lab, lesson, checks, together }: Told, proven: boolean): Grade {
  const times = checks.flatMap(({ since }) => (since ? [since] : [])).sort();
  return {
    ...{ source, lab: plain(lab), lesson: plain(lesson), proven, problem: null },
    // Of a cluster that is to be mended, most is well from the beginning.
    done: checks.filter(({ passed, since }) => (passed && !together) || since).length,
    count: checks.length,
    last: plain(times.at(-1) ?? '') || null,
  };
}

const isText = (value: unknown): boolean => typeof value === 'string';

/** Whether a file tells this of a step. */
function tellsOfStep(value: unknown): boolean {
  const { passed, since } = (value ?? {}) as { readonly passed?: unknown; readonly since?: unknown };
  return (passed === null || typeof passed === 'boolean') && (since === null || isText(since));
}

/** That a file has not what `check --json` prints there. */
const lacking = (...fields: string[]): string => say('grade.lacking', { fields: listed(fields) });

/** What a folder is that is no lab, or that of labs: of those each is to be named. */
function toldFolder(source: string): string {
  const holds = readdirSync(source).some((name) => existsSync(join(source, name, specFileName)));
  return holds
    ? say('grade.folder-of-labs', { labs: `${quotedPath(source.replace(/\/+$/, ''))}/*` })
    : say('grade.folder');
}

/** What `check --json` printed, from a file. @throws UsageError grade.unreadable */
function readCheck(source: string): Told {
  const refuse = (reason: string): never => {
    throw new UsageError('grade.unreadable', { source, reason });
  };
  if (statSync(source, { throwIfNoEntry: false })?.isDirectory()) return refuse(toldFolder(source));
  let read: Partial<Told> | null;
  try {
    read = JSON.parse(decoded(readFileSync(source)));
  } catch (error) {
    return refuse(reasonOf(error));
  }
  const { lab, lesson, checks, together = false } = read ?? {};
  if (!isText(lab) || !isText(lesson) || !Array.isArray(checks))
    return refuse(lacking('lab', 'lesson', 'checks'));
  if (checks.length === 0 || !checks.every(tellsOfStep)) return refuse(lacking('checks'));
  return { lab, lesson, checks, together } as Told;
}

async function gradeFrom(source: string, context: Context): Promise<Grade> {
  let known = { lab: '', lesson: '' };
  try {
    if (!existsSync(join(source, specFileName))) return gradeOf(source, readCheck(source), false);
    const lab = openLab(source);
    known = { lab: lab.spec.name, lesson: lessonNameOf(lab) };
    return gradeOf(source, await check(lab, {}, context), true);
  } catch (error) {
    // One that cannot be read is no reason to tell nothing of all the others.
    if (!(error instanceof LabError) || context.signal.aborted) throw error;
    return { source, ...known, done: 0, count: 0, last: null, proven: false, problem: error.message };
  }
}

/**
 * How far labs are: folders are looked at, files are read. Of what can be neither it is told why.
 * @param sources folders of labs, and files that hold what `check --json` printed
 */
export async function grade(sources: readonly string[], context: Context): Promise<Grade[]> {
  const grades: Grade[] = [];
  // One lab after the other: each keeps its own nodes busy.
  for (const source of sources) grades.push(await gradeFrom(source, context));
  return grades;
}
