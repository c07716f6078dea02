import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../faults/fault.js';
import { hindered } from '../faults/hindered.js';
import { separates } from '../faults/separation.js';
import { LabError } from '../messages/errors.js';
import { listed, say } from '../messages/index.js';
import { type Lab, nodesNamed } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { ExecOptions, NodeHandle, Provider } from '../providers/contract.js';
import {
  clientAnswer,
  clientCheck,
  clientCommand,
  commandIn,
  foundServer,
  looksForServer,
  noClient,
  type Printed,
} from '../software/zookeeper/client.js';
import type { VerbOptions } from './context.js';
import { requireProvider } from './holder.js';
import { nextStepOf } from './next-step.js';
import { type NodeStatus, statusOn } from './status.js';
import { turnoutOf } from './turnout.js';

/**
 * Milliseconds that an ensemble has to elect a leader, one that is cut off being given up after syncLimit ticks, 4 s as labs have it;
 * and zkCli.sh, once it runs, to reach a server. Whoever waits for an answer waits ten seconds.
 */
const electionPatience = 8_000;
const connectPatience = 8_000;
const askEvery = 250;

/** What `zkcli` may be told. */
export interface ZkcliOptions extends VerbOptions {
  readonly signal: AbortSignal;
}

/** Where a command's answer goes, and what else is said of it. */
export interface ZkcliOutput {
  readonly answer: string;
  readonly aside: string;
}

/** Where a client can run, and what it finds there. */
interface Ground {
  /** The nodes that run, in the order in which they are to be tried: the leader, whoever else serves, the rest. */
  readonly nodes: readonly NodeHandle[];
  /** Names of those whose servers serve. */
  readonly serving: readonly string[];
  /** Whether it may be otherwise in a moment: servers look for a leader, or have not noticed yet that theirs is gone. */
  readonly unsettled: boolean;
  readonly faults: readonly Fault[];
}

/** How nodes and servers are. @throws LabError zkcli.none-running */
async function groundOf(lab: Lab, provider: Provider): Promise<Ground> {
  const { nodes, faults } = await statusOn(lab, provider);
  const running = nodes.filter((node) => node.running);
  if (running.length === 0) throw new LabError('zkcli.none-running', { name: lab.spec.name });
  // For some seconds whoever is cut off says what was so before.
  const hard = hindered(lab, faults);
  const free = running.filter(({ name }) => !hard.includes(name));
  const led = free.some(({ mode }) => mode === 'leader' || mode === 'standalone');
  const serving = (led ? free : running).filter((node) => node.serving).map(({ name }) => name);
  const rank = ({ name, mode }: NodeStatus): number =>
    !serving.includes(name) ? 3 : hard.includes(name) ? 2 : mode === 'leader' ? 0 : 1;
  const ranked = running.toSorted((a, b) => rank(a) - rank(b));
  return {
    nodes: ranked.flatMap(({ name }) => nodesNamed(lab, [name])).map((node) => provider.node(lab, node)),
    serving,
    unsettled: !led && free.some(({ condition }) => condition === 'looking' || condition === 'serving'),
    faults,
  };
}

/** The voters that do not run, where those that do are too few for a quorum. */
function missingVoters(lab: Lab, { nodes }: Ground): readonly LabNode[] {
  const names = nodes.map(({ node }) => node.name);
  const { absent, lacking } = turnoutOf(lab, names);
  return lacking > 0 ? absent : [];
}

/** The same once somebody leads, or nobody has within the time that an election takes. */
async function settled(lab: Lab, provider: Provider, begin: Ground, signal: AbortSignal): Promise<Ground> {
  const deadline = Date.now() + electionPatience;
  let ground = begin;
  while (ground.unsettled && Date.now() < deadline) {
    // They cannot elect without those.
    if (missingVoters(lab, ground).length > 0) break;
    await pause(askEvery, undefined, { signal });
    ground = await groundOf(lab, provider);
  }
  return ground;
}

/**
 * The part of the connect string that a client on a node has a use for: of the servers that it may name, those that no cut keeps
 * from it. A client gives up at the first that does not answer.
 */
function connectStringFor(
  lab: Lab,
  { node: { name: self }, layout }: NodeHandle,
  faults: readonly Fault[],
  named: readonly string[],
): string {
  return layout.connectString
    .split(',')
    .filter((_, index) => {
      const name = lab.nodes[index]?.name ?? '';
      return named.includes(name) && !separates(faults, self, name);
    })
    .join(',');
}

