/** What `check --watch` draws in a terminal: as much as fits, however large that is, the steps above and the page below. Pure. */
import { say } from '../messages/index.js';
import type { LabCheck } from '../verbs/check.js';
import { adviceLines, tickLines, titleLine } from './check-lines.js';
import type { Output } from './output.js';
import { program } from './program.js';
import { cut, heightOf } from './width.js';

/** What is looked at, and how. */
export interface Shown {
  readonly now: LabCheck;
  /** Lines of the page that the learner is at. */
  readonly page: readonly string[];
  /** How many of them are left out above. */
  readonly from: number;
  /** Whether keys move the page. */
  readonly keys: boolean;
  /** Whether the hint of the step that comes next is told. */
  readonly hinted: boolean;
}

/** What is drawn, and how the page can be moved. */
export interface Drawn {
  /** They take no more rows than the terminal has. */
  readonly lines: readonly string[];
  /** How many lines of the page are shown, and how many are left out above when its end is. */
  readonly shown: number;
  readonly last: number;
}

/** Ticks and lines of the page that are there whatever else is. */
const fewTicks = 3;
const fewLines = 4;

/** The first of some lines, as many as go into so many rows. */
function fitting(lines: readonly string[], rows: number, columns: number): string[] {
  let left = rows;
  const end = lines.findIndex((line) => {
    left -= heightOf([line], columns);
    return left < 0;
  });
  return end < 0 ? [...lines] : lines.slice(0, end);
}

/** The ticks around the step that comes next, where not all have room: above it stands what was done last. */
function around(next: number, ticks: readonly string[], rows: number): string[] {
  if (ticks.length <= rows) return [...ticks];
  const begin = Math.max(0, Math.min(next + (rows > 2 ? 2 : 1) - rows, ticks.length - rows));
  const shown = ticks.slice(begin, begin + rows);
  const more = (index: number): boolean =>
    (index === 0 && begin > 0) || (index === rows - 1 && begin + rows < ticks.length);
  // That there are more of them takes no row of its own.
  return shown.map((line, index) => (more(index) ? line.replace(' ', '⋮') : line));
}

/** How far the learner is, and the page that they are at. */
export function drawn({ now, page, from, keys, hinted }: Shown, output: Output): Drawn {
  const { columns, rows, colors } = output;
  const ticks = tickLines(now, output);
  const at = now.checks.findIndex(({ id }) => id === now.next?.check);
  // Beside the title, what ends it, and a blank line before the page.
  const room = rows - 3;
  const full = adviceLines(now, output, hinted);
  const long = heightOf(full, columns) > Math.ceil(room / 2) && heightOf([...full, ...page], columns) > room;
  const advice = long ? adviceLines(now, output, hinted, true) : full;
  const [seen, next] = [advice.slice(0, -1), advice.slice(-1)];
  const wanted = heightOf([...ticks, ...advice, ...page], columns);
  // A page that is too long has half of it; what is to be typed is whole before that, if some ticks and lines are left.
  const above = wanted <= room ? room : room - Math.min(heightOf(page, columns), Math.ceil(room / 2));
  const ofSeen = room - heightOf(next, columns) - fewTicks - fewLines;
  const told = [...fitting(seen, Math.max(0, ofSeen), columns), ...next];
  const listed = around(Math.max(at, 0), ticks, Math.max(fewTicks, above - heightOf(told, columns)));
  const left = room - heightOf([...listed, ...told], columns);
  const last = page.length - fitting([...page].reverse(), left, columns).length;
  const text = fitting(page.slice(Math.min(from, last)), left, columns);
  const count = page.length - text.length;
  const more = keys ? 'check.watching.keys' : 'check.watching.more';
  const end = say(count === 0 ? 'check.watching' : more, {
    ...{ count, command: `${program()} guide ${now.next?.check ?? ''}`.trimEnd() },
  });
  const all = [titleLine(now, output), ...listed, ...told, '', ...text, colors.dim(cut(end, columns))];
  return { lines: fitting(all, rows, columns), shown: text.length, last };
}
