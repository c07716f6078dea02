import type { LabNode } from '../model/nodes.js';
import type { Answer } from './answers.js';

/** A node and what its probe answered. */
export interface NodeAnswer {
  readonly node: LabNode;
  readonly answer: Answer;
}

/**
 * Looks at nodes whose own probes were passed beside each other.
 * @param count how many nodes the lab has
 * @returns their answers, in the same order
 */
export type Together = (given: readonly NodeAnswer[], count: number) => readonly Answer[];

/**
 * All have seen the same; those who have not take it from the first of those who are most. Where a probe itself says what
 * its answer is about, there is nothing to be taken from that node, or to be laid over its own.
 */
export const theSame: Together = (given) => {
  const holders = new Map<string, NodeAnswer[]>();
  for (const each of given) {
    holders.set(each.answer.seen, [...(holders.get(each.answer.seen) ?? []), each]);
  }
  const [most] = [...holders].sort(([, a], [, b]) => b.length - a.length);
  const [wanted = '', [first, ...others] = []] = most ?? [];
  const giver = [first, ...others].find((each) => each?.answer.about === '');
  const from = giver?.node.name ?? first?.answer.about ?? '';
  return given.map(({ answer }) =>
    answer.seen === wanted ? answer : { ...answer, done: false, wanted, about: answer.about || from },
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
export const oneEnsemble: Together = (given, count) => {
  const leaders = given.filter(({ node, answer }) => node.role === 'participant' && answer.seen === 'leader');
  return given.map(({ node, answer }) => {
    const modes = modesFor(node, count, leaders.length);
    return modes.includes(answer.seen) ? answer : { ...answer, done: false, wanted: modes[0] ?? '' };
  });
};
