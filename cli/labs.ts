import { UsageError } from '../messages/errors.js';
import { listed, say } from '../messages/index.js';
import { reaches, type Stage } from '../model/stages.js';
import { installedSoftware } from '../software/index.js';
import { quotedPath } from '../system/quoted.js';
import { aboutLab, type LessonSummary, labs } from '../verbs/labs.js';
import { ownLesson } from '../verbs/lesson.js';
import { trust } from '../verbs/trust.js';
import { checkLab } from './check-lab.js';
import { labOf } from './lab.js';
import type { Output } from './output.js';
import { program } from './program.js';
import { isOn, type Run, type Typed, textOf } from './run.js';
import { table } from './table.js';
import { wrapped } from './wrap.js';

/** Lets the lesson of the lab here run on this machine. */
function trustHere(typed: Typed, { print, colors }: Output): number {
  const lab = labOf(typed);
  const own = ownLesson(lab);
  if (own) trust(own);
  print(`${colors.green('✔')} ${say('lesson.trusted', { folder: own?.folder ?? lab.dir })}`);
  return 0;
}

/** What a learner finds. */
function beginning(start: Stage): string {
  if (start === 'os' || start === 'ssh' || start === 'cluster') return say(`labs.begins.${start}`);
  const there = installedSoftware.filter(({ name }) => reaches(start, name)).map(({ title }) => title);
  return say('labs.begins.software', { software: listed(there) });
}

/** What one learns there, how long it takes, and what it needs. */
function tell(named: string, about: LessonSummary, { print, colors, columns }: Output): void {
  const { name, title, teaches, minutes, steps, start, needs } = about;
  const { nodes, memory, zookeeper, jdk, stepsOnProcesses } = needs;
  const lines = (text: string, mark: string): void => {
    for (const [index, line] of wrapped(text, columns - mark.length).entries())
      print(`${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);
  };
  const section = (heading: string): void => print(`\n${colors.bold(heading)}`);
  print(colors.bold(name));
  lines(title, '');
  section(say('labs.teaches'));
  for (const text of teaches) lines(text, '  - ');
  section(say('labs.needs'));
  lines(say('labs.needs.time', { minutes, steps }), '  - ');
  lines(say('labs.needs.nodes', { nodes, memory }), '  - ');
  lines(say('labs.needs.software', { zookeeper: listed(zookeeper), jdk }), '  - ');
  const where = stepsOnProcesses === steps ? 'all' : stepsOnProcesses === 0 ? 'none' : 'some';
  lines(say(`labs.needs.where.${where}`, { count: stepsOnProcesses, steps }), '  - ');
  section(say('labs.begins'));
  lines(beginning(start), '  ');
  print(`\n${say('labs.take', { command: `${program()} create --lab ${quotedPath(named)}` })}`);
}

export const run: Run = async (typed, session) => {
  const { output } = session;
  const folder = textOf(typed, 'checkedLab');
  if (folder !== undefined) return checkLab(folder, typed, session);
  if (isOn(typed, 'tryOut')) throw new UsageError('cli.try-alone');
  if (isOn(typed, 'trust')) return trustHere(typed, output);
  const [named] = typed.words;
  if (named !== undefined) {
    const about = aboutLab(named);
    if (isOn(typed, 'json')) output.json(about);
    else tell(named, about, output);
    return 0;
  }
  const known = labs();
  if (isOn(typed, 'json')) {
    output.json(known);
    return 0;
  }
  const { dim, bold } = output.colors;
  const rows = known.map(({ name, minutes, title }) => [name, say('labs.minutes', { minutes }), title]);
  const headings = [say('labs.name'), say('labs.time'), say('labs.title')];
  const paint = (cell: string, row: number, column: number): string =>
    row === 0 ? dim(cell) : column === 0 ? bold(cell) : cell;
  for (const line of table([headings, ...rows], paint, output.columns)) output.print(line);
  const name = known[0]?.name ?? '';
  output.print(
    `\n${say('labs.more', { about: `${program()} labs ${name}`, take: `${program()} create --lab ${name}` })}`,
  );
  return 0;
};
