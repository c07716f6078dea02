/**
 * config/ in a lab is what its nodes run with. What its owner edits there is looked through before any node is touched,
 * and then applied to the nodes that run by restarting one server after the other.
 */

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import { listed, sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { reaches } from '../model/stages.js';
import { configurationOf } from '../providers/common/configuration.js';
import type { NodeConfiguration, NodeHandle, Provider } from '../providers/contract.js';
import { keepingOutput } from '../providers/kept-output.js';
import { logCommand, logPathCommand } from '../software/zookeeper/server-log.js';
import {
  asksAgainWithin,
  type Condition,
  type Mode,
  type ServerState,
  stateBy,
} from '../software/zookeeper/server-state.js';
import { decidedBy, decidedSettings, zooCfgProblem, zooCfgSettings } from '../software/zookeeper/zoo-cfg.js';
import { isInPath } from '../system/programs.js';
import { start } from '../system/run.js';
import { changedNodes, madeOf } from './assert-harmless.js';

/** Milliseconds between two questions to a server, and between two looks whether it runs at all. */
const askEvery = 100;
const lookEvery = 2_000;

/** How often in a row a server has to say that it serves. */
const timesServing = 3;

const file = 'config/zoo.cfg';

/** Whether the lab goes so far that its nodes have a configuration of ZooKeeper's. */
const isConfigured = ({ spec }: Lab): boolean => reaches(spec.until, 'zookeeper');

/**
 * Refuses a configuration with which no server would start, or that is no matter of editing, before anything is touched.
 * @throws LabError zoo-cfg.…, config.shell, config.decided.…, lab.damaged
 */
export async function assertConfiguration(lab: Lab, provider: Provider): Promise<void> {
  const made = madeOf(lab);
  const change = changedNodes(made.nodes, lab.nodes);
  if (change) throw new LabError('config.other-nodes', { ...change });
  if (!isConfigured(lab)) return;
  const text = configurationOf(lab, 'zoo.cfg');
  const problem = zooCfgProblem(text);
  if (problem) {
    const { fault, line, name, value } = problem;
    throw new LabError(`zoo-cfg.${fault}`, { origin: line === 0 ? file : `${file}:${line}`, name, value });
  }
  await Promise.all(['java.env', 'zookeeper-env.sh'].map((name) => assertShell(lab, name)));
  await assertUndecided(lab, provider, text);
}

/** @throws LabError config.shell for a file that bash does not understand */
async function assertShell({ dir }: Lab, name: string): Promise<void> {
  if (!isInPath('bash')) return;
  const { child } = await start('bash', ['-n', join('config', name)], { cwd: dir, stdin: 'ignore' });
  const { failed, stderr } = await child;
  if (failed) throw new LabError('config.shell', { reason: String(stderr).trim() });
}

/** A setting that the lab decides, as its zoo.cfg has it and as it should be; absent where it is not there. */
interface Differing {
  readonly name: string;
  readonly value: string | undefined;
  readonly wanted: string | undefined;
}

const plain = (value: string | undefined): string | undefined => value?.replace(/:participant$/, '');

function differing(
  settings: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): Differing | undefined {
  const names = [...new Set([...wanted.keys(), ...settings.keys()])];
  const name = names
    .filter((each) => decidedBy(each) !== undefined)
    .find((each) => plain(settings.get(each)) !== plain(wanted.get(each)));
  return name === undefined ? undefined : { name, value: settings.get(name), wanted: wanted.get(name) };
}

/**
 * Servers, data folders and ports hang together with what engine and nodes have: they are not moved by editing.
 * What a node was given with such settings, by whatever way, it may go on with.
 * @throws LabError config.decided.…
 */
async function assertUndecided(lab: Lab, provider: Provider, text: string): Promise<void> {
  const settings = zooCfgSettings(text);
  const found = differing(settings, decidedSettings(lab.nodes, lab.facts.zookeeper.home));
  const by = found && decidedBy(found.name);
  if (!found || !by) return;
  const given = (await lookAt(lab, provider, lab.nodes)).map(({ configuration }) => configuration.zooCfg);
  const known = given.filter((each) => each !== undefined);
  if (known.length > 0 && known.every((each) => !differing(settings, zooCfgSettings(each)))) return;
  const { name, value = '–', wanted = '–' } = found;
  throw new LabError(`config.decided.${by}`, { file, name, value, wanted });
}

/** A node that runs, and how its configuration stands to the lab's. */
interface Looked {
  readonly handle: NodeHandle;
  readonly configuration: NodeConfiguration;
}

/** Those of the nodes that run, all looked at at once. */
async function lookAt(lab: Lab, provider: Provider, nodes: readonly LabNode[]): Promise<Looked[]> {
  const states = await provider.states(lab);
  const shared = provider.capabilities.machine === 'shared';
  const running = nodes.filter(
    ({ name }) => shared || states.some((state) => state.name === name && state.running),
  );
  return Promise.all(
    running.map(async (node) => {
      const handle = provider.node(lab, node);
      return { handle, configuration: await handle.configuration() };
    }),
  );
}

/** Followers first, the leader last, so that one election is all that it takes; before all others who does not serve. */
const order = (mode: Mode | null): number => (mode === null ? 0 : mode === 'leader' ? 2 : 1);

/** Those of the nodes whose server does not answer; one that looks for a leader does. */
export async function notAnswering(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
): Promise<LabNode[]> {
  const heard = await Promise.all(nodes.map((node) => provider.node(lab, node).ask('srvr', 'engine')));
  return nodes.filter((_, index) => heard[index]?.from !== 'server');
}

/** By the engine where its ports lead elsewhere: a server that is not heard would be taken for one that needs no care. */
const stateOf = async ({ ask }: NodeHandle): Promise<ServerState> => stateBy(await ask('srvr', 'engine'));

/**
 * Applies what was edited in config/ to the nodes that run: a restart of one server after the other, each of which serves
 * again before the next, and none while the others would be no quorum without it.
 * @param nodes those that are to have it
 * @returns whether any was restarted: where that was the leader, the others may be looking for a new one still
 * @throws LabError config.others, config.others-run, config.not-serving, config.failed; the nodes that were not reached keep serving
 */
export async function applyConfiguration(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { emit, signal }: Context,
): Promise<boolean> {
  if (!isConfigured(lab)) return false;
  const looked = await lookAt(lab, provider, nodes);
  for (const { handle, configuration } of looked) {
    for (const path of configuration.kept) {
      emit({ type: 'note', text: sentence('config.kept', { node: handle.node.name, file: path }) });
    }
  }
  const due = looked.filter(({ configuration }) => configuration.pending.length > 0);
  if (due.length === 0) return false;
  const modes = await Promise.all(due.map(async ({ handle }) => (await stateOf(handle)).mode));
  const inOrder = due
    .map((each, index) => ({ ...each, mode: modes[index] ?? null }))
    .sort((a, b) => order(a.mode) - order(b.mode));
  if (lab.quorum.tolerated === 0 && inOrder.some(({ mode }) => mode !== null)) {
    emit({ type: 'note', text: sentence('config.pause') });
  }
  const given: NodeHandle[] = [];
  for (const { handle, configuration, mode } of inOrder) {
    const { name } = handle.node;
    signal.throwIfAborted();
    const files = listed(configuration.pending);
    emit({ type: 'step', title: sentence('config.applying', { node: name, files }) });
    if (mode !== null && handle.node.role === 'participant') {
      const missed = await missedWithout(lab, provider, handle, signal);
      if (missed.length > 0) throw await cannotRestart(handle, missed, given, files);
    }
    await handle.reconfigure();
    given.push(handle);
    if (mode !== null) await untilServing(provider, handle, files, signal);
    emit({ type: 'ready', node: name });
  }
  return true;
}

/** A voter that does not serve, and how its server is. */
interface Missed {
  readonly node: LabNode;
  readonly condition: Condition;
}

/** Waits until the ensemble can do without a node. @returns nobody; or, where it cannot, the others that do not serve */
async function missedWithout(
  lab: Lab,
  provider: Provider,
  { node }: NodeHandle,
  signal: AbortSignal,
): Promise<Missed[]> {
  const { tolerated, needed } = lab.quorum;
  if (tolerated === 0) return [];
  const others = lab.nodes.filter(({ role, name }) => role === 'participant' && name !== node.name);
  let deadline = Date.now() + provider.capabilities.patience;
  let before = 0;
  for (;;) {
    const asked = await Promise.all(
      others.map(async (other) => ({ node: other, ...(await stateOf(provider.node(lab, other))) })),
    );
    const serving = asked.filter((other) => other.serving).length;
    if (serving >= needed) return [];
    if (serving !== before) deadline = Date.now() + provider.capabilities.patience;
    before = serving;
    const states = await provider.states(lab);
    // One voter that is not there yet may come; who does not run at all will not.
    const running = others.filter((other) =>
      states.some(({ name, running }) => name === other.name && running),
    );
    if (Date.now() > deadline || running.length < needed) return asked.filter((other) => !other.serving);
    await pause(askEvery, undefined, { signal });
  }
}

/** Why a node is not restarted: one before it does not serve any more with what it was given, or others did not before. */
async function cannotRestart(
  { node }: NodeHandle,
  missed: readonly Missed[],
  given: readonly NodeHandle[],
  files: string,
): Promise<LabError> {
  const faltering = given.findLast((handle) => missed.some((other) => other.node.name === handle.node.name));
  if (faltering) return notServing(faltering, files);
  const absent = namesOf(missed.map((other) => other.node));
  const started = missed.every(({ condition }) => condition !== 'none');
  return new LabError(started ? 'config.others-run' : 'config.others', { node: node.name, absent });
}

/**
 * Waits until a node that was restarted serves, and goes on to: with limits that are too short a server follows for
 * moments only.
 * @throws LabError config.not-serving with the end of its log
 */
async function untilServing(
  provider: Provider,
  handle: NodeHandle,
  files: string,
  signal: AbortSignal,
): Promise<void> {
  const { node } = handle;
  const { patience } = provider.capabilities;
  // An observer may be told of a leader as late as that.
  const atMost = node.role === 'observer' ? Math.max(patience, asksAgainWithin) : patience;
  let [moved, looked] = [Date.now(), Date.now()];
  let before: Condition | undefined;
  let served = 0;
  for (;;) {
    const { condition } = await stateOf(handle);
    served = condition === 'serving' ? served + 1 : 0;
    if (served === timesServing) return;
    signal.throwIfAborted();
    if (condition !== before) moved = Date.now();
    before = condition;
    const look = Date.now() - looked > lookEvery;
    if (look) looked = Date.now();
    if (Date.now() - moved > atMost || (look && !(await handle.configuration()).running)) {
      throw await notServing(handle, files);
    }
    await pause(askEvery, undefined, { signal });
  }
}

async function notServing(handle: NodeHandle, files: string): Promise<LabError> {
  const { node, layout } = handle;
  const log = (await printedOn(handle, logPathCommand(layout.log))) || layout.home;
  const tail = await printedOn(handle, logCommand(layout.log, { tail: 8, all: false }));
  return new LabError('config.not-serving', { node: node.name, files, log, tail });
}

/** What a command prints on a node; empty where it cannot be run. */
async function printedOn(handle: NodeHandle, command: readonly string[]): Promise<string> {
  const { options, said } = keepingOutput();
  await handle.exec(command, options).catch(() => 1);
  return said.stdout.trimEnd();
}
