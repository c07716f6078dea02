import { type InForce, nodesIn, silences } from '../faults/fault.js';
import { hindered, leavesNoQuorum } from '../faults/hindered.js';
import { toldFault } from '../faults/told.js';
import { LabError } from '../messages/errors.js';
import { listed, type Sentence, say, sentence, textOf } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, nodesNamed } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { reaches } from '../model/stages.js';
import { assertFinished } from '../model/unfinished.js';
import type { NodeHandle, Provider, ProviderName, Whereabouts } from '../providers/contract.js';
import { withLogPlaces } from '../software/zookeeper/server-log.js';
import { applyConfiguration, assertConfiguration, notAnswering } from './apply-configuration.js';
import { assertEnough } from './assert-enough.js';
import { chooseProvider, toldChoice } from './choose-provider.js';
import type { VerbOptions } from './context.js';
import { remember } from './holder.js';
import { assertStartable } from './preconditions.js';
import { prepareNodes } from './prepare-nodes.js';
import { inspectServer } from './server-inspection.js';
import { type LabStatus, statusOn } from './status.js';
import { waitUntilReady } from './wait.js';
import { assertPlaces } from './whereabouts.js';

/** Nodes of a lab that is held whose machines are to be started, and those of them whose ports have to be free for it. */
async function notRunning(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
): Promise<{ starting: LabNode[]; opening: LabNode[] }> {
  const states = await provider.states(lab);
  const stateOf = ({ name }: LabNode) => states.find((state) => state.name === name);
  const starting = nodes.filter((node) => !stateOf(node)?.running && !stateOf(node)?.suspended);
  return { starting, opening: starting.filter((node) => !stateOf(node)?.keepsPorts) };
}

/**
 * Starts ZooKeeper where its machine ran before and it does not: `zkServer.sh stop` is the tutorial's last step. One that
 * takes connections and says nothing is wedged, and made to start anew.
 * @param nodes those that did not answer; one that was given its configuration since may do so now
 */
async function startStopped(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  context: Context,
): Promise<void> {
  const found = await Promise.all(
    nodes.map(async (node) => {
      const handle = provider.node(lab, node);
      const { from } = await handle.ask('srvr', 'engine');
      if (from === 'server') return undefined;
      const { process } = await inspectServer(lab, provider, handle, context.signal);
      const goesOn = process === 'paused' || (from === 'nobody' && process === 'running');
      return goesOn ? undefined : { handle, wedged: from === 'silence' };
    }),
  );
  const stopped = found.filter((each) => each !== undefined);
  if (stopped.length === 0) return;
  // One step for all: they start at the same time.
  const names = namesOf(stopped.map(({ handle }) => handle.node));
  context.emit({ type: 'step', title: sentence('up.starting-server', { nodes: names }) });
  await Promise.all(
    stopped.map(async ({ handle, wedged }) => {
      if (wedged) {
        context.emit({ type: 'note', text: sentence('up.wedged', { node: handle.node.name }) });
        await killServer(handle, context);
      }
      await handle.startServer(context);
    }),
  );
}

/** Ends a server that no longer listens to anybody, whoever started it. */
async function killServer(handle: NodeHandle, { signal }: Context): Promise<void> {
  const { pidFile, log } = handle.layout;
  // Who started it by hand may have it note its number elsewhere.
  const line = '[ -s "$1" ] || { find_log; echo "$SERVER" >"$1"; }; kill -9 "$(cat "$1")"; rm -f "$1"';
  await handle.exec([...withLogPlaces(log, line), pidFile], { interactive: false, signal });
}

/**
 * Tells of faults that are in force, which `up` leaves as they are.
 * @returns of the nodes those whose server no fault has ended, and of these the ones that can be waited for; and the faults, where
 * they leave no quorum
 */
