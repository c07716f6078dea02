import { LabError } from '../../messages/errors.js';
import type { Context } from '../../model/events.js';
import { start } from '../../system/run.js';
import { explain } from './failures.js';

/**
 * Runs `vagrant ARGS` in a lab's folder and reports what it prints, line by line: it may take minutes.
 * @throws LabError with what a user can do about it
 */
export async function vagrantIn(
  dir: string,
  args: readonly string[],
  { signal, emit }: Context,
): Promise<void> {
  const { child } = await start('vagrant', args, {
    cwd: dir,
    stdin: 'ignore',
    all: true,
    cancelSignal: signal,
    // A first interrupt lets Vagrant tidy up, a second ends it at once. In a process group of its own it gets one from
    // here, and not another from the terminal.
    killSignal: 'SIGINT',
    forceKillAfterDelay: false,
    detached: process.platform !== 'win32',
  });
  for await (const line of child.iterable({ from: 'all' })) emit({ type: 'output', line: String(line) });
  const result = await child;
  signal.throwIfAborted();
  if (result.code === 'ENOENT') throw new LabError('vagrant.missing');
  if (result.failed) throw explain(result.all ?? result.message ?? '');
}
