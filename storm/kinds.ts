import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { type StormFault, stormFaults } from './faults.js';

/** The kinds in `kill,pause`, in their own order. @throws UsageError storm.unknown-fault */
export function parseKinds(typed: readonly string[]): readonly StormFault[] {
  const wrong = typed.find((each) => !(stormFaults as readonly string[]).includes(each));
  if (wrong !== undefined || typed.length === 0) {
    const name = wrong ?? '';
    const nearest = closest(name, [...stormFaults]);
    throw new UsageError('storm.unknown-fault', { name, nearest, known: listed(stormFaults) });
  }
  return stormFaults.filter((each) => typed.includes(each));
}
