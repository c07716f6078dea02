import { say, textOf } from '../messages/index.js';
import type { Check, Verdict } from '../storm/judge/index.js';
import type { Output } from './output.js';
import { widthOf } from './width.js';
import { wrapped } from './wrap.js';

/** Pieces of evidence that are told of one check; the page and --json have all. */
const evidenceAtMost = 10;

function checkLines(check: Check, { colors, columns }: Output): string[] {
  const { name, outcome, looked, evidence } = check;
  const { green, red, yellow, dim } = colors;
  const mark = { holds: green('✔'), broken: red('✖'), 'not judged': yellow('?') }[outcome];
  const aside = outcome === 'not judged' ? say('storm.not-judged') : say('storm.looked', { count: looked });
  const title = say(`storm.check.${name}`);
  const told = evidence.slice(0, evidenceAtMost).map(({ told }) => textOf(told));
  const more = evidence.length - told.length;
  const lines = more > 0 ? [...told, say('storm.more', { count: more })] : told;
  return [
    ...(widthOf(title) + widthOf(aside) + 4 <= columns
      ? [`${mark} ${title}  ${dim(aside)}`]
      : [`${mark} ${title}`, ...wrapped(aside, columns - 4).map((line) => `    ${dim(line)}`)]),
    ...lines.flatMap((line) => wrapped(line, columns - 4).map((each) => `    ${each}`)),
  ];
}

/** A verdict, line by line. @param seed of the storm that was judged */
export function verdictLines(
  { checks, counts, afterSync, holds }: Verdict,
  seed: number,
  output: Output,
): string[] {
  const { green, red } = output.colors;
  const broken = checks.some(({ outcome }) => outcome === 'broken');
  const ending = holds ? green(say('storm.holds')) : red(say(broken ? 'storm.broken' : 'storm.incomplete'));
  return [
    ...wrapped(say('storm.counts', { seed, ...counts }), output.columns),
    ...checks.flatMap((check) => checkLines(check, output)),
    ...wrapped(
      say('storm.after-sync', { reads: afterSync.reads, missed: afterSync.missed.length }),
      output.columns,
    ),
    ending,
  ];
}
