/**
 * Growing an ensemble without losing what was acknowledged. Servers that disagree on who votes lose writes: with ZooKeeper 3.4
 * a leader counts the acknowledgement of a stranger, and new empty servers that outnumber the old ones elect one of themselves.
 * So the old ones are stopped together, get the new configuration, and all serve again before anybody new is started. From 3.5
 * on an ensemble may keep its configuration itself; then newcomers are added while it serves.
 */
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, nodeNamed } from '../model/lab.js';
import { type GrowthStep, grown, growthSteps, type Size, sizeOf } from '../model/membership.js';
import { type Change, forgetUnfinished, noteUnfinished } from '../model/unfinished.js';
import type { Provider } from '../providers/contract.js';
import type { VerbOptions } from './context.js';
import {
  assertPlain,
  assertServing,
  changeable,
  holdBack,
  holdNobody,
  letJoin,
  letOneJoin,
  restartWith,
  toldIfInterrupted,
  unfinished,
} from './members.js';
import { assertStartable } from './preconditions.js';
import { prepareNodes } from './prepare-nodes.js';
import { addMember, isSelfKept } from './reconfigure-members.js';
import { type LabStatus, statusOn } from './status.js';
import { labWith, writeMembers } from './write-members.js';

type Growth = Extract<Change, { verb: 'grow' }>;

/** How many there are to be. Left out: as many as there are. */
export interface GrowOptions extends VerbOptions {
  readonly observers?: number | undefined;
}

/** A change of size as it is typed behind its verb: 5 --observers 1. */
export const typedSize = (voters: number, observers: number | undefined): string =>
  observers === undefined ? String(voters) : `${voters} --observers ${observers}`;

/** What is to be done, and that it can be. @throws as `grow` does */
async function planned(
  lab: Lab,
  provider: Provider,
  size: Size,
  typed: string,
  context: Context,
): Promise<Growth> {
  const members = grown(lab.nodes, size, lab.spec);
  await assertServing(lab, provider, lab.nodes);
  await assertPlain(lab, provider, lab.nodes);
  const whole = await labWith(lab, members, context);
  const joining = whole.nodes.filter(({ id }) => !lab.nodes.some((node) => node.id === id));
  await assertStartable(whole, joining, { ssh: provider.capabilities.ssh, network: false });
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
  { members, first }: GrowthStep,
  provider: Provider,
  context: Context,
): Promise<Lab> {
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
  return now;
}

/**
 * Grows a lab that runs, in steps in each of which the members of before are a quorum by themselves. The ensemble is away for
 * seconds in each. One that was interrupted goes on where it was.
 * @param voters how many are to vote then
 * @returns the lab as it is then, and how it is
 * @throws UsageError grow.fewer, grow.same, members.stage, members.edited; LabError members.not-serving and the like:
 * nothing was changed then
 */
export async function grow(
  lab: Lab,
  voters: number,
  options: GrowOptions,
  context: Context,
): Promise<{ lab: Lab; status: LabStatus }> {
  const typed = typedSize(voters, options.observers);
  const provider = await changeable(lab, options);
  const { observers } = sizeOf(lab.nodes);
  const size = { voters, observers: options.observers ?? observers };
  const begun = unfinished(lab, 'grow', typed);
  let change = begun ?? (await planned(lab, provider, size, typed, context));
  let now = lab;
  await toldIfInterrupted(lab, context, async () => {
    for (;;) {
      const [step, ...steps] = change.steps;
      if (!step) break;
      const names = namesOf(step.members);
      noteUnfinished(now, change);
      if (isSelfKept(lab)) now = await joinServing(now, step, provider, context);
      else if (change.phase === 'stop') {
        context.emit({ type: 'step', title: sentence('grow.step', { nodes: names }) });
        now = await renew(now, step, provider, context);
        change = { ...change, phase: 'join' };
        noteUnfinished(now, change);
      }
      if (!isSelfKept(lab)) await letJoin(now, provider, context);
      change = { ...change, steps, phase: 'stop' };
    }
    await prepareNodes(now, provider, now.nodes, context);
    forgetUnfinished(now);
  });
  return { lab: now, status: await statusOn(now, provider) };
}
