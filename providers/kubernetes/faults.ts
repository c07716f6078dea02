import { type FaultVerb, faultVerbs } from '../../faults/fault.js';
import { type Sentence, sentence } from '../../messages/index.js';

const fromWithin: readonly FaultVerb[] = ['stop', 'kill', 'pause'];

/** What can be done to a node without any right beyond those of its pod: what root there may do to its own processes. */
export const possible = {
  ...(Object.fromEntries(
    faultVerbs.map((verb) => [verb, fromWithin.includes(verb) ? true : sentence('fault.kubernetes.network')]),
  ) as Record<FaultVerb, true | Sentence>),
  fill: sentence('fault.kubernetes.fill'),
  clock: sentence('fault.kubernetes.clock'),
} satisfies Record<FaultVerb, true | Sentence>;
