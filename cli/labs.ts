import { say } from '../messages/index.js';
import { checkedLab, labs } from '../verbs/labs.js';
import { ownLesson } from '../verbs/lesson.js';
import { trust } from '../verbs/trust.js';
import { labOf } from './lab.js';
import { program } from './program.js';
import { isOn, type Run, textOf } from './run.js';
import { table } from './table.js';

export const run: Run = async (typed, { output }) => {
  const folder = textOf(typed, 'checkedLab');
  if (folder !== undefined) {
    const checked = checkedLab(folder);
    if (isOn(typed, 'json')) output.json(checked);
    else {
      const { name, steps, languages } = checked;
      output.print(
        `${output.colors.green('✔')} ${say('labs.checked', { name, count: steps, languages: languages.join(', ') })}`,
      );
    }
    return 0;
  }
  if (isOn(typed, 'trust')) {
    const lab = labOf(typed);
    trust(lab);
    output.print(
      `${output.colors.green('✔')} ${say('lesson.trusted', { folder: ownLesson(lab)?.folder ?? lab.dir })}`,
    );
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
  for (const line of table([headings, ...rows], paint)) output.print(line);
  const name = known[0]?.name ?? '';
  output.print(`\n${say('labs.more', { command: `${program()} create --lab ${name}` })}`);
  return 0;
};
