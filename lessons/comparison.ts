import type { LabNode } from '../model/nodes.js';
import type { Observation } from './observations.js';

/** A node and what its probe saw. */
export interface Observed {
  readonly node: LabNode;
  readonly observation: Observation;
}

/** What a remedy is about beside its own node. */
export interface About {
  readonly others: readonly LabNode[];
  /** Files and the like. */
  readonly which: readonly string[];
}

/** What was seen on a node, judged beside the others. */
export interface Verdict extends Observation {
  /** It is for another node to be mended first. */
  readonly waits?: boolean;
  readonly about?: About;
}

/**
 * Holds beside each other what was seen on nodes whose own probes were content.
 * @param nodes all that the lab has
 * @returns what it comes to on each of the given, in the same order
 */
export type Compare = (given: readonly Observed[], nodes: readonly LabNode[]) => readonly Verdict[];
