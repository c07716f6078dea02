import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type Docker from 'dockerode';
import { terminalType } from '../common/terminal-by-name.js';
import { greetedStream, greetingLine } from '../common/terminal-greeting.js';
import type { Terminal, TerminalSize } from '../contract.js';

/** Runs a program in a terminal of its own in a container. */
export async function terminalIn(
  container: Docker.Container,
  command: readonly string[],
  size: TerminalSize,
): Promise<Terminal> {
  const exec = await container.exec({
    Cmd: ['bash', '-c', greetingLine(command)],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    Env: [`TERM=${terminalType.TERM}`, 'SHELL=/bin/bash'],
  });
  const attached = await exec.start({ hijack: true, stdin: true, Tty: true });
  const resize = async ({ rows, columns }: TerminalSize): Promise<void> => {
    await exec.resize({ h: rows, w: columns });
  };
  // A program that has ended already has no size any more.
  await resize(size).catch(() => {});

  let lifeline: Promise<Duplex> | undefined;
  const stream = greetedStream(
    attached,
    attached,
    ({ pid }) => {
      lifeline = lifelineOf(container, pid);
      lifeline.catch(() => {});
    },
    () => {},
  );
  stream.once('close', async () => {
    (await lifeline?.catch(() => undefined))?.end(stream.readableEnded ? over : undefined);
  });
  const exit = new Promise<number>((resolve) => {
    attached.once('close', () => resolve(statusOf(exec).catch(() => 1)));
  });
  return { stream, resize, exit };
}

/** Milliseconds for the engine to learn that a program has ended whose terminal is closed, and between two questions. */
const learnsWithin = 2_000;
const askEvery = 20;

/** The exit status of a program that is ending; 1 where it does not end. */
async function statusOf(exec: Docker.Exec): Promise<number> {
  for (const deadline = Date.now() + learnsWithin; ; await pause(askEvery)) {
    const { Running, ExitCode } = await exec.inspect();
    if (!Running || Date.now() > deadline) return ExitCode ?? 1;
  }
}

/** What a lifeline is told where there is nothing to be hung up any more. */
const over = 'over\n';

/**
 * The engine leaves a program running whose terminal nobody looks at any more, be it that whoever did was killed. So there is a
 * second one beside it, whose input ends then, and which hangs it up: the first program of a terminal passes that on to its jobs.
 */
async function lifelineOf(container: Docker.Container, pid: number): Promise<Duplex> {
  const line = `read -r _ || { kill -HUP -${pid} 2>/dev/null; kill -HUP ${pid}; }`;
  const exec = await container.exec({ Cmd: ['bash', '-c', line], AttachStdin: true, AttachStdout: true });
  const stream = await exec.start({ hijack: true, stdin: true });
  stream.resume().on('error', () => {});
  return stream;
}
