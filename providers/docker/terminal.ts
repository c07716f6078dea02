import { setTimeout as pause } from 'node:timers/promises';
import type Docker from 'dockerode';
import { terminalType } from '../common/terminal-by-name.js';
import { type Greeting, greetedStream, greetingLine } from '../common/terminal-greeting.js';
import type { Terminal, TerminalSize } from '../contract.js';
import { execCaptured } from './exec.js';

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

  let greeting: Greeting | undefined;
  const greet = (told: Greeting): void => {
    greeting = told;
  };
  // The engine leaves a program running whose terminal nobody looks at any more.
  const stream = greetedStream(attached, attached, greet, async () => {
    const running = await exec.inspect().then(
      ({ Running }) => Running,
      () => false,
    );
    if (running && greeting !== undefined) await hangUp(container, greeting);
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

/** What a terminal's end is to its programs: the first of them passes it on to its jobs. */
async function hangUp(container: Docker.Container, { pid }: Greeting): Promise<void> {
  const line = `kill -HUP -${pid} 2>/dev/null; kill -HUP ${pid}`;
  await execCaptured(container, ['bash', '-c', line], { interactive: false }).catch(() => {});
}
