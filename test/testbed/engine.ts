import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { execa } from 'execa';
import { type Unavailable, unavailable } from './available.js';

/** A running Docker engine of the tests' own in this lane, and what belongs to it; it ends with the lane. */
export interface Engine {
  readonly available: true;
  /** The engine's folder: socket, log and `env`, the file that a shell reads to use it by hand. */
  readonly state: string;
  /**
   * Variables for every program that is to use this engine: DOCKER_HOST, DOCKER_CONFIG, DOCKER_BUILDKIT, and XDG
   * folders of the tests' own, so that no run sees or changes the labs and caches of whoever runs it.
   */
  readonly env: Readonly<Record<string, string>>;
  /** Tarball of JDK 8 in Oracle's shape, e.g. /…/jdk-8u504-linux-x64.tar.gz. */
  readonly jdk8: string;
  /** Tarball of JDK 17 in Oracle's shape, e.g. /…/jdk-17.0.19_linux-x64_bin.tar.gz. */
  readonly jdk17: string;
  /** Images that stand in for those of a registry: as debootstrap makes it, and with sshd and its like installed. */
  readonly images: { readonly bare: string; readonly prepared: string };
  /**
   * Ends and starts dockerd, as a reboot of the machine does; containers come back by their restart policy.
   * @param options '--userns-remap': root of a container is another user of the machine then, until the next restart
   */
  restart(...options: readonly '--userns-remap'[]): Promise<void>;
}

/** What startEngine may be told. */
export interface EngineOptions {
  /** Folder for the engine's state, made if missing; its path at most 60 characters (sockets lie below it). */
  readonly state: string;
  /** Names to give the base images, instead of those that engine.sh lists. */
  readonly images?: { readonly bare?: readonly string[]; readonly prepared?: readonly string[] };
}

const script = path.join(import.meta.dirname, 'engine.sh');

/**
 * Starts a dockerd in this lane, with base images and JDK tarballs: about a minute the first time, seconds from the cache later.
 * @throws the shell's error where the machine should be able to and the start failed all the same
 */
export async function startEngine(options: EngineOptions): Promise<Engine | Unavailable> {
  const names = (['bare', 'prepared'] as const).flatMap((kind) =>
    (options.images?.[kind] ?? []).flatMap((name) => [`--${kind}`, name]),
  );
  const { exitCode, stdout } = await execa(script, ['up', options.state, ...names], {
    stdin: 'ignore',
    stderr: 'inherit',
    reject: false,
  });
  if (exitCode === 3) return unavailable(stdout.trim());
  if (exitCode !== 0) throw new Error(`${script} up ${options.state}: exit code ${exitCode}`);
  return attachEngine(path.join(options.state, 'env'));
}

/**
 * An engine that runs already, by its env file (what `engine.sh up STATE` wrote to STATE/env).
 * @throws if the file is missing or none of engine.sh's
 */
export async function attachEngine(envFile: string): Promise<Engine> {
  const values = parseEnv(await readFile(envFile, 'utf8'));
  const value = (name: string): string => {
    const found = values[name];
    if (!found)
      throw new Error(`${envFile} has no ${name}: is it the env file of an engine that engine.sh started?`);
    return found;
  };
  const state = value('ZK_LAB_TEST_STATE');
  const cache = value('ZK_LAB_TEST_CACHE');
  return {
    available: true,
    state,
    env: {
      // The XDG folders below are the product's; the testbed stays with its own.
      ZK_LAB_TEST_CACHE: cache,
      DOCKER_HOST: value('DOCKER_HOST'),
      DOCKER_CONFIG: value('DOCKER_CONFIG'),
      DOCKER_BUILDKIT: value('DOCKER_BUILDKIT'),
      // Kept between runs: ZooKeeper is fetched once. The rest dies with the engine.
      XDG_CACHE_HOME: path.join(cache, 'product'),
      XDG_CONFIG_HOME: path.join(state, 'config'),
      XDG_DATA_HOME: path.join(state, 'data'),
      XDG_STATE_HOME: path.join(state, 'state'),
    },
    jdk8: value('ZK_LAB_TEST_JDK8'),
    jdk17: value('ZK_LAB_TEST_JDK17'),
    images: { bare: 'zk-lab-test/bare:13', prepared: 'zk-lab-test/equipped:13' },
    async restart(...options) {
      await execa(script, ['restart', state, ...options], { stdin: 'ignore', stderr: 'inherit' });
    },
  };
}
