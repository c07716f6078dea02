import { delimiter, resolve } from 'node:path';
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
 * COMPOSE_FILE as Compose in the lab's folder should read it: what the user has there, if the lab's own file is among
 * it. A value left over from another project would bring that one up instead.
 * @internal
 */
export function composeFiles(dir: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { COMPOSE_FILE: files, COMPOSE_PATH_SEPARATOR: separator = delimiter } = env;
  const own = resolve(dir, 'compose.yaml');
  return files?.split(separator).some((file) => resolve(dir, file) === own) ? files : undefined;
}

/** How Compose is to be run. */
export interface ComposeSettings {
  /** What the engine knows the lab by. */
  readonly project: string;
  /** Whether the engine builds with BuildKit; it does, if absent. */
  readonly buildKit?: boolean;
}

/**
 * Runs `docker compose ARGS` in the lab, which reads there what it reads when a user types it: their override files and
 * their .env count. What a build prints goes on line by line, since it may take minutes;
 * the rest is over in seconds and only matters if it fails.
 * @throws LabError with what a user can do about it
 */
export async function compose(
  lab: Lab,
  { project, buildKit = true }: ComposeSettings,
  args: readonly string[],
  { signal, emit }: Context,
): Promise<void> {
  const [program, ...first] = composeCommand();
  const { child } = await start(program, [...first, '--progress', 'plain', ...args], {
    cwd: lab.dir,
    // 20.10 builds with the old builder unless told so.
    env: {
      DOCKER_BUILDKIT: buildKit ? '1' : '0',
      COMPOSE_FILE: composeFiles(lab.dir),
      COMPOSE_PROJECT_NAME: project,
    },
    stdin: 'ignore',
    all: true,
    buffer: true,
    cancelSignal: signal,
    // Compose ends its own work in order when it is interrupted.
    killSignal: 'SIGINT',
  });
  for await (const line of child.iterable({ from: 'all' })) {
    // The classic builder writes its progress over itself.
    if (args[0] === 'build') emit({ type: 'output', line: String(line).split('\r').at(-1) ?? '' });
  }
  const result = await child;
  signal.throwIfAborted();
  if (result.failed) throw explain(lab, result.all ?? result.message ?? '');
}
