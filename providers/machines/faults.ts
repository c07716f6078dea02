import { type FaultVerb, faultVerbs } from '../../faults/fault.js';
import { type Sentence, sentence } from '../../messages/index.js';

/** What can be done to machines that are somebody's: nothing that others than the lab would notice. */
export const possible = {
  ...(Object.fromEntries(faultVerbs.map((verb) => [verb, true])) as Record<FaultVerb, true>),
  fill: sentence('fault.machines.fill'),
  clock: sentence('fault.machines.clock'),
} satisfies Record<FaultVerb, true | Sentence>;
