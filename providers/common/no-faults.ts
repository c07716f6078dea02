import { type FaultVerb, faultVerbs } from '../../faults/fault.js';
import { type Sentence, sentence } from '../../messages/index.js';
import type { FaultControl } from '../contract.js';

/** Nodes to which nothing of the kind can be done. @internal */
export const noFaults: FaultControl = {
  inForce: async () => [],
  put: () => Promise.reject(new Error('refused before')),
  end: async () => {},
  left: async () => ({ found: [], unseen: [] }),
  sweep: async () => {},
};

export const impossible = Object.fromEntries(
  faultVerbs.map((verb) => [verb, sentence('fault.local.rate')]),
) as Record<FaultVerb, Sentence>;
