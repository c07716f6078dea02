import { LabError } from '../messages/errors.js';
import { type Lab, nodeNamed } from '../model/lab.js';
import type { ExecOptions, NodeHandle } from '../providers/contract.js';
import type { VerbOptions } from './context.js';
import { requireProvider } from './holder.js';

/** A node, on the provider that holds the lab. @throws UsageError lab.no-node, LabError lab.not-up */
async function handleOf(lab: Lab, node: string, options: VerbOptions): Promise<NodeHandle> {
  const target = nodeNamed(lab, node);
  return (await requireProvider(lab, options.provider)).node(lab, target);
}

/** Runs a program on one node. @returns its exit status */
export async function exec(
  lab: Lab,
  node: string,
  command: readonly string[],
  options: VerbOptions & ExecOptions,
): Promise<number> {
  return (await handleOf(lab, node, options)).exec(command, options);
}

/** Logs in on a node through the user's own terminal, or runs a command there. @returns the exit status */
export async function login(
  lab: Lab,
  node: string,
  command: readonly string[],
  options: VerbOptions,
): Promise<number> {
  return (await handleOf(lab, node, options)).login(command);
}

/** A piece of a program's output, and the node that it ran on. */
export interface NodeOutput {
  readonly node: string;
  readonly stream: 'stdout' | 'stderr';
  readonly chunk: string;
}

/** How a program runs on a node whose output is told with the node's name. */
export function told(
  node: string,
  onOutput: (output: NodeOutput) => void,
  signal?: AbortSignal,
): ExecOptions {
  return {
    interactive: false,
    // One of its own: Node.js warns of more than ten who listen to the same.
    ...(signal && { signal: AbortSignal.any([signal]) }),
    onStdout: (chunk) => onOutput({ node, stream: 'stdout', chunk }),
    onStderr: (chunk) => onOutput({ node, stream: 'stderr', chunk }),
  };
}

/** Runs a program on every node at the same time. @returns the exit statuses, in the lab's order */
export async function execOnAll(
  lab: Lab,
  command: readonly string[],
  options: VerbOptions & { readonly signal?: AbortSignal },
  onOutput: (output: NodeOutput) => void,
): Promise<number[]> {
  const provider = await requireProvider(lab, options.provider);
  return Promise.all(
    lab.nodes.map(async (node) => {
      try {
        const { name } = node;
        return await provider.node(lab, node).exec(command, told(name, onOutput, options.signal));
      } catch (error) {
        // A node that does not run keeps the others from nothing.
        if (!(error instanceof LabError)) throw error;
        onOutput({ node: node.name, stream: 'stderr', chunk: `${error.message}\n` });
        return 1;
      }
    }),
  );
}
