import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { type StormFault, stormFaults } from './faults.js';

/** What is typed for a storm without faults: clients alone, while somebody does something else to the ensemble. */
const none = 'none';

/** The kinds in `kill,pause`, in their own order; none of them for `none`. @throws UsageError storm.unknown-fault */
export function parseKinds(typed: readonly string[]): readonly StormFault[] {
  if (typed.length === 1 && typed[0] === none) return [];
  const wrong = typed.find((each) => !(stormFaults as readonly string[]).includes(each));
  if (wrong !== undefined) {
    const nearest = closest(wrong, [...stormFaults, none]);
    throw new UsageError('storm.unknown-fault', {
      name: wrong,
      nearest,
      known: listed([...stormFaults, none]),
    });
  }
  return stormFaults.filter((each) => typed.includes(each));
}
