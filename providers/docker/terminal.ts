import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import type { Terminal, TerminalSize } from '../contract.js';

/** A login shell, as the node's root has it. */
const loginShell = ['bash', '-l'];

/** Runs a program in a terminal of its own in a container. */
export async function terminalIn(
  container: Docker.Container,
  command: readonly string[],
  size: TerminalSize,
): Promise<Terminal> {
  const exec = await container.exec({
    Cmd: command.length === 0 ? loginShell : [...command],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    Env: ['TERM=xterm-256color'],
  });
  const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
  const resize = async ({ rows, columns }: TerminalSize): Promise<void> => {
    await exec.resize({ h: rows, w: columns });
  };
  // A program that has ended already has no size any more.
  await resize(size).catch(() => {});
  const exit = new Promise<number>((resolve) => {
    stream.once('close', () => {
      exec.inspect().then(
        ({ ExitCode }) => resolve(ExitCode ?? 1),
        () => resolve(1),
      );
    });
  });
  return { stream: stream as Duplex, resize, exit };
}
