import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import { start } from '../../system/run.js';
import { explain } from './failures.js';
import { composeProgram } from './plugin.js';

/** Whether there is a Compose to run. */
export async function hasCompose(): Promise<boolean> {
  if (composeProgram() !== undefined) return true;
  const { child } = await start('docker', ['compose', 'version'], { stdin: 'ignore' });
  return !(await child).failed;
}

/**
 * Compose as a program and its first arguments. `docker compose` starts it twice, to ask what it is and then to run it;
 * a plugin in one of the usual places is run at once.
 */
function composeCommand(): readonly [string, ...string[]] {
  const program = composeProgram();
  return program === undefined ? ['docker', 'compose'] : [program];
}

/**
 * Runs `docker compose ARGS` in the lab. What a build prints goes on line by line, since it may take minutes;
 * the rest is over in seconds and only matters if it fails.
 * @throws LabError with what a user can do about it
 */
export async function compose(lab: Lab, args: readonly string[], { signal, emit }: Context): Promise<void> {
  const [program, ...first] = composeCommand();
  const { child } = await start(program, [...first, '--progress', 'plain', ...args], {
    cwd: lab.dir,
    // 20.10 builds with the old builder unless told so, and Compose must not read another project's settings.
    env: { DOCKER_BUILDKIT: '1', COMPOSE_FILE: 'compose.yaml', COMPOSE_PROJECT_NAME: lab.spec.name },
    stdin: 'ignore',
    all: true,
    buffer: true,
    cancelSignal: signal,
    // Compose ends its own work in order when it is interrupted.
    killSignal: 'SIGINT',
  });
  for await (const line of child.iterable({ from: 'all' })) {
    if (args[0] === 'build') emit({ type: 'output', line: String(line) });
  }
  const result = await child;
  signal.throwIfAborted();
  if (result.failed) throw explain(lab, result.all ?? result.message ?? '');
}
