import type { Sentence } from '../../messages/index.js';

/** What is looked at, in the order in which it is told. */
export type CheckName = 'lost' | 'refused' | 'counter' | 'linearizable' | 'back' | 'sequence' | 'ephemerals';

/** One thing that should not be, and the operations that show it. */
export interface Evidence {
  /** The znode. */
  readonly path: string;
  /** Ids of operations in the history. */
  readonly operations: readonly number[];
  readonly told: Sentence;
}

/** What came of one check. */
export interface Check {
  readonly name: CheckName;
  /** `not judged`: what it needs is not in the history, or the search was given up. */
  readonly outcome: 'holds' | 'broken' | 'not judged';
  /** How many things were looked at. */
  readonly looked: number;
  readonly evidence: readonly Evidence[];
}

/** A check by what it looked at and found. */
export function checked(name: CheckName, looked: number, evidence: readonly Evidence[]): Check {
  return { name, outcome: evidence.length === 0 ? 'holds' : 'broken', looked, evidence };
}

/** A check that could not be made. */
export function notJudged(name: CheckName): Check {
  return { name, outcome: 'not judged', looked: 0, evidence: [] };
}
