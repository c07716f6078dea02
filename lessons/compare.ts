import type { LabNode } from '../model/nodes.js';
import type { Compare, Observed } from './comparison.js';
import { logins } from './logins/logins.js';
import type { Observation } from './observations.js';

/** A line as it is told; one with a blank at an end is quoted, else nobody would see that. */
const shown = (line: string | undefined): string =>
  line === undefined ? '-' : /^\s|\s$|^$/.test(line) ? `'${line}'` : line;

/** What a line is about: the word that it begins with. */
const about = (line: string): string => /^\W*[\w.-]+/.exec(line)?.[0].trim() ?? '';

/** As basic regular expressions have it: what a line is about. */
const pattern = (line: string): string => `${about(line).replaceAll('.', '\\.')}[[:space:]]*[=:]`;

/** Those of some lines that the others lack, each as often as it does. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** In what one's lines differ from another's, those about the same beside each other, and how they are made the same. */
function differences(
  lines: readonly string[],
  others: readonly string[],
): Pick<Observation, 'seen' | 'wanted' | 'facts'> {
  const lacking = without(others, lines);
  const pairs = without(lines, others).map((line) => {
    const at = lacking.findIndex((other) => about(other) === about(line));
    return [line, at < 0 ? undefined : lacking.splice(at, 1)[0]] as const;
  });
  const different = [...pairs, ...lacking.map((other) => [undefined, other] as const)];
  const moved = lines.map((line, index) => [line, others[index]] as const);
  const all = different.length > 0 ? different : moved.filter(([line, other]) => line !== other);
  return {
    seen: all.map(([line]) => shown(line)).join('\n'),
    wanted: all.map(([, other]) => shown(other)).join('\n'),
    facts: {
      edit: different.flatMap(([line]) => (line === undefined ? [] : [`/^[[:space:]]*${pattern(line)}/d`])),
      line: different.flatMap(([, other]) => (other === undefined ? [] : [other])),
    },
  };
}

/**
 * All have seen the same; those who have not take it from the first of those who are most. Where a probe has a detail of
 * its own, there is nothing to be taken from that node, or to be laid over what it has. Of what was seen by the lines of
 * it, the lines that differ are told.
 */
const same: Compare = (given) => {
  const bySeen = new Map<string, Observed[]>();
  for (const each of given) {
    bySeen.set(each.observation.seen, [...(bySeen.get(each.observation.seen) ?? []), each]);
  }
  const [most] = [...bySeen].sort(([, a], [, b]) => b.length - a.length);
  const [wanted = '', majority = []] = most ?? [];
  const giver = majority.find(({ observation }) => observation.detail === '');
  const from = giver?.node.name ?? majority[0]?.observation.detail ?? '';
  const lines = (giver ?? majority[0])?.observation.facts.line;
  return given.map(({ observation }) => {
    if (observation.seen === wanted) return observation;
    const own = observation.facts.line;
    const told = own && lines ? differences(own, lines) : { wanted };
    return { ...observation, ...told, done: false, detail: observation.detail || from };
  });
};

/** What a server may be in this lab, the likeliest first, given how many lead. */
function modesFor({ role }: LabNode, count: number, leaders: number): readonly string[] {
  if (count === 1) return ['standalone'];
  if (role === 'observer') return ['observer'];
  if (leaders === 0) return ['leader'];
  return leaders === 1 ? ['follower', 'leader'] : ['follower'];
}

/** One voter leads and the others follow, observers observe; a single server stands alone. */
const modes: Compare = (given, nodes) => {
  const leaders = given.filter(
    ({ node, observation }) => node.role === 'participant' && observation.seen === 'leader',
  );
  return given.map(({ node, observation }) => {
    const allowed = modesFor(node, nodes.length, leaders.length);
    return allowed.includes(observation.seen)
      ? observation
      : { ...observation, done: false, wanted: allowed[0] ?? '' };
  });
};

/** What nodes can be held to beside each other, by the name that it has in content. */
export const comparisons = {
  same: { description: 'all nodes see the same', compare: same },
  modes: {
    description: 'one voter leads, the other voters follow, observers observe; a single server stands alone',
    compare: modes,
  },
  logins: {
    description: 'each node logs in on each, by what the probe `logins` tells',
    compare: logins,
  },
} as const;

export type Comparison = keyof typeof comparisons;
export const comparisonNames = Object.keys(comparisons) as [Comparison, ...Comparison[]];
