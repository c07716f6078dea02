import { type Fault, type FaultVerb, type InForce, nodesIn, silences, touches } from '../faults/fault.js';
import { parseFaults } from '../faults/parse.js';
import { toldFault } from '../faults/told.js';
import { LabError } from '../messages/errors.js';
import { say, sentence, textOf } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, nodesNamed } from '../model/lab.js';
import { reaches } from '../model/stages.js';
import { assertNoStorm, stormOf } from '../model/storm-notes.js';
import type { LeftOfFaults, Provider } from '../providers/contract.js';
import { assertInPlace } from './assert-in-place.js';
import type { VerbOptions } from './context.js';
import { holderOf, requireChangeable, toldUnasked } from './holder.js';
import { nextStepOf } from './next-step.js';
import { leftRoots, removeRemains } from './storm-remains.js';

/** What `fault` may be told. */
export interface FaultOptions extends VerbOptions {
  readonly verb: FaultVerb;
  /** As they are typed behind the verb: names of nodes, and a value where the verb has one. */
  readonly words: readonly string[];
  /** Milliseconds after which it ends by itself; absent: it does not. */
  readonly lasting?: number | undefined;
}

/** @throws LabError fault.cannot where the lab's provider has no such fault */
function assertPossible(provider: Provider, verb: FaultVerb): void {
  const possible = provider.capabilities.faults[verb];
  if (possible === true) return;
  throw new LabError('fault.cannot', { verb, provider: provider.name, reason: textOf(possible) });
}

/** A server that one fault has ended cannot be ended, or frozen, by another. @throws LabError fault.already */
function assertNoneLike(fault: Fault, present: readonly InForce[]): void {
  const exclusive = (each: Fault): boolean => silences(each) || each.verb === 'fill' || each.verb === 'clock';
  if (!exclusive(fault)) return;
  const like = present.find(
    (each) => touches(each, nodesIn(fault)) && (silences(fault) ? silences(each) : each.verb === fault.verb),
  );
  if (!like) return;
  throw new LabError('fault.already', {
    node: nodesIn(fault).join(),
    told: textOf(toldFault(like)),
  });
}

/** @throws LabError fault.no-server.yours where no server runs that `up` would not start either, and as the provider does */
async function putOn(
  lab: Lab,
  provider: Provider,
  each: Fault,
  options: FaultOptions,
  context: Context,
): Promise<InForce> {
  try {
    return await provider.faults.put(lab, each, options.lasting, context);
  } catch (error) {
    const lacksServer = error instanceof LabError && error.code === 'fault.no-server';
    if (!lacksServer || reaches(lab.spec.until, 'cluster')) throw error;
    const next = await nextStepOf(lab, options, context.signal);
    throw new LabError('fault.no-server.yours', { node: nodesIn(each).join(), verb: each.verb, next });
  }
}

/**
 * Puts faults in force on a lab that is up: one for each named node, a cut once.
 * @returns those that are in force now
 * @throws UsageError fault.…, lab.no-node; LabError lab.not-up, storm.goes-on, node.displaced, fault.cannot, fault.already, fault.no-server, node.not-running, …
 */
export async function fault(lab: Lab, options: FaultOptions, context: Context): Promise<InForce[]> {
  const { verb, words, lasting } = options;
  const wanted = parseFaults(lab, verb, words);
  const provider = await requireChangeable(lab, options.provider);
  assertPossible(provider, verb);
  assertNoStorm(lab, provider.name);
  const [states, present] = await Promise.all([provider.states(lab), provider.faults.inForce(lab)]);
  assertInPlace(lab, states);
  for (const each of wanted) assertNoneLike(each, present);
  const put: InForce[] = [];
  for (const each of wanted) {
    context.emit({ type: 'step', title: sentence('fault.putting', { told: textOf(toldFault(each)) }) });
    put.push(await putOn(lab, provider, each, { ...options, lasting }, context));
  }
  return put;
}

/** What came of `heal`. */
export interface Healed {
  /** The faults that were in force. */
  readonly ended: readonly InForce[];
  /** The nodes on which something had been left that nothing held any more. */
  readonly swept: readonly string[];
  /** Znodes that storms had left that were broken off. */
  readonly storms: readonly string[];
}

/**
 * Undoes every fault that touches one of the nodes, or all; and what of faults is left there, by a run that was killed say; where
 * no node is named, also what a storm of this lab has left in the ensemble. What was stopped in another way stays so.
 * @throws LabError lab.not-up
 */
export async function heal(
  lab: Lab,
  options: VerbOptions & { readonly nodes: readonly string[] },
  context: Context,
): Promise<Healed> {
  const nodes = nodesNamed(lab, options.nodes);
  const names = nodes.map(({ name }) => name);
  const provider = await requireChangeable(lab, options.provider);
  // What is in force is undone whoever has put it there; the next one comes.
  const pid = stormOf(lab, provider.name);
  if (pid !== undefined) {
    context.emit({ type: 'note', text: sentence('storm.goes-on', { pid: String(pid) }) });
  }
  const ended = (await provider.faults.inForce(lab)).filter((each) => touches(each, names));
  for (const each of ended) {
    context.emit({ type: 'step', title: sentence('fault.healing', { told: textOf(toldFault(each)) }) });
  }
  await provider.faults.end(lab, ended, context);
  const { found } = await provider.faults.left(lab, nodes);
  const left = nodes.filter(({ name }) => found.includes(name));
  if (left.length > 0) {
    context.emit({ type: 'step', title: sentence('fault.sweeping', { nodes: namesOf(left) }) });
    await provider.faults.sweep(lab, left, context);
  }
  const storms = options.nodes.length === 0 ? await removeRemains(lab, provider, context) : [];
  return { ended, swept: found, storms };
}

/** That `heal` found nothing, in the user's language; elsewhere there may be something. @param named the nodes that it was told */
export function nothingHealed(lab: Lab, named: readonly string[]): string {
  if (named.length === 0) return say('fault.nothing');
  return say('fault.nothing.nodes', { nodes: namesOf(nodesNamed(lab, named)) });
}

/** What is in force on a lab, as its engine holds it, and what is left on nodes that nothing holds. */
export interface FaultsFound extends LeftOfFaults {
  readonly faults: readonly InForce[];
  /** Znodes that storms of this lab have noted and that are over: they may be there yet. */
  readonly storms: readonly string[];
  /** The process whose storm puts faults in force, one after another. */
  readonly goesOn?: number | undefined;
  /** Which engines could not be asked whether they hold the lab, and why, in the user's language; '' where all could. */
  readonly unasked: string;
}

/** Asks engine and nodes. */
export async function faultsOf(lab: Lab, options: VerbOptions): Promise<FaultsFound> {
  const { provider, unasked } = await holderOf(lab, options.provider);
  if (!provider) return { faults: [], found: [], unseen: [], storms: [], unasked: toldUnasked(unasked) };
  const faults = await provider.faults.inForce(lab);
  const storms = leftRoots(lab, provider);
  const goesOn = stormOf(lab, provider.name);
  return { faults, storms, goesOn, unasked: '', ...(await provider.faults.left(lab, lab.nodes)) };
}
