import { execa } from 'execa';
import type { Unavailable } from './available.js';
import type { Engine } from './engine.js';
import { useEngine } from './use-engine.js';

/** A cluster that is for tests, whoever's it is. */
export interface Cluster {
  readonly available: true;
  /** Builds images, and has the JDK's tarball. */
  readonly engine: Engine;
  /** Variables that lead to both. */
  readonly env: Readonly<Record<string, string>>;
  /** Where its hosts get images from; undefined where they are handed them. */
  readonly registry: string | undefined;
  /** What is typed after `zk-lab up` for a lab to go there. */
  readonly up: readonly string[];
  /** Runs kubectl there. @returns what it said @throws where it failed */
  kubectl(...args: string[]): Promise<string>;
}

/** A cluster whose hosts can be lost. */
export interface OwnCluster extends Cluster {
  /** Ends a host as when its plug is pulled: 1, 2, … */
  lose(host: number): Promise<void>;
  restore(host: number): Promise<void>;
}

// Nobody who asks for all end-to-end tests asks for these.
const reason = 'for these there is a command of their own: npm run kubernetes';

/** The cluster that KUBECONFIG leads to, if it is said that it is for tests (scripts/kubernetes.mjs). */
export async function useCluster(): Promise<Cluster | Unavailable> {
  const { KUBECONFIG, ZK_LAB_TEST_KUBERNETES, ZK_LAB_TEST_REGISTRY: registry, PATH = '' } = process.env;
  if (!ZK_LAB_TEST_KUBERNETES || !KUBECONFIG) return { available: false, reason };
  const engine = await useEngine();
  if (!engine.available) return engine;
  const env = { ...engine.env, KUBECONFIG, PATH };
  return {
    available: true,
    engine,
    env,
    registry,
    up: ['--provider', 'kubernetes', ...(registry ? ['--registry', registry] : [])],
    kubectl: async (...args) => (await execa('kubectl', args, { env })).stdout,
  };
}

/** The cluster of the tests' own, with two hosts. */
export async function useOwnCluster(): Promise<OwnCluster | Unavailable> {
  const cluster = await useCluster();
  if (!cluster.available) return cluster;
  const [script, state] = (process.env.ZK_LAB_TEST_OWN_CLUSTER ?? '').split(' ');
  if (!script || !state)
    return { available: false, reason: 'this is somebody’s cluster, whose hosts are not to be lost' };
  const tell = async (verb: string, host: number): Promise<void> => {
    await execa(script, [verb, state, String(host)]);
  };
  return { ...cluster, lose: (host) => tell('lose', host), restore: (host) => tell('restore', host) };
}
