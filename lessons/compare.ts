import type { LabNode } from '../model/nodes.js';
import type { Observation } from './observations.js';

/** A node and what its probe saw. */
export interface Observed {
  readonly node: LabNode;
  readonly observation: Observation;
}

/**
 * Holds beside each other what was seen on nodes whose own probes were content.
 * @param count how many nodes the lab has
 * @returns their observations, in the same order
 */
type Compare = (given: readonly Observed[], count: number) => readonly Observation[];

/**
 * All have seen the same; those who have not take it from the first of those who are most. Where a probe has a detail of
 * its own, there is nothing to be taken from that node, or to be laid over what it has.
 */
const same: Compare = (given) => {
  const holders = new Map<string, Observed[]>();
  for (const each of given) {
    holders.set(each.observation.seen, [...(holders.get(each.observation.seen) ?? []), each]);
  }
  const [most] = [...holders].sort(([, a], [, b]) => b.length - a.length);
  const [wanted = '', majority = []] = most ?? [];
  const giver = majority.find(({ observation }) => observation.detail === '');
  const from = giver?.node.name ?? majority[0]?.observation.detail ?? '';
  return given.map(({ observation }) =>
    observation.seen === wanted
      ? observation
      : { ...observation, done: false, wanted, detail: observation.detail || from },
  );
};

/** What a server may be in this lab, the likeliest first, given how many lead. */
function modesFor({ role }: LabNode, count: number, leaders: number): readonly string[] {
  if (count === 1) return ['standalone'];
  if (role === 'observer') return ['observer'];
  if (leaders === 0) return ['leader'];
  return leaders === 1 ? ['follower', 'leader'] : ['follower'];
}

/** One voter leads and the others follow, observers observe; a single server stands alone. */
const modes: Compare = (given, count) => {
  const leaders = given.filter(
    ({ node, observation }) => node.role === 'participant' && observation.seen === 'leader',
  );
  return given.map(({ node, observation }) => {
    const allowed = modesFor(node, count, leaders.length);
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
} as const;

export type Comparison = keyof typeof comparisons;
export const comparisonNames = Object.keys(comparisons) as [Comparison, ...Comparison[]];
