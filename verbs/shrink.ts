/**
 * Shrinking an ensemble without losing what was acknowledged: whoever stays must have it all before those that leave are gone.
 * A quorum of the old configuration need not have had those that stay in it, so the old one is made as small as it can be while
 * it still works; whatever is acknowledged then, all of them have.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { LabError, UsageError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf } from '../model/lab.js';
import { remainersOf, type Size, shrunk, sizeOf } from '../model/membership.js';
import { type LabNode, votersOf } from '../model/nodes.js';
import { type Change, forgetUnfinished, noteUnfinished } from '../model/unfinished.js';
import type { Provider } from '../providers/contract.js';
import { stateBy } from '../software/zookeeper/server-state.js';
import { transact } from '../software/zookeeper/session.js';
import { type GrowOptions, typedSize } from './grow.js';
import {
  assertPlain,
  assertServing,
  changeable,
  restartWith,
  revive,
  servingOf,
  toldIfInterrupted,
  unfinished,
} from './members.js';
import { isSelfKept, removeMembers } from './reconfigure-members.js';
import { type LabStatus, statusOn } from './status.js';
import { waitUntilReady } from './wait.js';
import { labWith, writeMembers } from './write-members.js';

type Shrinking = Extract<Change, { verb: 'shrink' }>;

/** Milliseconds in which a follower that serves has what its leader has. */
const patience = 30_000;
const askEvery = 100;

/** Those of the lab's nodes that go. */
const leavingOf = ({ nodes }: Lab, { members }: Pick<Shrinking, 'members'>): LabNode[] =>
  nodes.filter(({ id }) => !members.some((member) => member.id === id));

/** Those of the lab's nodes that stay. */
const stayingOf = ({ nodes }: Lab, { members }: Pick<Shrinking, 'members'>): LabNode[] =>
  nodes.filter(({ id }) => members.some((member) => member.id === id));

/** The transaction that a server was at last; 0 where it does not say. */
async function zxidOf(lab: Lab, provider: Provider, node: LabNode): Promise<bigint> {
  const { zxid } = stateBy(await provider.node(lab, node).ask('srvr', 'engine'));
  return BigInt(zxid ?? 0);
}

/** Has one more transaction acknowledged, and waits until all of the nodes have it. @throws LabError shrink.behind */
async function untilAllHaveIt(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { signal }: Context,
): Promise<void> {
  const [first] = nodes;
  if (!first) return;
  try {
    await transact(provider.node(lab, first).address);
  } catch (error) {
    throw new LabError('shrink.no-write', { node: first.name, reason: (error as Error).message });
  }
  const acknowledged = await zxidOf(lab, provider, first);
  const deadline = Date.now() + patience;
  for (let behind = nodes; ; ) {
    const at = await Promise.all(behind.map((node) => zxidOf(lab, provider, node)));
    behind = behind.filter((_, index) => (at[index] ?? 0n) < acknowledged);
    if (behind.length === 0) return;
    if (Date.now() > deadline) throw new LabError('shrink.behind', { nodes: namesOf(behind) });
    await pause(askEvery, undefined, { signal });
  }
}

/** Stops those that leave as far as the ensemble goes on without them, until those that stay have everything. */
async function leave(lab: Lab, change: Shrinking, provider: Provider, context: Context): Promise<void> {
  const [staying, leaving] = [stayingOf(lab, change), leavingOf(lab, change)];
  const serving = await servingOf(lab, provider, leaving);
  const remain = remainersOf(lab.nodes, change.members, serving);
  const stopped = leaving.filter(({ name }) => !remain.includes(name));
  context.emit({ type: 'step', title: sentence('shrink.leave', { nodes: namesOf(leaving) }) });
  await Promise.all(stopped.map((node) => provider.node(lab, node).stopServer(context)));
  const left = lab.nodes.filter((node) => !stopped.includes(node));
  await waitUntilReady(lab, provider, left, context);
  await untilAllHaveIt(lab, provider, staying, context);
}

/**
 * Shrinks a lab that runs: those with the highest numbers of each kind leave, and are removed with their data. One that was
 * interrupted goes on where it was.
 * @param voters how many are to vote then
 * @returns the lab as it is then, and how it is
 * @throws UsageError shrink.more, shrink.same, shrink.none, members.stage, members.edited; LabError members.not-serving and
 * the like: nothing was changed then
 */
export async function shrink(
  lab: Lab,
  voters: number,
  options: GrowOptions,
  context: Context,
): Promise<{ lab: Lab; status: LabStatus }> {
  const typed = typedSize(voters, options.observers);
  const provider = await changeable(lab, options);
  const begun = unfinished(lab, 'shrink', typed);
  let change = begun ?? (await planned(lab, provider, voters, options, typed, context));
  let now = lab;
  await toldIfInterrupted(lab, context, async () => {
    noteUnfinished(lab, change);
    const leaving = leavingOf(lab, change);
    const staying = stayingOf(lab, change);
    const [asked] = staying;
    if (begun && change.phase === 'leave') await revive(lab, provider, lab.nodes, staying, context);
    if (isSelfKept(lab) && asked) {
      context.emit({ type: 'step', title: sentence('shrink.leave', { nodes: namesOf(leaving) }) });
      await removeMembers(lab, provider, asked, leaving, context);
      if (leaving.length > 0) await provider.down(lab, leaving, context);
      if (leaving.length > 0) await provider.remove(lab, leaving, context);
      now = await writeMembers(lab, change.members, provider, context);
      await waitUntilReady(now, provider, now.nodes, context);
      forgetUnfinished(now);
      return;
    }
    if (change.phase === 'leave') {
      await leave(lab, change, provider, context);
      change = { ...change, phase: 'stop' };
      noteUnfinished(lab, change);
    }
    context.emit({ type: 'step', title: sentence('shrink.step', { nodes: namesOf(change.members) }) });
    await provider.down(lab, lab.nodes, context);
    if (leaving.length > 0) await provider.remove(lab, leaving, context);
    now = await writeMembers(lab, change.members, provider, context);
    await restartWith(now, provider, [], context);
    forgetUnfinished(now);
  });
  return { lab: now, status: await statusOn(now, provider) };
}

/** Who stays by default: all the observers there are. */
const sizeWanted = (lab: Lab, voters: number, { observers }: GrowOptions): Size => ({
  voters,
  observers: observers ?? sizeOf(lab.nodes).observers,
});

async function planned(
  lab: Lab,
  provider: Provider,
  voters: number,
  options: GrowOptions,
  typed: string,
  context: Context,
): Promise<Shrinking> {
  const members = shrunk(lab.nodes, sizeWanted(lab, voters, options));
  const staying = stayingOf(lab, { members });
  // ZooKeeper keeps no configuration with one voter.
  if (isSelfKept(lab) && votersOf(members).length < 2) throw new UsageError('shrink.self-kept');
  await assertServing(lab, provider, votersOf(staying));
  await assertPlain(lab, provider, staying);
  // Observers of one server alone, for one, cannot be: better known before anything is stopped.
  await labWith(lab, members, context);
  const before = lab.nodes.map(({ id, name, address, role }) => ({ id, name, address, role }));
  return { verb: 'shrink', typed, before, members, phase: 'leave' };
}

/** Who would leave. Nothing is asked of anybody. @throws UsageError as `shrink` does */
export function shrinkLeavers(lab: Lab, voters: number, options: GrowOptions): LabNode[] {
  const typed = typedSize(voters, options.observers);
  const begun = unfinished(lab, 'shrink', typed);
  return leavingOf(lab, begun ?? { members: shrunk(lab.nodes, sizeWanted(lab, voters, options)) });
}
