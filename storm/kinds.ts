import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { didYouMean } from '../system/did-you-mean.js';
import { type StormFault, stormFaults } from './faults.js';

/** What is typed for a storm without faults: clients alone, while somebody does something else to the ensemble. */
const none = 'none';

/** The kinds in `kill,pause`, in their own order; none of them for `none`. @throws UsageError storm.unknown-fault, storm.none-alone */
export function parseKinds(typed: readonly string[]): readonly StormFault[] {
  if (typed.length === 1 && typed[0] === none) return [];
  if (typed.includes(none)) throw new UsageError('storm.none-alone');
  const wrong = typed.find((each) => !(stormFaults as readonly string[]).includes(each));
  if (wrong !== undefined) {
    const known = [...stormFaults, none];
    throw new UsageError('storm.unknown-fault', {
      name: wrong,
      near: didYouMean(wrong, known),
      known: listed(known),
    });
  }
  return stormFaults.filter((each) => typed.includes(each));
}
