import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Lab } from '../../labs/lab.js';
import type { LabNode } from '../../labs/nodes.js';
import { LabError } from '../../messages/errors.js';
import type { ExecOptions } from '../provider.js';
import { environmentOf } from './environment.js';
import { equipped } from './equipment.js';
import { nodeFolders } from './layout.js';

/**
 * Runs a program of this machine in a node's folder, with the node's ZooKeeper and JDK first in PATH.
 * @returns its exit status; 128 + N if signal N ended it, as shells have it
 * @throws LabError 'local.exec.not-up' before the first up, 'local.exec.no-command' for a program that is not there
 */
export function execOn(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  options: ExecOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const { root } = nodeFolders(lab, node.name);
  if (!equipped(lab)) throw new LabError('local.exec.not-up', { node: node.name });
  const [program = 'bash', ...args] = command;
  // In a terminal Ctrl-C reaches the program itself, and an editor or a shell may have a use for it.
  const signal = options.interactive && process.stdin.isTTY ? undefined : options.signal;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: environmentOf(lab, node, env),
      stdio: options.interactive ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      ...(signal && { signal }),
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => options.onStdout?.(text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => options.onStderr?.(text));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (signal?.aborted) reject(signal.reason);
      else if (error.code === 'ENOENT') reject(new LabError('local.exec.no-command', { program }));
      else reject(error);
    });
    child.on('close', (status, signal) => resolve(status ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
