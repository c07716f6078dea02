/** What growing, shrinking and replacing have in common. */
import { LabError, UsageError } from '../messages/errors.js';
import { sentence, textOf } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, nodesNamed, openLab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { reaches } from '../model/stages.js';
import { assertNoStorm } from '../model/storm-notes.js';
import {
  alone,
  type Change,
  forgetUnfinished,
  holdBack,
  holdNobody,
  noteUnfinished,
  unfinishedOf,
} from '../model/unfinished.js';
import type { Provider } from '../providers/contract.js';
import { assertInPlace } from './assert-in-place.js';
import type { VerbOptions } from './context.js';
import { faultsOn, tellEnded } from './ended-faults.js';
import { requireChangeable } from './holder.js';
import { assertRoomToChange, startLasting } from './room-to-change.js';
import { servingOf } from './serving.js';
import { type LabStatus, statusOn } from './status.js';
import { waitUntilReady } from './wait.js';
import { assertUnedited } from './write-members.js';

type ChangeOf<V extends Change['verb']> = Extract<Change, { verb: V }>;

/** The change of that kind that the lab is in the middle of. @throws LabError members.unfinished where it is of another */
export function unfinished<V extends Change['verb']>(
  lab: Lab,
  verb: V,
  typed: string,
): ChangeOf<V> | undefined {
  const change = unfinishedOf(lab);
  if (change && (change.verb !== verb || change.typed !== typed)) {
    throw new LabError('members.unfinished', { verb: change.verb, typed: change.typed });
  }
  return change as ChangeOf<V> | undefined;
}

/** A lab whose members have changed, and how it is. */
export interface Changed {
  readonly lab: Lab;
  readonly status: LabStatus;
}

/** How the members of a lab change. */
export interface Changing<V extends Change['verb']> {
  readonly verb: V;
  /** The words behind the verb, to be typed again. */
  readonly typed: string;
  /** What is to be done, and that it can be; nothing is changed yet. @param lab as it lies there now */
  plan(lab: Lab, provider: Provider): Promise<ChangeOf<V>>;
  /** Does it, from wherever it was. @param begun whether it was begun before @returns the lab as it is then */
  carryOut(lab: Lab, provider: Provider, change: ChangeOf<V>, begun: boolean): Promise<Lab>;
}

/**
 * Changes who belongs to a lab whose servers are its own, or goes on where that was interrupted. One at a time: whoever comes while
 * another one works waits, and then finds what that one has made of it.
 * @param held as its holder knows it; its files may tell of more nodes by now
 * @throws UsageError members.stage; LabError storm.goes-on, members.unfinished, node.displaced, lab.not-up, and what planning and doing throw
 */
export async function changeMembers<V extends Change['verb']>(
  held: Lab,
  { verb, typed, plan, carryOut }: Changing<V>,
  { provider: wanted }: VerbOptions,
  { signal, emit }: Context,
): Promise<Changed> {
  if (!reaches(held.spec.until, 'cluster')) throw new UsageError('members.stage', { until: held.spec.until });
  const provider = await requireChangeable(held, wanted);
  const waiting = (): void => emit({ type: 'step', title: sentence('members.locked') });
  return alone(held, { signal, waiting }, async () => {
    const lab = openLab(held.dir);
    assertNoStorm(lab, provider.name);
    const begun = unfinished(lab, verb, typed);
    // What goes on stops and starts them itself.
    if (!begun) assertInPlace(lab, await provider.states(lab));
    const change = begun ?? (await plan(lab, provider));
    try {
      await assertRoomToChange(lab, provider, change, { signal, emit });
      const faults = await faultsOn(lab, provider);
      noteUnfinished(lab, change);
      const now = await carryOut(lab, provider, change, begun !== undefined);
      forgetUnfinished(now);
      await tellEnded(now, provider, faults, { signal, emit });
      return { lab: now, status: await statusOn(now, provider) };
    } catch (error) {
      if (!signal.aborted) await startLasting(lab.dir, provider, { signal, emit });
      if (unfinishedOf(lab)) emit({ type: 'note', text: sentence('members.interrupted', { verb, typed }) });
      throw error;
    }
  });
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

/**
 * Refuses where what the lab has put on one of these nodes' machines cannot be taken back now: better known before anything is stopped.
 * @throws LabError members.unreached
 */
export async function assertMachinesAnswer(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
): Promise<void> {
  const states = await provider.states(lab);
  const away = states.find(({ name, unreached }) => unreached && nodes.some((node) => node.name === name));
  if (away)
    throw new LabError('members.unreached', { node: away.name, note: away.note ? textOf(away.note) : '' });
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
