import type { LessonNode } from './lesson-node.js';

/** What a step or a remedy can be made to depend on, by the name that it has in content. */
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

export type Condition = keyof typeof conditions;
export const conditionNames = Object.keys(conditions) as [Condition, ...Condition[]];

/** Whether all of this holds for a node. */
export function allHold(wanted: readonly Condition[], node: LessonNode): boolean {
  return wanted.every((name) => conditions[name].holds(node));
}
