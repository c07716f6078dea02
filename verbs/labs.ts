import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { builtIn, builtInNames } from '../lessons/built-in.js';
import { readText } from '../lessons/content-file.js';
import type { Lesson } from '../lessons/lesson.js';
import { casesIn, loadLesson, stepFolders } from '../lessons/load.js';
import { readProbes } from '../lessons/probes.js';
import { assertSameTyped } from '../lessons/same-typed.js';
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

/**
 * Checks that bash can read a file, which runs nothing of it; a machine without bash tells nothing.
 * @throws UsageError content.shell
 */
function assertShell(file: string): void {
  const { stderr, status } = spawnSync('bash', ['-n'], {
    input: readText(file),
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (status === 0 || !stderr) return;
  const [, line = '1', reason = ''] = /line (\d+): (.*)/.exec(stderr) ?? [];
  throw new UsageError('content.shell', { file, line, reason: reason || stderr.trim() });
}

/** Reads an author's lab and says what it is. Runs nothing of it. @throws UsageError content.* for the first thing that is wrong */
export function checkedLab(folder: string): LessonSummary {
  const lesson = loadLesson(folder, readProbes());
  const folders = stepFolders(folder);
  for (const [index, { page }] of lesson.steps.entries()) {
    assertSameTyped(page, (language) => join(folders[index] ?? folder, `guide.${language}.md`));
  }
  const cases = casesIn(folder);
  for (const [index, page] of lesson.solutions.entries()) {
    assertSameTyped(page, (language) => join(folder, 'solutions', `${cases[index]}.${language}.md`));
  }
  for (const file of shellFiles(folder)) assertShell(file);
  return summaryOf({ ...lesson, name: basename(resolve(folder)) });
}
