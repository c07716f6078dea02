import { type Lab, nodeNamed } from '../labs/lab.js';
import { LabError } from '../messages/errors.js';
import type { ExecOptions } from '../providers/provider.js';
import type { VerbOptions } from './context.js';
import { holding } from './holder.js';

/** Runs a program on one node. @returns its exit status */
export async function exec(
  lab: Lab,
  node: string,
  command: readonly string[],
  options: VerbOptions & ExecOptions,
): Promise<number> {
  const target = nodeNamed(lab, node);
  const provider = await holding(lab, options.provider);
  return provider.exec(lab, target, command, options);
}

/** A piece of a program's output, and the node that it ran on. */
export interface NodeOutput {
  readonly node: string;
  readonly stream: 'stdout' | 'stderr';
  readonly chunk: string;
}

/** Runs a program on every node at the same time. @returns the exit statuses, in the lab's order */
export async function execOnAll(
  lab: Lab,
  command: readonly string[],
  options: VerbOptions & { readonly signal?: AbortSignal },
  onOutput: (output: NodeOutput) => void,
): Promise<number[]> {
  const provider = await holding(lab, options.provider);
  return Promise.all(
    lab.nodes.map(async (node) => {
      try {
        return await provider.exec(lab, node, command, {
          interactive: false,
          ...(options.signal && { signal: options.signal }),
          onStdout: (chunk) => onOutput({ node: node.name, stream: 'stdout', chunk }),
          onStderr: (chunk) => onOutput({ node: node.name, stream: 'stderr', chunk }),
        });
      } catch (error) {
        // A node that does not run keeps the others from nothing.
        if (!(error instanceof LabError)) throw error;
        onOutput({ node: node.name, stream: 'stderr', chunk: `${error.message}\n` });
        return 1;
      }
    }),
  );
}
