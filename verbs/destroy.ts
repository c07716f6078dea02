import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { holdersOf } from '../providers/index.js';
import type { VerbOptions } from './context.js';

/** The providers that `destroy` would empty. */
export async function destroyable(lab: Lab, options: VerbOptions): Promise<ProviderName[]> {
  const holders = await holdersOf(lab);
  return holders
    .map(({ name }) => name)
    .filter((name) => options.provider === undefined || name === options.provider);
}

/**
 * Removes all that engines hold of a lab, data included; its directory stays. Asks nobody.
 * @returns the providers that held something
 */
export async function destroy(lab: Lab, options: VerbOptions, context: Context): Promise<ProviderName[]> {
  const names = await destroyable(lab, options);
  for (const provider of await holdersOf(lab)) {
    if (names.includes(provider.name)) await provider.destroy(lab, context);
  }
  return names;
}
