/** From what is typed to a fault: `cut node1/node2,node3`, `slow node1 200ms`. */

import { UsageError } from '../messages/errors.js';
import { listed, spelled } from '../messages/index.js';
import { type Lab, namesOf, nodeNamed } from '../model/lab.js';
import { didYouMean } from '../system/did-you-mean.js';
import { durationOf, timeUnits } from '../system/duration.js';
import { type Fault, type FaultVerb, faultVerbs } from './fault.js';

type Nodes = Pick<Lab, 'nodes'>;

/** An amount and its unit, and what it must not exceed. */
interface Measure {
  readonly pattern: RegExp;
  /** How many of what is counted a unit is. */
  readonly units: Readonly<Record<string, number>>;
  readonly most: number;
  readonly example: string;
}

const measures = {
  slow: { pattern: /^(\d+(?:\.\d+)?)(ms|s)$/, units: timeUnits, most: 60_000, example: '200ms' },
  lose: { pattern: /^(\d+(?:\.\d+)?)(%)$/, units: { '%': 1 }, most: 100, example: '10%' },
  rate: { pattern: /^(\d+)(kbit|mbit)$/, units: { kbit: 1, mbit: 1_000 }, most: 1e7, example: '100kbit' },
  clock: {
    pattern: /^([+-]\d+)(s|m|h)$/,
    units: { s: 1, m: 60, h: 3_600 },
    most: 31_536_000,
    example: '+90s',
  },
} as const satisfies Record<string, Measure>;

/** @throws UsageError fault.bad-value with what to type instead */
function amountOf(what: keyof typeof measures, text: string): number {
  const { pattern, units, most, example }: Measure = measures[what];
  const [, number = '', unit = ''] = pattern.exec(text.toLowerCase()) ?? [];
  const amount = Number(number) * (units[unit] ?? Number.NaN);
  if (Number.isNaN(amount) || amount === 0) {
    throw new UsageError('fault.bad-value', { what, value: text, example });
  }
  if (Math.abs(amount) > most) {
    // In the unit that was typed.
    const greatest = `${Math.floor(most / (units[unit] ?? 1))}${unit}`;
    throw new UsageError('fault.too-much', { what, value: text, most: greatest });
  }
  return amount;
}

const longest = 24 * 3_600_000;

/** How long a fault is to last, in milliseconds: 30s, 2m. @throws UsageError fault.bad-value */
export function parseLasting(typed: string | number): number {
  const time = durationOf(typed, longest);
  if (time !== undefined) return time;
  if (durationOf(typed, Number.POSITIVE_INFINITY) !== undefined) {
    throw new UsageError('fault.too-much', { what: spelled('for'), value: String(typed), most: '24h' });
  }
  throw new UsageError('fault.bad-value', { what: spelled('for'), value: String(typed), example: '30s' });
}

/** The verb of that name. @throws UsageError fault.unknown-verb with the nearest */
export function parseVerb(text: string): FaultVerb {
  const verb = faultVerbs.find((each) => each === text);
  if (verb) return verb;
  const known = [...faultVerbs, 'heal'];
  throw new UsageError('fault.unknown-verb', {
    name: text,
    near: didYouMean(text, known),
    known: listed(known),
  });
}

/** The names in A,B. @throws UsageError lab.no-node, fault.cut.empty */
function sideOf(lab: Nodes, text: string, whole: string): readonly string[] {
  const words = text.split(',').map((word) => word.trim());
  if (words.includes('')) throw new UsageError('fault.cut.empty', { typed: whole, example: exampleOf(lab) });
  const named = words.map((word) => nodeNamed(lab, word));
  return lab.nodes.filter((node) => named.includes(node)).map(({ name }) => name);
}

/** A cut that this lab could have: node1/node2,node3. */
function exampleOf({ nodes }: Nodes): string {
  const [first = '', ...others] = nodes.map(({ name }) => name);
  return `${first}/${others.slice(0, 2).join(',')}`;
}

/** @throws UsageError fault.cut.…, lab.no-node */
function cutOf(lab: Nodes, words: readonly string[]): Fault {
  const typed = words.join(',');
  if (lab.nodes.length < 2) throw new UsageError('fault.cut.alone');
  const example = exampleOf(lab);
  if (typed === '') throw new UsageError('fault.cut.nobody', { example });
  const [left = '', right, ...more] = typed.split('/');
  if (more.length > 0) throw new UsageError('fault.cut.sides', { typed, example });
  const a = sideOf(lab, left, typed);
  const b =
    right === undefined
      ? lab.nodes.map(({ name }) => name).filter((name) => !a.includes(name))
      : sideOf(lab, right, typed);
  const both = a.find((name) => b.includes(name));
  if (both !== undefined) throw new UsageError('fault.cut.both', { node: both, example });
  if (b.length === 0) throw new UsageError('fault.cut.everybody', { example });
  return { verb: 'cut', sides: [a, b] };
}

/** What a verb makes of its nodes and its value. */
function withValue(verb: 'slow' | 'lose' | 'rate' | 'clock', node: string, amount: number): Fault {
  switch (verb) {
    case 'slow':
      return { verb, node, milliseconds: amount };
    case 'lose':
      return { verb, node, percent: amount };
    case 'rate':
      return { verb, node, kbit: amount };
    case 'clock':
      return { verb, node, seconds: amount };
  }
}

/**
 * The faults that are asked for: one for each named node; a cut is one for all of them.
 * @param words what stands behind the verb: names or numbers of nodes, and at the end a value where the verb has one
 * @throws UsageError fault.…, lab.no-node: what is wrong, and what to type instead
 */
export function parseFaults(lab: Nodes, verb: FaultVerb, words: readonly string[]): Fault[] {
  if (verb === 'cut') return [cutOf(lab, words)];
  const first = lab.nodes[0]?.name ?? '';
  if (verb === 'stop' || verb === 'kill' || verb === 'pause' || verb === 'fill') {
    if (words.length === 0) {
      throw new UsageError('fault.no-node', { verb, example: `${verb} ${first}`, known: namesOf(lab.nodes) });
    }
    return distinct(words.map((word) => nodeNamed(lab, word).name)).map((node) => ({ verb, node }));
  }
  const { example } = measures[verb];
  const value = words.at(-1);
  if (value === undefined || words.length < 2) {
    throw new UsageError('fault.incomplete', { example: `${verb} ${first} ${example}` });
  }
  const amount = amountOf(verb, value);
  return distinct(words.slice(0, -1).map((word) => nodeNamed(lab, word).name)).map((node) =>
    withValue(verb, node, amount),
  );
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];
