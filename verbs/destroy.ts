import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { noteNodesGone } from '../model/progress.js';
import { forgetStorms } from '../model/storm-notes.js';
import { forgetUnfinished } from '../model/unfinished.js';
import type { ProviderName } from '../providers/contract.js';
import type { VerbOptions } from './context.js';
import { allHoldersOf, asFarAsAsked, forgetHolder } from './holder.js';

/**
 * The providers that `destroy` would empty, and what to add, in the user's language, where some could not be asked.
 * @throws LabError where one that holds the lab does not answer
 */
export async function destroyable(
  lab: Lab,
  options: VerbOptions,
): Promise<{ readonly providers: readonly ProviderName[]; readonly unasked: string }> {
  const { providers, unasked } = await allHoldersOf(lab, options.provider);
  return { providers: providers.map(({ name }) => name), unasked: asFarAsAsked(unasked) };
}

/**
 * Removes all that engines hold of a lab, data included; its directory stays. Asks nobody.
 * @returns the providers that held something
 */
export async function destroy(lab: Lab, options: VerbOptions, context: Context): Promise<ProviderName[]> {
  const { providers } = await allHoldersOf(lab, options.provider);
  for (const provider of providers) {
    await provider.destroy(lab, context);
    forgetStorms(lab, provider.name);
  }
  if (providers.length > 0) {
    forgetHolder(lab);
    noteNodesGone(lab);
  }
  forgetUnfinished(lab);
  return providers.map(({ name }) => name);
}
