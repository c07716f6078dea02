import { say } from '../../messages/index.js';
import type { History } from '../history.js';
import { type Series, seriesOf } from './series.js';

const blocks = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Rows of the operations per second. */
const rows = 4;
const leads = '━';
const quiet = '·';
const letters = { kill: 'K', pause: 'P', cut: 'C' } as const;

/** Columns of blocks, the highest row first. @param parts from 0 to 1 */
function columnsOf(parts: readonly number[], high: number): string[] {
  return Array.from({ length: high }, (_, row) =>
    parts
      .map((part) => {
        const eighths = Math.round(Math.min(1, part) * high * 8) - (high - 1 - row) * 8;
        // What is there at all is seen.
        const least = row === high - 1 && part > 0 ? 1 : 0;
        return blocks[Math.max(least, Math.min(8, eighths))] ?? ' ';
      })
      .join(''),
  );
}

/** What a node did: who led, and what was done to it. */
function laneOf(node: string, { length, led, faults, stretches }: Series): string {
  const width = length / stretches.length;
  return stretches
    .map((_, index) => {
      const [from, to] = [index * width, (index + 1) * width];
      const within = (each: { from: number; to: number }): boolean => each.from < to && each.to > from;
      const fault = faults.find((each) => each.nodes.includes(node) && within(each));
      if (fault) return letters[fault.kind];
      return led.some((each) => each.node === node && within(each)) ? leads : quiet;
    })
    .join('');
}

/** The same picture in characters. @param columns of the terminal */
export function stormLines(history: History, columns: number): string[] {
  const { nodes } = history.head;
  const margin = Math.max(8, ...nodes.map((node) => node.length + 1));
  const series = seriesOf(history, Math.max(20, columns - margin - 1));
  const { stretches, length } = series;
  const most = Math.max(...stretches.map(({ done }) => done), 1);
  const slowest = Math.max(...stretches.map(({ slow }) => slow), 10);
  const ahead = (label: string, line: string): string => `${label.padStart(margin - 1)} ${line}`.trimEnd();
  const share = (slow: number): number =>
    slow <= 1 ? Number(slow > 0) / 8 : Math.log(slow) / Math.log(slowest);
  const middle = Math.floor(stretches.length / 2);
  const end = `${(length / 1000).toFixed(0)} s`;
  return [
    say('storm.picture.throughput-most', { most: Math.round(most) }),
    ...columnsOf(
      stretches.map(({ done }) => done / most),
      rows,
    ).map((line) => ahead('', line)),
    say('storm.picture.latency-most', { most: Math.round(slowest) }),
    ...columnsOf(
      stretches.map(({ slow }) => share(slow)),
      2,
    ).map((line) => ahead('', line)),
    say('storm.picture.lanes'),
    ...nodes.map((node) => ahead(node, laneOf(node, series))),
    ahead(
      '',
      `0${`${(length / 2000).toFixed(0)} s`.padStart(middle)}${end.padStart(stretches.length - middle - 1)}`,
    ),
  ];
}
