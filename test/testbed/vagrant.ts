import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { execa, type Options, type Result } from 'execa';
import { type Unavailable, unavailable } from './available.js';
import type { Engine } from './engine.js';

/** Vagrant's providers that a test machine can have. */
export type TestProvider = 'docker' | 'libvirt';

/** A real Vagrant with boxes under the names that labs ask for. Its machines end with this lane. */
export interface Vagrant {
  readonly available: true;
  readonly provider: TestProvider;
  /** Variables for every program that is to use it: VAGRANT_HOME, VAGRANT_DEFAULT_PROVIDER and what the provider needs. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a program with `env`. Options, result and errors are execa's. */
  run<T extends Options>(command: readonly [string, ...string[]], options?: T): Promise<Result<T>>;
}

/** What startVagrant may be told. */
export interface VagrantOptions {
  readonly provider: TestProvider;
  /** Folder for its state, made if missing. */
  readonly state: string;
  /** The engine that the docker provider uses. */
  readonly engine?: Engine;
  /** Boxes to have, as NAME@VERSION, instead of those that vagrant.sh lists. */
  readonly boxes?: readonly string[];
}

const script = path.join(import.meta.dirname, 'vagrant.sh');

/**
 * Starts what a provider needs and sees to its boxes: seconds from the cache, a minute or two the first time.
 * @throws the shell's error where the machine should be able to and the start failed all the same
 */
export async function startVagrant(options: VagrantOptions): Promise<Vagrant | Unavailable> {
  const { provider, state, engine, boxes = [] } = options;
  const { exitCode, stdout } = await execa(script, ['up', state, provider, ...boxes], {
    ...(engine && { env: engine.env }),
    stdin: 'ignore',
    stderr: 'inherit',
    reject: false,
  });
  if (exitCode === 3) return unavailable(stdout.trim());
  if (exitCode !== 0) throw new Error(`${script} up ${state} ${provider}: exit code ${exitCode}`);
  return attachVagrant(state, engine);
}

/**
 * One that runs already, by its state folder.
 * @throws if vagrant.sh never made the folder
 */
export async function attachVagrant(state: string, engine?: Engine): Promise<Vagrant> {
  const own = parseEnv(await readFile(path.join(state, 'env'), 'utf8')) as Record<string, string>;
  const env = { ...engine?.env, ...own };
  return {
    available: true,
    provider: own.VAGRANT_DEFAULT_PROVIDER as TestProvider,
    env,
    run: <T extends Options>(command: readonly [string, ...string[]], options?: T) => {
      const [file, ...args] = command;
      return execa(file, args, { ...options, env: { ...env, ...options?.env } }) as unknown as Promise<
        Result<T>
      >;
    },
  };
}
