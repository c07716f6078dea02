import type { LessonNode } from './lesson-node.js';

/** What a step can be made to depend on, by the name that it has in content: what a lab is like, once and for all. */
export const conditions = {
  'several-nodes': {
    description: 'the lab has more than one node',
    holds: ({ lab }: LessonNode) => lab.nodes.length > 1,
  },
  'spare-member': {
    description: 'the lab has three voting members or more, so that one of them can be missed',
    holds: ({ lab }: LessonNode) => lab.nodes.filter(({ role }) => role === 'participant').length > 2,
  },
  'own-machines': {
    description: 'each node is a machine to itself, with files and ports of its own',
    holds: ({ machine }: LessonNode) => machine === 'own',
  },
  tarballs: {
    description: 'the tarballs of what nodes are built of lie on the node, to be unpacked by hand',
    holds: ({ finished }: LessonNode) => finished.tarballs !== undefined,
  },
} as const;

/** What a remedy can be made to depend on as well: what is so at the moment. */
export const remedyConditions = {
  ...conditions,
  'network-fault': {
    description:
      'a fault is in force that keeps from each other what nodes send, or holds it up (zk-lab fault cut, slow, lose, rate)',
    holds: ({ networkFault }: LessonNode) => networkFault === true,
  },
} as const;

export type Condition = keyof typeof conditions;
export type RemedyCondition = keyof typeof remedyConditions;

/** Whether all of this holds for a node. */
export function allHold(wanted: readonly RemedyCondition[], node: LessonNode): boolean {
  return wanted.every((name) => remedyConditions[name].holds(node));
}
