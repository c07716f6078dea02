import type { Lab } from '../../labs/lab.js';
import { LabError } from '../../messages/errors.js';
import type { Context } from '../provider.js';
import { explain } from './failures.js';

/**
 * Runs `vagrant ARGS` in the lab and reports what it prints, line by line: it may take minutes.
 * @throws LabError with what a user can do about it
 */
export async function vagrantIn(
  lab: Lab,
  args: readonly string[],
  { signal, report }: Context,
): Promise<void> {
  const { execa } = await import('execa');
  const command = execa('vagrant', [...args], {
    cwd: lab.dir,
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: signal,
    // A first interrupt lets Vagrant tidy up, a second ends it at once. In a process group of its own it gets one from
    // here, and not another from the terminal.
    killSignal: 'SIGINT',
    forceKillAfterDelay: false,
    detached: process.platform !== 'win32',
  });
  for await (const line of command.iterable({ from: 'all' })) report.output(String(line));
  const result = await command;
  signal.throwIfAborted();
  if (result.code === 'ENOENT') throw new LabError('vagrant.missing');
  if (result.failed) throw explain(lab, result.all ?? result.message ?? '');
}
