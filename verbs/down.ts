import type { Context } from '../model/events.js';
import { type Lab, nodesNamed } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { assertInPlace } from './assert-in-place.js';
import type { VerbOptions } from './context.js';
import { faultsOn, tellEnded } from './ended-faults.js';
import { requireChangeable } from './holder.js';

/** What `down` may be told. */
export interface DownOptions extends VerbOptions {
  /** Names of the nodes to stop; all if empty. */
  readonly nodes?: readonly string[];
}

/**
 * Stops a lab, or some of its nodes; everything is kept.
 * @returns who held it, and which of the nodes ran until then @throws LabError lab.not-up, lab.look-only, node.displaced
 */
export async function down(
  lab: Lab,
  options: DownOptions,
  context: Context,
): Promise<{ provider: ProviderName; nodes: string[] }> {
  const nodes = nodesNamed(lab, options.nodes ?? []);
  const provider = await requireChangeable(lab, options.provider);
  const [states, faults] = await Promise.all([provider.states(lab), faultsOn(lab, provider)]);
  // Those that are left elect.
  if (nodes.length < lab.nodes.length) assertInPlace(lab, states);
  const ran = nodes.filter(({ name }) => states.some((state) => state.name === name && state.running));
  // Told to the engine all the same: it may hold more than nodes, and what ended by itself was to end from now on.
  await provider.down(lab, nodes, context);
  await tellEnded(lab, provider, faults, context);
  return { provider: provider.name, nodes: ran.map(({ name }) => name) };
}
