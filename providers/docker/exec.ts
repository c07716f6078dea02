import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import type Docker from 'dockerode';
import { byShell } from '../common/by-shell.js';
import { endingCommand, newMark } from '../common/ending.js';
import type { ExecOptions } from '../contract.js';

/** Runs a program in a container, its output to the callbacks; a signal ends it. @returns its exit status */
export async function execCaptured(
  container: Docker.Container,
  command: readonly string[],
  { signal, held = false, onStdout, onStderr }: ExecOptions,
): Promise<number> {
  const mark = newMark();
  const exec = await container.exec({
    Cmd: byShell(command),
    Env: [`${mark.name}=${mark.value}`],
    AttachStdin: held,
    AttachStdout: true,
    AttachStderr: true,
    ...(signal ? { abortSignal: signal } : {}),
  });
  const stream = await exec.start({ hijack: true, stdin: held });
  const forward = (receive: ((chunk: string) => void) | undefined): PassThrough => {
    const through = new PassThrough();
    through.setEncoding('utf8');
    through.on('data', (chunk: string) => receive?.(chunk));
    return through;
  };
  container.modem.demuxStream(stream, forward(onStdout), forward(onStderr));
  const stop = (): void => void stream.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await finished(stream);
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  if (signal?.aborted) await execCaptured(container, endingCommand(mark), { interactive: false });
  return (await exec.inspect()).ExitCode ?? 1;
}
