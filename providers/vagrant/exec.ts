import type { Lab } from '../../labs/lab.js';
import type { LabNode } from '../../labs/nodes.js';
import { quoted } from '../../labs/quoted.js';
import { LabError } from '../../messages/errors.js';
import type { ExecOptions } from '../provider.js';
import { answers } from './machines.js';
import { reachOf, sshOptions } from './reach.js';

/** The remote shell reads one line: each word quoted so that it comes out as it went in. */
export function shellLine(command: readonly string[]): string {
  return command.map(quoted).join(' ');
}

/** What ssh exits with where it is ssh that failed, unless the command itself did. */
const sshFailed = 255;

/**
 * Runs a program on a node through the lab's own ssh_config, which is many times quicker than `vagrant ssh`.
 * @throws LabError ssh.missing, vagrant.unreachable
 */
export async function exec(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  { interactive, signal, onStdout, onStderr }: ExecOptions,
): Promise<number> {
  const { execa } = await import('execa');
  const terminal = interactive && process.stdin.isTTY && process.stdout.isTTY ? ['-t'] : ['-T'];
  const reach = reachOf(lab, node);
  const options = ['-F', 'ssh_config', ...sshOptions(reach), '-o', 'LogLevel=ERROR', ...terminal];
  const args = [...options, node.name, shellLine(command)];
  const running = execa('ssh', args, {
    cwd: lab.dir,
    reject: false,
    ...(interactive
      ? { stdio: 'inherit' as const }
      : { stdin: 'ignore' as const, buffer: false, encoding: 'utf8' as const }),
    ...(signal ? { cancelSignal: signal } : {}),
  });
  running.stdout?.setEncoding('utf8').on('data', (chunk: string) => onStdout?.(chunk));
  running.stderr?.setEncoding('utf8').on('data', (chunk: string) => onStderr?.(chunk));
  const result = await running;
  if (result.code === 'ENOENT') throw new LabError('ssh.missing');
  if (result.exitCode === sshFailed && !(await answers(reach.ssh))) {
    throw new LabError('vagrant.unreachable', {
      node: node.name,
      address: `${reach.ssh.host}:${reach.ssh.port}`,
    });
  }
  return result.exitCode ?? sshFailed;
}
