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
import { remainersOf, type Size, shrunk } from '../model/membership.js';
import { assertNodes, type LabNode, votersOf } from '../model/nodes.js';
import { type Change, noteUnfinished } from '../model/unfinished.js';
import type { Provider } from '../providers/contract.js';
import { transact } from '../software/zookeeper/connection.js';
import { stateBy } from '../software/zookeeper/server-state.js';
import { type GrowOptions, sizeWanted, typedSize } from './grow.js';
import {
  assertMachinesAnswer,
  assertPlain,
  type Changed,
  changeMembers,
  restartWith,
  revive,
  unfinished,
} from './members.js';
import { isSelfKept, removeMembers } from './reconfigure-members.js';
import { assertServing, servingOf } from './serving.js';
import { waitUntilReady } from './wait.js';
import { writeMembers } from './write-members.js';

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

/**
 * Has one more transaction acknowledged by one of the nodes; a firewall may keep this machine from some of them.
 * @returns that one @throws LabError shrink.no-write with what the first said, where none does it
 */
async function writeOnAny(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
): Promise<LabNode | undefined> {
  let failure: LabError | undefined;
  for (const node of nodes) {
    try {
      await transact(provider.node(lab, node).address);
      return node;
    } catch (error) {
      failure ??= new LabError('shrink.no-write', { node: node.name, reason: (error as Error).message });
    }
  }
  if (failure) throw failure;
  return undefined;
}

/** Has one more transaction acknowledged, and waits until all of the nodes have it. @throws LabError shrink.behind */
async function untilAllHaveIt(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { signal }: Context,
): Promise<void> {
  const asked = await writeOnAny(lab, provider, nodes);
  if (!asked) return;
  const acknowledged = await zxidOf(lab, provider, asked);
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
  // One whose machine does not run has no server to stop.
  const states = await provider.states(lab);
  const stopping = stopped.filter(({ name }) => states.some((each) => each.name === name && each.running));
  await Promise.all(stopping.map((node) => provider.node(lab, node).stopServer(context)));
  const left = lab.nodes.filter((node) => !stopped.includes(node));
  await waitUntilReady(lab, provider, left, context);
  await untilAllHaveIt(lab, provider, staying, context);
}

/** Stops the ensemble once everybody who stays has everything, and starts it without those that leave. */
async function goStopped(lab: Lab, change: Shrinking, provider: Provider, context: Context): Promise<Lab> {
  if (change.phase === 'leave') {
    await leave(lab, change, provider, context);
    noteUnfinished(lab, { ...change, phase: 'stop' });
  }
  context.emit({ type: 'step', title: sentence('shrink.step', { nodes: namesOf(change.members) }) });
  await provider.down(lab, lab.nodes, context);
  await provider.remove(lab, leavingOf(lab, change), context);
  const now = await writeMembers(lab, change.members, provider, context);
  await restartWith(now, provider, [], context);
  return now;
}

/** Has the ensemble let go of those that leave while it serves. */
async function goServing(lab: Lab, change: Shrinking, provider: Provider, context: Context): Promise<Lab> {
  const leaving = leavingOf(lab, change);
  const [asked] = stayingOf(lab, change);
  context.emit({ type: 'step', title: sentence('shrink.leave', { nodes: namesOf(leaving) }) });
  if (asked && leaving.length > 0) {
    await removeMembers(lab, provider, asked, leaving, context);
    await provider.down(lab, leaving, context);
    await provider.remove(lab, leaving, context);
  }
  const now = await writeMembers(lab, change.members, provider, context);
  await waitUntilReady(now, provider, now.nodes, context);
  return now;
}

/**
 * Shrinks a lab that runs: those with the highest numbers of each kind leave, and are removed with their data. One that was
 * interrupted goes on where it was.
 * @param voters how many are to vote then
 * @throws UsageError shrink.more, shrink.same, shrink.none, shrink.self-kept, nodes.…, members.edited; LabError
 * members.not-serving and the like: nothing was changed then; and as changeMembers does
 */
export function shrink(held: Lab, voters: number, options: GrowOptions, context: Context): Promise<Changed> {
  const typed = typedSize(voters, options);
  return changeMembers(
    held,
    {
      verb: 'shrink',
      typed,
      plan: async (lab, provider) =>
        planned(lab, provider, sizeWanted(lab, 'shrink', voters, options), typed, context),
      async carryOut(lab, provider, change, begun) {
        if (begun && change.phase === 'leave') {
          await revive(lab, provider, lab.nodes, stayingOf(lab, change), context);
        }
        const go = isSelfKept(lab) ? goServing : goStopped;
        return go(lab, change, provider, context);
      },
    },
    options,
    context,
  );
}

async function planned(
  lab: Lab,
  provider: Provider,
  size: Size,
  typed: string,
  context: Context,
): Promise<Shrinking> {
  const members = shrunk(lab.nodes, size);
  // Observers of one server alone, for one, cannot be: better known before anything is stopped.
  assertNodes(members, lab.network);
  const staying = stayingOf(lab, { members });
  // ZooKeeper keeps no configuration with one voter.
  if (isSelfKept(lab) && votersOf(members).length < 2) throw new UsageError('shrink.self-kept');
  await assertServing(lab, provider, votersOf(staying), context);
  await assertMachinesAnswer(lab, provider, leavingOf(lab, { members }));
  await assertPlain(lab, provider, staying);
  return { verb: 'shrink', typed, members, phase: 'leave' };
}

/** Who would leave. Nothing is asked of anybody. @throws UsageError as `shrink` does */
export function shrinkLeavers(lab: Lab, voters: number, options: GrowOptions): LabNode[] {
  const begun = unfinished(lab, 'shrink', typedSize(voters, options));
  return leavingOf(lab, begun ?? { members: shrunk(lab.nodes, sizeWanted(lab, 'shrink', voters, options)) });
}
