/** A node that stops lets go of its faults, of a cut between others too: whoever stopped it hears which have ended. */
import type { InForce } from '../faults/fault.js';
import { toldFault } from '../faults/told.js';
import { sentence, textOf } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import type { Provider } from '../providers/contract.js';

/** Told of only: where nobody can say, nothing is. */
export const faultsOn = (lab: Lab, provider: Provider): Promise<readonly InForce[]> =>
  provider.faults.inForce(lab).catch(() => []);

const lasts = (until: string | undefined): boolean => until === undefined || Date.parse(until) > Date.now();

/** Tells which faults have ended before their time. @param before those that were in force */
export async function tellEnded(
  lab: Lab,
  provider: Provider,
  before: readonly InForce[],
  { emit }: Context,
): Promise<void> {
  if (before.length === 0) return;
  const left = await faultsOn(lab, provider);
  for (const each of before) {
    if (!lasts(each.until) || left.some(({ id }) => id === each.id)) continue;
    emit({ type: 'note', text: sentence('fault.ended-with', { told: textOf(toldFault(each)) }) });
  }
}