/** Does something on the first of the nodes that has zkCli.sh. @throws LabError zkcli.no-client if none has */
async function onFirst(
  lab: Lab,
  nodes: readonly NodeHandle[],
  options: ZkcliOptions,
  run: (node: NodeHandle) => Promise<number>,
): Promise<number> {
  for (const node of nodes) {
    const status = await run(node);
    if (status !== noClient) return status;
  }
  const file = `${nodes[0]?.layout.home}/bin/zkCli.sh`;
  const next = await nextStepOf(lab, options, options.signal);
  throw new LabError('zkcli.no-client', { name: lab.spec.name, file, next });
}

/** Runs zkCli.sh and gathers what it prints; ended if it reaches no server. @returns undefined if it was ended for that */
async function gathered(node: NodeHandle, command: readonly string[], signal: AbortSignal) {
  let [stdout, stderr] = ['', ''];
  const unreached = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const told: ExecOptions = {
    interactive: false,
    signal: AbortSignal.any([signal, unreached.signal]),
    onStdout(chunk) {
      stdout += chunk;
      if (foundServer(stdout)) clearTimeout(timer);
      else if (looksForServer(stdout)) timer ??= setTimeout(() => unreached.abort(), connectPatience);
    },
    onStderr(chunk) {
      stderr += chunk;
    },
  };
  try {
    const status = await node.exec(command, told);
    signal.throwIfAborted();
    return unreached.signal.aborted ? undefined : { status, stdout, stderr };
  } catch (error) {
    if (signal.aborted || !unreached.signal.aborted) throw error;
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Runs one command. @returns what zkCli.sh printed; undefined if it reached no server */
async function printedFor(
  lab: Lab,
  { nodes, serving, faults }: Ground,
  args: readonly string[],
  options: ZkcliOptions,
): Promise<Printed | undefined> {
  let printed: Printed | undefined;
  await onFirst(lab, nodes, options, async (node) => {
    const { layout } = node;
    // Without a server nothing is run; but a client that is missing as well is what comes first.
    if (serving.length === 0) return node.exec(clientCheck(layout), { interactive: false });
    const connectString = connectStringFor(lab, node, faults, serving);
    printed = await gathered(node, clientCommand({ ...layout, connectString }, args, true), options.signal);
    return printed?.status ?? 0;
  });
  return printed;
}

/** Why no server could be spoken to, and what to type. */
async function notConnected(lab: Lab, ground: Ground, options: ZkcliOptions): Promise<LabError> {
  const missing = missingVoters(lab, ground);
  const next =
    missing.length > 0
      ? say('check.next.host', { type: `zk-lab up ${missing.map(({ name }) => name).join(' ')}` })
      : await nextStepOf(lab, options, options.signal);
  const { name } = lab.spec;
  // Without a quorum, who says that it serves has not noticed yet.
  return ground.serving.length === 0 || missing.length > 0
    ? new LabError('zkcli.no-server', { name, next })
    : new LabError('zkcli.unreached', { name, servers: listed(ground.serving), next });
}

/**
 * zkCli.sh on a running node, with the connect string of the whole ensemble: its prompt in the user's own terminal, or
 * one command, whose answer is told apart from everything else that zkCli.sh prints.
 * @param args options of zkCli.sh and a command
 * @returns the exit status: 1 if the command failed, for instance because a znode or the command does not exist
 * @throws LabError zkcli.none-running, zkcli.no-client, zkcli.no-server and zkcli.unreached with what to type, zkcli.few-words
 */
export async function zkcli(
  lab: Lab,
  args: readonly string[],
  options: ZkcliOptions,
  onOutput: (output: ZkcliOutput) => void,
): Promise<number> {
  const provider = await requireProvider(lab, options.provider);
  const begin = await groundOf(lab, provider);
  const command = commandIn(args);
  if (command.length === 0) {
    const all = lab.nodes.map(({ name }) => name);
    return onFirst(lab, begin.nodes, options, (node) => {
      const connectString = connectStringFor(lab, node, begin.faults, all);
      return node.exec(clientCommand({ ...node.layout, connectString }, args, false), { interactive: true });
    });
  }
  const ground = await settled(lab, provider, begin, options.signal);
  const printed = await printedFor(lab, ground, args, options);
  const result = printed && clientAnswer(command, printed);
  if (!result || result.unconnected) throw await notConnected(lab, ground, options);
  if (result.incomplete) throw new LabError('zkcli.few-words', { command: command.join(' ') });
  onOutput(result);
  return result.failed ? 1 : 0;
}
