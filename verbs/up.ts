import type { Lab } from '../labs/lab.js';
import { nodeNamed } from '../labs/lab.js';
import type { LabNode } from '../labs/nodes.js';
import { say } from '../messages/index.js';
import type { Provider } from '../providers/provider.js';
import type { VerbContext, VerbOptions } from './context.js';
import { chooseProvider, remember } from './holder.js';
import { assertStartable } from './preconditions.js';
import { type LabStatus, statusOn } from './status.js';
import { waitUntilServing } from './wait.js';

/** The nodes of these names, in the lab's order; all of them if none is named. @throws UsageError lab.no-node */
export function nodesNamed(lab: Lab, names: readonly string[]): readonly LabNode[] {
  const named = names.map((name) => nodeNamed(lab, name));
  return named.length === 0 ? lab.nodes : lab.nodes.filter((node) => named.includes(node));
}

/** The nodes whose machines do not run yet. */
async function notRunning(lab: Lab, provider: Provider, nodes: readonly LabNode[]): Promise<LabNode[]> {
  const states = await provider.states(lab);
  return nodes.filter(({ name }) => !states.some((state) => state.name === name && state.running));
}

/** What `up` may be told. */
export interface UpOptions extends VerbOptions {
  /** Names of the nodes to bring up; all if empty. */
  readonly nodes?: readonly string[];
}

/**
 * Brings a lab up and waits until it does what its stage promises.
 * @throws LabError where no provider can be used, something is in the way, or the lab does not come up
 */
export async function up(lab: Lab, options: UpOptions, context: VerbContext): Promise<LabStatus> {
  const nodes = nodesNamed(lab, options.nodes ?? []);
  const { provider, why, held } = await chooseProvider(lab, options.provider);
  context.report.step(say('up.provider', { provider: provider.name, why }));
  context.signal.throwIfAborted();

  const starting = held ? await notRunning(lab, provider, nodes) : nodes;
  const { ssh = true, network = true } = provider.needs ?? {};
  // What is held already has its network: the interface that would be found is its own.
  await assertStartable(lab, starting, { ssh, network: network && !held });

  remember(lab, provider);
  await provider.up(lab, nodes, context);
  await waitUntilServing(lab, provider, nodes, context);
  return statusOn(lab, provider);
}
