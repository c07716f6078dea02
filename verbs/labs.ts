import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { builtIn, builtInNames } from '../lessons/built-in.js';
import { readText } from '../lessons/content-file.js';
import type { Lesson } from '../lessons/lesson.js';
import { casesIn, readLesson, stepFolders } from '../lessons/load.js';
import { readProbes } from '../lessons/probes.js';
import { Problems } from '../lessons/problems.js';
import { differentlyTyped } from '../lessons/same-typed.js';
import { inUsersLanguage } from '../lessons/texts.js';
import { UsageError } from '../messages/errors.js';
import type { Stage } from '../model/stages.js';

/** A ready-made lab, in the user's language. */
export interface LessonSummary {
  readonly name: string;
  readonly title: string;
  readonly teaches: readonly string[];
  /** How long it takes a learner. */
  readonly minutes: number;
  readonly steps: number;
  /** The stage up to which everything is built when the learner begins. */
  readonly start: Stage;
  /** What a lab for it has, as in zk-lab.yaml. */
  readonly spec: Lesson['spec'];
  /** Language tags. */
  readonly languages: readonly string[];
}

function summaryOf({ name, title, teaches, minutes, steps, start, spec, languages }: Lesson): LessonSummary {
  const told = (texts: Lesson['title']): string => inUsersLanguage(texts, languages);
  return {
    ...{ name, title: told(title), teaches: teaches.map(told), minutes },
    ...{ steps: steps.length, start, spec, languages },
  };
}

/** In which order somebody takes them who knows nothing yet: from what each of them needs to what needs them all. */
const order = [
  'zookeeper-cluster',
  'znodes-and-watches',
  'leader-election',
  'grow-and-observe',
  'upgrade-3.4-to-3.9',
  'recipes',
  'mend-it',
];
/** A lab that is not among them comes last. */
const placeOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

/** The ready-made labs, in the order in which they are best taken. */
export function labs(): LessonSummary[] {
  return builtInNames()
    .map((name) => summaryOf(builtIn(name)))
    .sort((a, b) => placeOf(a.name) - placeOf(b.name) || a.name.localeCompare(b.name));
}

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
  for (const step of problems.found.some(({ code }) => code === 'content.no-steps')
    ? []
    : stepFolders(folder)) {
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