async function besideFaults(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { emit }: Context,
): Promise<{ free: readonly LabNode[]; able: readonly LabNode[]; hopeless: readonly InForce[] }> {
  const faults = await provider.faults.inForce(lab);
  if (faults.length === 0) return { free: nodes, able: nodes, hopeless: [] };
  for (const fault of faults) {
    emit({ type: 'note', text: sentence('fault.up', { told: textOf(toldFault(fault)) }) });
  }
  const silent = faults.filter(silences).flatMap(nodesIn);
  const slow = hindered(lab, faults);
  const unable = nodes.filter(({ name }) => slow.includes(name));
  const hopeless = leavesNoQuorum(lab, faults) ? faults : [];
  if (unable.length > 0 && hopeless.length === 0) {
    emit({ type: 'note', text: sentence('fault.up.not-waited', { nodes: namesOf(unable) }) });
  }
  return {
    free: nodes.filter(({ name }) => !silent.includes(name)),
    able: nodes.filter((node) => !unable.includes(node)),
    hopeless,
  };
}

/** What `up` may be told. */
export interface UpOptions extends VerbOptions {
  /** Names of the nodes to bring up; all if empty. */
  readonly nodes?: readonly string[];
  /** Where on its engine the lab is to be. */
  readonly where?: Whereabouts;
  /** The nodes were there until now and are made anew: that is why they are where `provider` says. */
  readonly anew?: boolean;
}

/**
 * Brings a lab up and waits until it does what its stage promises.
 * @throws LabError where no provider can be used, something is in the way, or the lab does not come up; fault.up.no-quorum
 * @throws UsageError up.no-such-place
 */
export async function up(lab: Lab, options: UpOptions, context: Context): Promise<LabStatus> {
  const nodes = nodesNamed(lab, options.nodes ?? []);
  assertFinished(lab);
  const { where = {} } = options;
  const choice = await chooseProvider(lab, options.provider);
  const { provider, held } = choice;
  assertPlaces(where, provider);
  const told = options.anew ? { ...choice, why: say('up.because.held') } : choice;
  context.emit({ type: 'step', title: toldChoice(told) });
  context.signal.throwIfAborted();

  await assertConfiguration(lab, provider);
  await provider.settle(lab, where, context);
  const all = { starting: nodes, opening: nodes };
  const { starting, opening } = held ? await notRunning(lab, provider, nodes) : all;
  const { ssh, network, given } = provider.capabilities;
  // What is held already has its network: the interface that would be found is its own.
  await assertStartable(lab, opening, { ssh, network: network && !held, given });

  const whole = { free: nodes, able: nodes, hopeless: [] };
  const { free, able, hopeless } = held ? await besideFaults(lab, provider, nodes, context) : whole;
  remember(lab, provider);
  if (free.length > 0) await provider.up(lab, free, context);
  remember(lab, provider);
  // Who runs and does not answer may have ended over a mistake in config/ that was corrected since.
  const ran = able.filter((node) => !starting.includes(node));
  const silent = await notAnswering(lab, provider, ran);
  await applyConfiguration(lab, provider, silent, context);
  if (reaches(lab.spec.until, 'cluster')) await startStopped(lab, provider, silent, context);
  await assertEnough(lab, provider, able, context);
  // So may who looks for a leader and finds none, which only time tells from an election that is under way.
  const apply = async (stuck: readonly LabNode[]) =>
    held && (await applyConfiguration(lab, provider, stuck, context));
  await waitUntilReady(lab, provider, able, context, apply);
  if (held && (await applyConfiguration(lab, provider, able, context))) {
    await waitUntilReady(lab, provider, able, context);
  }
  await prepareNodes(lab, provider, free, context);
  if (hopeless.length > 0 && reaches(lab.spec.until, 'cluster')) {
    const told = listed(hopeless.map((each) => textOf(toldFault(each))));
    throw new LabError('fault.up.no-quorum', { told });
  }
  return statusOn(lab, provider);
}

/**
 * What `up` would do to machines that are somebody's: a sentence for each, and what their owner should know. Changes nothing.
 * @throws LabError where it could not be done, with what is in the way
 */
export async function planUp(
  lab: Lab,
  options: UpOptions,
): Promise<{ provider: ProviderName; plan: readonly Sentence[] }> {
  const { provider } = await chooseProvider(lab, options.provider);
  assertPlaces(options.where ?? {}, provider);
  const plan = await provider.plan(lab, nodesNamed(lab, options.nodes ?? []));
  return { provider: provider.name, plan };
}
