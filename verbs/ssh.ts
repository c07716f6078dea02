import { type Lab, nodeNamed } from '../labs/lab.js';
import type { VerbOptions } from './context.js';
import { holding } from './holder.js';

/** Logs in on a node through the user's own terminal, or runs a command there. @returns the exit status */
export async function ssh(
  lab: Lab,
  node: string,
  command: readonly string[],
  options: VerbOptions,
): Promise<number> {
  const target = nodeNamed(lab, node);
  const provider = await holding(lab, options.provider);
  return provider.ssh(lab, target, command);
}
