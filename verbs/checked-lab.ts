/** What is wrong with a lab that somebody writes, as far as reading it shows. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readText } from '../lessons/content-file.js';
import { casesIn, readLesson, stepFolders } from '../lessons/load.js';
import { readProbes } from '../lessons/probes.js';
import { Problems } from '../lessons/problems.js';
import { differentlyTyped } from '../lessons/same-typed.js';
import { UsageError } from '../messages/errors.js';
import { type LessonSummary, summaryOf } from './labs.js';

/** The files of an author's lab that are shell. */
function shellFiles(folder: string): string[] {
  const own = ['probes.sh', 'setup.sh', ...casesIn(folder).map((number) => join('cases', `${number}.sh`))];
  return own.map((name) => join(folder, name)).filter((file) => existsSync(file));
}

/** What keeps bash from reading a file, which runs nothing of it: content.shell. A machine without bash tells nothing. */
function shellProblems(file: string): UsageError[] {
  const { stderr, status } = spawnSync('bash', ['-n'], {
    input: readText(file),
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (status === 0 || !stderr) return [];
  const [, line = '1', reason = ''] = /line (\d+): (.*)/.exec(stderr) ?? [];
  return [new UsageError('content.shell', { file, line, reason: reason || stderr.trim() })];
}

/**
 * Pages that have one type something else in another language.
 * @param name of the files, without language
 * @param known what is wrong already: what is typed on a page that is not right yet may well be another
 */
function pageProblems(
  folder: string,
  name: string,
  languages: readonly string[],
  known: readonly UsageError[],
): UsageError[] {
  const fileOf = (language: string): string => join(folder, `${name}.${language}.md`);
  const there = languages.filter((language) => existsSync(fileOf(language)));
  if (known.some(({ message }) => there.some((language) => message.startsWith(fileOf(language))))) return [];
  return differentlyTyped(
    Object.fromEntries(there.map((language) => [language, readText(fileOf(language))])),
    fileOf,
  );
}

/** What reading an author's lab shows. */
export interface CheckedLab {
  /** undefined where its lab.yaml cannot be read. */
  readonly lab: LessonSummary | undefined;
  /** All that is wrong with it, content.*, with file and line where there is one. */
  readonly problems: readonly UsageError[];
}

/** Reads an author's lab and says what it is, and what is wrong with it. Runs nothing of it. */
export function checkedLab(folder: string): CheckedLab {
  const problems = new Problems();
  const lesson = readLesson(folder, readProbes(), problems);
  if (lesson === undefined) return { lab: undefined, problems: problems.found };
  const { languages } = lesson;
  const cases = existsSync(join(folder, 'solutions')) ? casesIn(folder) : [];
  // That there are none is told already.
  const noSteps = problems.found.some(({ code }) => code === 'content.no-steps');
  for (const step of noSteps ? [] : stepFolders(folder)) {
    problems.try(() => problems.add(...pageProblems(step, 'guide', languages, problems.found)));
  }
  for (const number of cases) {
    problems.try(() =>
      problems.add(...pageProblems(join(folder, 'solutions'), number, languages, problems.found)),
    );
  }
  for (const file of shellFiles(folder)) problems.try(() => problems.add(...shellProblems(file)));
  return {
    lab: summaryOf({ ...lesson, name: basename(resolve(folder)) }),
    problems: withoutRepeats(problems.found),
  };
}

/** What cannot be read at all is come upon more than once. */
function withoutRepeats(problems: readonly UsageError[]): UsageError[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
