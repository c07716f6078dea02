import { UsageError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { labs } from '../verbs/labs.js';
import { ownLesson } from '../verbs/lesson.js';
import { trust } from '../verbs/trust.js';
import { checkLab } from './check-lab.js';
import { labOf } from './lab.js';
import type { Output } from './output.js';
import { program } from './program.js';
import { isOn, type Run, type Typed, textOf } from './run.js';
import { table } from './table.js';

/** Lets the lesson of the lab here run on this machine. */
function trustHere(typed: Typed, { print, colors }: Output): number {
  const lab = labOf(typed);
  const own = ownLesson(lab);
  if (own) trust(own);
  print(`${colors.green('✔')} ${say('lesson.trusted', { folder: own?.folder ?? lab.dir })}`);
  return 0;
}

export const run: Run = async (typed, session) => {
  const { output } = session;
  const folder = textOf(typed, 'checkedLab');
  if (folder !== undefined) return checkLab(folder, typed, session);
  if (isOn(typed, 'tryOut')) throw new UsageError('cli.try-alone');
  if (isOn(typed, 'trust')) return trustHere(typed, output);
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
  output.print(`\n${say('labs.more', { command: `${program()} create --lab ${name}` })}`);
  return 0;
};
