import type { LabNode } from '../model/nodes.js';
import type { Compare, Observed } from './comparison.js';
import { logins } from './logins/logins.js';

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
