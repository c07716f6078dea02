import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { ExecOptions, NodeHandle } from '../providers/contract.js';
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
import { stateBy } from '../software/zookeeper/server-state.js';
import { requireProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';
import { nextStepOf } from './next-step.js';
import { turnoutOf } from './turnout.js';

/**
 * Milliseconds that an ensemble has to elect a leader, and zkCli.sh, once it runs, to reach a server. Whoever waits for a
 * prompt answer waits ten seconds, and what comes next has to be found out within them.
 */
const electionPatience = 5_000;
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

/** The nodes that run, each to be tried in its turn. @throws LabError zkcli.none-running */
async function runningNodes(lab: Lab, options: ZkcliOptions): Promise<NodeHandle[]> {
  const provider = await requireProvider(lab, options.provider);
  const states = await provider.states(lab);
  const running = lab.nodes.filter(({ name }) =>
    states.some((state) => state.name === name && state.running),
  );
  if (running.length === 0) throw new LabError('zkcli.none-running', { name: lab.spec.name });
  return running.map((node) => provider.node(lab, node));
}

/** The voters that do not run, where those that do are too few for a quorum. */
function missingVoters(lab: Lab, running: readonly NodeHandle[]): readonly LabNode[] {
  const names = running.map(({ node }) => node.name);
  const { absent, lacking } = turnoutOf(lab, names);
  return lacking > 0 ? absent : [];
}

/** The nodes whose servers serve, or do so within that time: where servers answer, they may be electing. */
async function servingNodes(
  nodes: readonly NodeHandle[],
  patience: number,
  signal: AbortSignal,
): Promise<NodeHandle[]> {
  const deadline = Date.now() + patience;
  for (;;) {
    const heard = await Promise.all(nodes.map(({ ask }) => ask('srvr', 'engine')));
    const serving = nodes.filter((_, index) => stateBy(heard[index] ?? { from: 'nobody' }).serving);
    if (serving.length > 0) return serving;
    if (heard.every(({ from }) => from !== 'server') || Date.now() >= deadline) return [];
    await pause(askEvery, undefined, { signal });
  }
}

/** The part of the connect string that names these nodes, for a client that gives up at the first that does not answer. */
function connectStringOf(lab: Lab, nodes: readonly NodeHandle[], whole: string): string {
  const names = nodes.map(({ node }) => node.name);
  return whole
    .split(',')
    .filter((_, index) => names.includes(lab.nodes[index]?.name ?? ''))
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

/** Runs one command. @returns what zkCli.sh printed; undefined if there is no server for it */
async function printedFor(
  lab: Lab,
  nodes: readonly NodeHandle[],
  args: readonly string[],
  options: ZkcliOptions,
): Promise<Printed | undefined> {
  // They cannot elect without those.
  const patience = missingVoters(lab, nodes).length > 0 ? 0 : electionPatience;
  const serving = await servingNodes(nodes, patience, options.signal);
  let printed: Printed | undefined;
  await onFirst(lab, nodes, options, async (node) => {
    const { layout } = node;
    const connectString = connectStringOf(lab, serving, layout.connectString);
    // Without a server nothing is run; but a client that is missing as well is what comes first.
    if (serving.length === 0) return node.exec(clientCheck(layout), { interactive: false });
    printed = await gathered(node, clientCommand({ ...layout, connectString }, args, true), options.signal);
    return printed?.status ?? 0;
  });
  return printed;
}

/**
 * zkCli.sh on a running node, with the connect string of the whole ensemble: its prompt in the user's own terminal, or
 * one command, whose answer is told apart from everything else that zkCli.sh prints.
 * @param args options of zkCli.sh and a command
 * @returns the exit status: 1 if the command failed, for instance because a znode or the command does not exist
 * @throws LabError zkcli.none-running, zkcli.no-client, zkcli.no-server with what to type, zkcli.few-words
 */
export async function zkcli(
  lab: Lab,
  args: readonly string[],
  options: ZkcliOptions,
  onOutput: (output: ZkcliOutput) => void,
): Promise<number> {
  const nodes = await runningNodes(lab, options);
  const command = commandIn(args);
  if (command.length === 0) {
    return onFirst(lab, nodes, options, ({ layout, exec }) =>
      exec(clientCommand(layout, args, false), { interactive: true }),
    );
  }
  const printed = await printedFor(lab, nodes, args, options);
  const result = printed && clientAnswer(command, printed);
  if (!result || result.unconnected) {
    const missing = missingVoters(lab, nodes);
    const next =
      missing.length > 0
        ? say('check.next.host', { type: `zk-lab up ${missing.map(({ name }) => name).join(' ')}` })
        : await nextStepOf(lab, options, options.signal);
    throw new LabError('zkcli.no-server', { name: lab.spec.name, next });
  }
  if (result.incomplete) throw new LabError('zkcli.few-words', { command: command.join(' ') });
  onOutput(result);
  return result.failed ? 1 : 0;
}
