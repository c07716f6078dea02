import { defaults } from '../model/resolve.js';
import type { PartialSpec } from '../model/spec.js';
import type { Lesson } from './lesson.js';

/** How many members a lab for a lesson has, as its specification says or as is usual. */
export function membersIn({
  nodes = defaults.nodes,
  observers = defaults.observers,
}: Pick<PartialSpec, 'nodes' | 'observers'>): Lesson['atLeast'] {
  if (typeof nodes === 'number') return { nodes, observers };
  const voters = nodes.filter(({ role }) => role !== 'observer').length;
  return { nodes: voters, observers: nodes.length - voters };
}
