import { connect } from 'node:net';
import type { Lab } from '../labs/lab.js';
import type { LabNode } from '../labs/nodes.js';
import { LabError } from '../messages/errors.js';

/**
 * Logs in on a node, or runs a command there, through the lab's own ssh_config and the user's terminal.
 * @param command words as the user typed them; the remote shell reads them joined by blanks, as ssh does
 * @param options of ssh's own, where ssh_config does not fit
 * @returns the exit status, 255 where ssh itself failed
 * @throws LabError ssh.missing if this machine has no ssh
 */
export async function sshTo(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  options: readonly string[] = [],
): Promise<number> {
  // Loaded where a program is run at all: status and the like do without.
  const { execa } = await import('execa');
  const result = await execa('ssh', ['-F', 'ssh_config', ...options, node.name, ...command], {
    cwd: lab.dir,
    stdio: 'inherit',
    reject: false,
  });
  if (result.code === 'ENOENT') throw new LabError('ssh.missing');
  return result.exitCode ?? 255;
}

/** Milliseconds for sshd to greet. Engines accept connections for a node that does not listen yet: only its word counts. */
const greetingTime = 2_000;

/** Whether sshd on the node greets whoever connects to its port on this machine. */
export function sshAnswers({ sshPort }: LabNode): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: sshPort });
    socket.setTimeout(greetingTime, () => socket.destroy());
    socket.on('data', (greeting) => {
      resolve(greeting.toString('latin1').startsWith('SSH-'));
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}
