import type { Lab } from '../labs/lab.js';
import type { ProviderName } from '../providers/provider.js';
import type { VerbContext, VerbOptions } from './context.js';
import { holding } from './holder.js';
import { nodesNamed } from './up.js';

/** What `down` may be told. */
export interface DownOptions extends VerbOptions {
  /** Names of the nodes to stop; all if empty. */
  readonly nodes?: readonly string[];
}

/** Stops a lab, or some of its nodes; everything is kept. @returns who held it and what was stopped */
export async function down(
  lab: Lab,
  options: DownOptions,
  context: VerbContext,
): Promise<{ provider: ProviderName; nodes: string[] }> {
  const nodes = nodesNamed(lab, options.nodes ?? []);
  const provider = await holding(lab, options.provider);
  await provider.down(lab, nodes, context);
  return { provider: provider.name, nodes: nodes.map(({ name }) => name) };
}
