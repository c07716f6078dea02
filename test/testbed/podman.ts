import path from 'node:path';
import { execa } from 'execa';
import { type Unavailable, unavailable } from './available.js';
import { useEngine, useLane } from './use-engine.js';

/** A Podman of the tests' own in this lane; it ends with the lane. */
export interface Podman {
  readonly available: true;
  /** Tarball of JDK 8. */
  readonly jdk8: string;
  /** Variables for programs that are to take it for Docker. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a program where it is, in a folder. */
  run(cwd: string, ...command: readonly string[]): Promise<{ exitCode: number | undefined; stdout: string }>;
  /** Ends it, with all that it holds. */
  end(): Promise<void>;
}

const script = path.join(import.meta.dirname, 'podman.sh');

/** Starts Debian's Podman in this lane, beside its Docker. */
export async function usePodman(): Promise<Podman | Unavailable> {
  const engine = await useEngine();
  if (!engine.available) return engine;
  const lane = useLane('podman');
  if (!lane.available) return lane;
  const { state } = lane;
  const { exitCode, stdout, stderr } = await execa(script, ['up', state], { stdin: 'ignore', reject: false });
  if (exitCode === 3) return unavailable(stdout.trim());
  if (exitCode !== 0) throw new Error(`${script} up ${state}: ${stderr}`);
  return {
    available: true,
    jdk8: engine.jdk8,
    env: { ...engine.env, DOCKER_HOST: `unix://${state}/podman.sock` },
    async run(cwd, ...command) {
      const words = ['run', state, 'sh', '-c', 'cd "$0" && exec "$@"', cwd, ...command];
      const ended = await execa(script, words, { stdin: 'ignore', reject: false });
      return { exitCode: ended.exitCode, stdout: ended.stdout };
    },
    async end() {
      await execa(script, ['down', state], { stdin: 'ignore', reject: false });
    },
  };
}
