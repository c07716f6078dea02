import type { Lab } from '../../labs/lab.js';
import type { Context } from '../provider.js';
import { explain } from './failures.js';

/** The version of the Compose plugin, or undefined if there is none. */
export async function composeVersion(): Promise<string | undefined> {
  // Loaded where a program is run at all: status and the like do without.
  const { execa } = await import('execa');
  const result = await execa('docker', ['compose', 'version', '--short'], { reject: false });
  return result.failed ? undefined : result.stdout.trim();
}

/**
 * Runs `docker compose ARGS` in the lab. What a build prints goes to the report line by line, since it may take minutes;
 * the rest is over in seconds and only matters if it fails.
 * @throws LabError with what a user can do about it
 */
export async function compose(lab: Lab, args: readonly string[], { signal, report }: Context): Promise<void> {
  const { execa } = await import('execa');
  const command = execa('docker', ['compose', '--progress', 'plain', ...args], {
    cwd: lab.dir,
    // 20.10 builds with the old builder unless told so, and Compose must not read another project's settings.
    env: { DOCKER_BUILDKIT: '1', COMPOSE_FILE: 'compose.yaml', COMPOSE_PROJECT_NAME: lab.spec.name },
    stdin: 'ignore',
    all: true,
    buffer: true,
    reject: false,
    cancelSignal: signal,
    // Compose ends its own work in order when it is interrupted.
    killSignal: 'SIGINT',
  });
  for await (const line of command.iterable({ from: 'all' })) {
    if (args[0] === 'build') report.output(String(line));
  }
  const result = await command;
  signal.throwIfAborted();
  if (result.failed) throw explain(lab, result.all ?? result.message ?? '');
}
