import { join } from 'node:path';
import { execa } from 'execa';
import type { Unavailable } from './available.js';
import { fromPython } from './from-python.js';

/** Kubernetes' own schemas, as its releases publish them. */
export interface KubernetesSchemas {
  readonly available: true;
  /**
   * What is wrong with manifests, a line each; a field that no schema knows is.
   * @param texts YAML by names, read by its version 1.1
   * @param releases of Kubernetes: 1.30
   * @returns lines by those names: `1.30 StatefulSet node1: spec.replicas: '1' is not of type 'integer', 'null'`
   */
  complaints(
    texts: Readonly<Record<string, string>>,
    releases: readonly string[],
  ): Promise<Readonly<Record<string, readonly string[]>>>;
}

/** Has those of 1.25 and all later ones until its own. */
const wanted = 'kubernetes-validate==1.37.0';

/** The schemas and what reads them, got once: some hundred megabytes. Not on machines without Python's pip. */
export async function useKubernetesSchemas(): Promise<KubernetesSchemas | Unavailable> {
  const kept = await fromPython(
    wanted,
    'python3 -m pip install --quiet --only-binary=:all: --target made "$0"',
  );
  if (!kept.available) return kept;
  const script = join(import.meta.dirname, 'kubernetes-schemas.py');
  return {
    available: true,
    complaints: async (texts, releases) => {
      const { stdout } = await execa('python3', [script, ...releases], {
        input: JSON.stringify(texts),
        env: { PYTHONPATH: kept.folder },
      });
      return JSON.parse(stdout);
    },
  };
}
