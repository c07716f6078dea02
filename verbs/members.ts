/** What growing, shrinking and replacing have in common. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError, UsageError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, nodesNamed } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { reaches } from '../model/stages.js';
import { type Change, unfinishedOf } from '../model/unfinished.js';
import type { Provider } from '../providers/contract.js';
import { stateBy } from '../software/zookeeper/server-state.js';
import { writeWhole } from '../system/whole-file.js';
import { requireProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';
import { waitUntilReady } from './wait.js';
import { assertUnedited } from './write-members.js';

/** The change of that kind that the lab is in the middle of. @throws LabError members.unfinished where it is of another */
export function unfinished<V extends Change['verb']>(
  lab: Lab,
  verb: V,
  typed: string,
): Extract<Change, { verb: V }> | undefined {
  const change = unfinishedOf(lab);
  if (change && (change.verb !== verb || change.typed !== typed)) {
    throw new LabError('members.unfinished', { verb: change.verb, typed: change.typed });
  }
  return change as Extract<Change, { verb: V }> | undefined;
}

/**
 * The provider of a lab whose members may change: its servers are the lab's own, with the lab's own configuration.
 * @throws UsageError members.stage, members.edited; LabError lab.not-up
 */
export async function changeable(lab: Lab, { provider: wanted }: VerbOptions): Promise<Provider> {
  if (!reaches(lab.spec.until, 'cluster')) throw new UsageError('members.stage', { until: lab.spec.until });
  return requireProvider(lab, wanted);
}

/** Refuses where files were edited, on this machine or on nodes. @throws UsageError members.edited; LabError members.node-edited, members.pending */
export async function assertPlain(lab: Lab, provider: Provider, nodes: readonly LabNode[]): Promise<void> {
  assertUnedited(lab);
  for (const node of nodes) {
    const { kept, pending } = await provider.node(lab, node).configuration();
    const [file] = kept;
    if (file !== undefined) throw new LabError('members.node-edited', { node: node.name, file });
    if (pending.length > 0) throw new LabError('members.pending', { node: node.name });
  }
}

/** The names of those of the nodes whose server serves. */
export async function servingOf(lab: Lab, provider: Provider, nodes: readonly LabNode[]): Promise<string[]> {
  const states = await Promise.all(
    nodes.map(async (node) => stateBy(await provider.node(lab, node).ask('srvr', 'engine'))),
  );
  return nodes.filter((_, index) => states[index]?.serving).map(({ name }) => name);
}

/** @throws LabError members.not-serving where one of the nodes does not serve */
export async function assertServing(lab: Lab, provider: Provider, nodes: readonly LabNode[]): Promise<void> {
  const serving = await servingOf(lab, provider, nodes);
  const silent = nodes.filter(({ name }) => !serving.includes(name));
  if (silent.length > 0) throw new LabError('members.not-serving', { nodes: namesOf(silent) });
}

/** Nodes whose servers do not start yet, whoever starts their machines: provision/cluster.sh reads it. */
const holdFile = ({ dir }: Lab): string => join(dir, 'config', 'joining');

/** From now on these nodes' servers do not start. */
export function holdBack(lab: Lab, names: readonly string[]): void {
  writeWhole(holdFile(lab), names.map((name) => `${name}\n`).join(''));
}

/** Starts nodes, and waits until all of them serve. */
export async function startAndWait(
  lab: Lab,
  provider: Provider,
  names: readonly string[],
  context: Context,
): Promise<void> {
  const nodes = nodesNamed(lab, names);
  await provider.up(lab, nodes, context);
  await waitUntilReady(lab, provider, nodes, context);
}

/**
 * Starts some of a lab's nodes with the files of now, and waits until all of them serve with them. The machines of the others
 * run by then: a server of 3.4 waits seconds for each address at which nobody is, and finds no leader for so long.
 * @param first names; all if empty
 * @throws LabError members.old-configuration where a node runs with what it had before
 */
export async function restartWith(
  now: Lab,
  provider: Provider,
  first: readonly string[],
  context: Context,
): Promise<void> {
  const nodes = nodesNamed(now, first);
  const own = provider.capabilities.machine === 'own';
  await provider.up(now, own ? now.nodes : nodes, context);
  await waitUntilReady(now, provider, nodes, context);
  for (const node of nodes) {
    const { pending, kept } = await provider.node(now, node).configuration();
    if (pending.length + kept.length > 0) {
      throw new LabError('members.old-configuration', { node: node.name });
    }
  }
}

/** Starts what does not run of these nodes, servers included: `up` is not for a lab that is in the middle of a change. */
async function startAll(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  context: Context,
): Promise<void> {
  await provider.up(lab, nodes, context);
  if (provider.capabilities.machine === 'shared') return;
  const serving = await servingOf(lab, provider, nodes);
  const others = nodes.filter(({ name }) => !serving.includes(name));
  await Promise.all(others.map((node) => provider.node(lab, node).startServer(context)));
}

/** Goes on with a change that was interrupted, whatever was stopped since. @param awaited those that have to serve */
export async function revive(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  awaited: readonly LabNode[],
  context: Context,
): Promise<void> {
  await startAll(lab, provider, nodes, context);
  await waitUntilReady(lab, provider, awaited, context);
}

/** Starts the servers of those that were held back, and waits until everybody serves. */
export async function letJoin(now: Lab, provider: Provider, context: Context): Promise<void> {
  holdNobody(now);
  await startAll(now, provider, now.nodes, context);
  await waitUntilReady(now, provider, now.nodes, context);
}

/** Starts the server of one that was held back, the others still being so, and waits until it serves. */
export async function letOneJoin(
  now: Lab,
  provider: Provider,
  node: LabNode,
  held: readonly string[],
  context: Context,
): Promise<void> {
  holdBack(now, held);
  if (provider.capabilities.machine === 'own') await provider.node(now, node).startServer(context);
  else await provider.up(now, [node], context);
  await waitUntilReady(now, provider, [node], context);
}

/** From now on everybody's server starts. */
export function holdNobody(lab: Lab): void {
  rmSync(holdFile(lab), { force: true });
}

/** Has a change done; where it does not come to its end, tells how to go on. */
export async function toldIfInterrupted<T>(lab: Lab, { emit }: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const change = unfinishedOf(lab);
    if (change) {
      const { verb, typed } = change;
      emit({ type: 'note', text: sentence('members.interrupted', { verb, typed }) });
    }
    throw error;
  }
}
