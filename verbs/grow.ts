/**
 * Growing an ensemble without losing what was acknowledged. Servers that disagree on who votes lose writes: with ZooKeeper 3.4
 * a leader counts the acknowledgement of a stranger, and new empty servers that outnumber the old ones elect one of themselves.
 * So the old ones are stopped together, get the new configuration, and all serve again before anybody new is started. From 3.5
 * on an ensemble may keep its configuration itself; then newcomers are added while it serves.
 */
import { UsageError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, nodeNamed } from '../model/lab.js';
import { type GrowthStep, grown, growthSteps, type Size, sizeOf } from '../model/membership.js';
import { assertNodes } from '../model/nodes.js';
import { type Change, holdBack, holdNobody, noteUnfinished } from '../model/unfinished.js';
import type { Provider } from '../providers/contract.js';
import type { VerbOptions } from './context.js';
import { withAddresses } from './host-addresses.js';
import {
  assertPlain,
  type Changed,
  changeMembers,
  letJoin,
  letOneJoin,
  restartWith,
  startAndWait,
} from './members.js';
import { assertStartable } from './preconditions.js';
import { prepareNodes } from './prepare-nodes.js';
import { addMember, isSelfKept } from './reconfigure-members.js';
import { assertServing } from './serving.js';
import { labWith, writeMembers } from './write-members.js';

type Growth = Extract<Change, { verb: 'grow' }>;

/** How many there are to be. Left out: as many as there are. */
export interface GrowOptions extends VerbOptions {
  readonly observers?: number | undefined;
  /** Machines that are to join, where the lab's nodes are machines that are there already. */
  readonly hosts?: readonly string[] | undefined;
}

/** A change of size as it is typed behind its verb: 5 --observers 1. */
export const typedSize = (voters: number, { observers, hosts = [] }: GrowOptions): string =>
  [
    String(voters),
    ...(observers === undefined ? [] : ['--observers', String(observers)]),
    ...(hosts.length === 0 ? [] : ['--hosts', hosts.join(',')]),
  ].join(' ');

/** How many of each kind there are to be. @throws UsageError members.bad-number */
export function sizeWanted(
  lab: Lab,
  verb: 'grow' | 'shrink',
  voters: number,
  { observers = sizeOf(lab.nodes).observers }: GrowOptions,
): Size {
  const size = { voters, observers };
  for (const [name, value] of Object.entries(size)) {
    if (Number.isInteger(value) && value >= 0) continue;
    const example = verb === 'grow' ? '5' : '3';
    throw new UsageError('members.bad-number', { name, value: String(value), verb, example });
  }
  return size;
}

/** What is to be done, and that it can be. @throws as `grow` does */
async function planned(
  lab: Lab,
  provider: Provider,
  size: Size,
  { hosts = [], typed }: Pick<GrowOptions, 'hosts'> & { typed: string },
  context: Context,
): Promise<Growth> {
  const members = grown(lab.nodes, size, lab.spec, await withAddresses(hosts));
  assertNodes(members, lab.network);
  await assertServing(lab, provider, lab.nodes, context);
  await assertPlain(lab, provider, lab.nodes);
  const whole = await labWith(lab, members, context);
  const joining = whole.nodes.filter(({ id }) => !lab.nodes.some((node) => node.id === id));
  // Before anything is changed on anybody's machine.
  for (const text of await provider.plan(whole, joining)) context.emit({ type: 'note', text });
  await assertStartable(whole, joining, { ...provider.capabilities, network: false });
  // What joins while the others serve needs no steps.
  const first = lab.nodes.map(({ name }) => name);
  const steps = isSelfKept(lab) ? [{ members, first }] : growthSteps(lab.nodes, members);
  return { verb: 'grow', typed, steps, phase: 'stop' };
}

/** The old ones with the new configuration. */
async function renew(
  lab: Lab,
  { members, first }: GrowthStep,
  provider: Provider,
  context: Context,
): Promise<Lab> {
  await provider.down(lab, lab.nodes, context);
  // Before the files name them: whoever types docker compose up meanwhile does no harm.
  holdBack(
    lab,
    members.map(({ name }) => name).filter((name) => !first.includes(name)),
  );
  const now = await writeMembers(lab, members, provider, context);
  await restartWith(now, provider, first, context);
  return now;
}

/** The new ones join one after another, while the others serve. */
async function joinServing(
  lab: Lab,
  { steps: [step] }: Growth,
  provider: Provider,
  context: Context,
): Promise<Lab> {
  if (!step) return lab;
  const { members, first } = step;
  const names = members.map(({ name }) => name).filter((name) => !first.includes(name));
  holdBack(lab, names);
  const now = await writeMembers(lab, members, provider, context);
  // Their machines first; their servers one by one.
  if (provider.capabilities.machine === 'own') await provider.up(now, now.nodes, context);
  const asked = nodeNamed(now, first[0] ?? '');
  for (const [index, name] of names.entries()) {
    const node = nodeNamed(now, name);
    await letOneJoin(now, provider, node, names.slice(index + 1), context);
    await addMember(now, provider, asked, node, context);
  }
  holdNobody(now);
  // Machines learn of new names and keys when they start: one after another, while the others serve.
  if (provider.capabilities.machine === 'own') {
    for (const name of first) {
      await provider.down(now, [nodeNamed(now, name)], context);
      await startAndWait(now, provider, [name], context);
    }
  }
  return now;
}

/** All steps that are left, in each of which the ensemble is away for seconds. */
async function joinStopped(lab: Lab, growth: Growth, provider: Provider, context: Context): Promise<Lab> {
  let now = lab;
  let { phase } = growth;
  for (const [index, step] of growth.steps.entries()) {
    const left = { ...growth, steps: growth.steps.slice(index) };
    if (phase === 'stop') {
      noteUnfinished(now, { ...left, phase });
      context.emit({ type: 'step', title: sentence('grow.step', { nodes: namesOf(step.members) }) });
      now = await renew(now, step, provider, context);
      noteUnfinished(now, { ...left, phase: 'join' });
    }
    await letJoin(now, provider, context);
    phase = 'stop';
  }
  return now;
}

/**
 * Grows a lab that runs, in steps in each of which the members of before are a quorum by themselves; the ensemble is away for
 * seconds in each. One that keeps its configuration itself serves throughout. One that was interrupted goes on where it was.
 * @param voters how many are to vote then
 * @throws UsageError grow.fewer, grow.same, nodes.…, members.edited; LabError members.not-serving and the like: nothing was
 * changed then; and as changeMembers does
 */
export function grow(held: Lab, voters: number, options: GrowOptions, context: Context): Promise<Changed> {
  const typed = typedSize(voters, options);
  return changeMembers(
    held,
    {
      verb: 'grow',
      typed,
      plan: async (lab, provider) =>
        planned(lab, provider, sizeWanted(lab, 'grow', voters, options), { ...options, typed }, context),
      async carryOut(lab, provider, growth) {
        const join = isSelfKept(lab) ? joinServing : joinStopped;
        const now = await join(lab, growth, provider, context);
        await prepareNodes(now, provider, now.nodes, context);
        return now;
      },
    },
    options,
    context,
  );
}
