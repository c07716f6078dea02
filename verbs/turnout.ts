import type { Lab } from '../model/lab.js';
import { type LabNode, votersOf } from '../model/nodes.js';

/** Which of a lab's voters run, and what that is worth. */
export interface Turnout {
  readonly running: readonly LabNode[];
  readonly absent: readonly LabNode[];
  /** How many of those that are absent it takes for a quorum; 0 where enough run. */
  readonly lacking: number;
}

/** @param runs the names of the nodes that run */
export function turnoutOf(
  { nodes, quorum }: Pick<Lab, 'nodes' | 'quorum'>,
  runs: readonly string[],
): Turnout {
  const voters = votersOf(nodes);
  const running = voters.filter(({ name }) => runs.includes(name));
  const absent = voters.filter(({ name }) => !runs.includes(name));
  return { running, absent, lacking: Math.max(0, quorum.needed - running.length) };
}
