import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import type { ExecOptions, NodeHandle } from '../providers/contract.js';
import {
  clientAnswer,
  clientCommand,
  commandIn,
  foundServer,
  looksForServer,
  noClient,
  type Printed,
} from '../software/zookeeper/client.js';
import { fourLetterWord } from '../software/zookeeper/four-letter-words.js';
import { parseSrvr } from '../software/zookeeper/server-state.js';
import { requireProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';
import { nextStepOf } from './next-step.js';

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

/** Whether a server serves, or does so soon: where servers answer, they may be electing. */
async function somebodyServes(nodes: readonly NodeHandle[], signal: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + electionPatience;
  for (;;) {
    const answers = await Promise.all(nodes.map(({ address }) => fourLetterWord('srvr', address)));
    if (answers.some((answer) => answer !== undefined && parseSrvr(answer).serving)) return true;
    if (answers.every((answer) => answer === undefined) || Date.now() > deadline) return false;
    await pause(askEvery, undefined, { signal });
  }
}

/** Runs zkCli.sh on the first of the nodes that has it. @throws LabError zkcli.no-client if none has */
async function onFirst(
  lab: Lab,
  nodes: readonly NodeHandle[],
  args: readonly string[],
  options: ZkcliOptions,
  run: (node: NodeHandle, command: readonly string[]) => Promise<number>,
): Promise<number> {
  const quiet = commandIn(args).length > 0;
  for (const node of nodes) {
    const status = await run(node, clientCommand(node.layout, args, quiet));
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

/**
 * zkCli.sh on a running node, with the connect string of the whole ensemble: its prompt in the user's own terminal, or
 * one command, whose answer is told apart from everything else that zkCli.sh prints.
 * @param args options of zkCli.sh and a command
 * @returns the exit status: 1 if the command failed, for instance because a znode or the command does not exist
 * @throws LabError zkcli.none-running, zkcli.no-client, zkcli.no-server with what to type
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
    return onFirst(lab, nodes, args, options, (node, line) => node.exec(line, { interactive: true }));
  }

  const noServer = async (): Promise<LabError> => {
    const next = await nextStepOf(lab, options, options.signal);
    return new LabError('zkcli.no-server', { name: lab.spec.name, next });
  };
  const served = await somebodyServes(nodes, options.signal);
  let printed: Printed | undefined;
  const status = await onFirst(lab, nodes, args, options, async (node, line) => {
    // Without a server there is nothing to run, but a client that is missing too comes first.
    if (!served)
      return node
        .exec(['test', '-x', `${node.layout.home}/bin/zkCli.sh`], { interactive: false })
        .then((there) => (there === 0 ? 0 : noClient));
    printed = await gathered(node, line, options.signal);
    return printed?.status ?? 0;
  });
  if (!printed) throw await noServer();
  const { answer, aside, failed, unconnected, incomplete } = clientAnswer(command, { ...printed, status });
  if (unconnected) throw await noServer();
  if (incomplete) throw new LabError('zkcli.few-words', { command: command.join(' ') });
  onOutput({ answer, aside });
  return failed ? 1 : 0;
}
