import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { type Lab, nodeNamed } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { NodeState, Provider } from '../providers/contract.js';
import { logCommand, logStatus } from '../software/zookeeper/server-log.js';
import type { VerbOptions } from './context.js';
import { type NodeOutput, told } from './exec.js';
import { requireProvider } from './holder.js';
import { nextStepOf } from './next-step.js';

/** What `logs` may be told. */
export interface LogsOptions extends VerbOptions {
  /** One node's log alone. */
  readonly node?: string | undefined;
  /** Goes on until the signal ends it, over restarts of the server too; waits where there is no log yet. */
  readonly follow: boolean;
  /** How many of the last lines to begin with. */
  readonly tail: number;
  /** Also what this lab's own questions to its servers left in their logs. */
  readonly all: boolean;
  /**
   * Follows a node also if it does not run just now, and once more when it was started anew, and says nothing of that; told before
   * each time.
   */
  readonly onFollow?: ((node: string) => void) | undefined;
  readonly signal: AbortSignal;
}

/** Milliseconds after which a node is followed once more. */
const again = 2_000;

/** The log of one node. @throws LabError node.not-running and the like */
async function logOn(
  lab: Lab,
  node: LabNode,
  provider: Provider,
  running: boolean,
  { follow, signal, ...part }: LogsOptions,
  onOutput: (output: NodeOutput) => void,
): Promise<number> {
  const { name } = node;
  // Where nodes are processes of this machine, their logs are there without them.
  if (!running && provider.capabilities.machine === 'own') {
    throw new LabError('node.not-running', { node: name });
  }
  const handle = provider.node(lab, node);
  const waiting = say('logs.waiting', { node: name });
  const command = logCommand(handle.layout.log, { ...part, ...(follow && { follow: { waiting } }) });
  const status = await handle.exec(command, { ...told(name, onOutput, signal), held: follow });
  if (status === logStatus.none) throw new LabError('logs.none', { node: name });
  if (status === logStatus.terminal) throw new LabError('logs.terminal', { node: name });
  if (status === logStatus.hidden) throw new LabError('logs.hidden', { node: name });
  return status;
}

/** The logs of nodes, whatever becomes of these, until the signal ends it, or no machine of the lab runs any more. */
async function followAll(
  lab: Lab,
  nodes: readonly LabNode[],
  provider: Provider,
  options: LogsOptions,
  onOutput: (output: NodeOutput) => void,
): Promise<void> {
  const { signal, onFollow } = options;
  // Each node waits for it.
  setMaxListeners(0, signal);
  let asked: { readonly at: number; readonly states: Promise<readonly NodeState[]> } | undefined;
  // Many ask at the same time.
  const states = (): Promise<readonly NodeState[]> => {
    if (!asked || Date.now() - asked.at > again) asked = { at: Date.now(), states: provider.states(lab) };
    return asked.states;
  };
  const follow = async (node: LabNode): Promise<void> => {
    while (!signal.aborted) {
      const shared = provider.capabilities.machine === 'shared';
      const up = (await states().catch(() => [])).filter(({ running }) => running);
      if (up.length === 0 && !shared) return;
      const running = up.some(({ name }) => name === node.name);
      if (running || shared) {
        onFollow?.(node.name);
        await logOn(lab, node, provider, running, options, onOutput).catch(() => {});
      }
      await pause(again, undefined, { signal }).catch(() => {});
    }
  };
  await Promise.all(nodes.map(follow));
}

/** How `logs` ended. */
export interface LogsEnd {
  /** Exit statuses of the nodes: 1 where there is no log, which was told on stderr. */
  readonly statuses: readonly number[];
  /** What to do about that, as a sentence in the user's language. */
  readonly next?: string;
}

/** What ZooKeeper logs on one node or all, wherever its server writes it, without what this lab's own questions leave there. */
export async function logs(
  lab: Lab,
  options: LogsOptions,
  onOutput: (output: NodeOutput) => void,
): Promise<LogsEnd> {
  const nodes = options.node === undefined ? lab.nodes : [nodeNamed(lab, options.node)];
  const provider = await requireProvider(lab, options.provider);
  if (options.onFollow) {
    await followAll(lab, nodes, provider, options, onOutput);
    return { statuses: [] };
  }
  const states = await provider.states(lab);
  const ends = await Promise.all(
    nodes.map(async (node) => {
      try {
        const running = states.some(({ name, running }) => name === node.name && running);
        return { status: await logOn(lab, node, provider, running, options, onOutput), none: false };
      } catch (error) {
        // Ending it is how following ends.
        if (options.signal.aborted) return { status: 0, none: false };
        if (!(error instanceof LabError)) throw error;
        onOutput({ node: node.name, stream: 'stderr', chunk: `${error.message}\n` });
        return { status: 1, none: error.code === 'logs.none' };
      }
    }),
  );
  const statuses = ends.map(({ status }) => status);
  if (!ends.some(({ none }) => none)) return { statuses };
  return { statuses, next: await nextStepOf(lab, options, options.signal) };
}
