import { type Artifact, type ArtifactEvent, obtain } from '../artifacts/index.js';
import { archOf, resolve } from '../model/resolve.js';
import type { PartialSpec } from '../model/spec.js';
import { requestsFor } from './tarballs.js';

/**
 * Fills the cache with what a lab of this specification needs.
 * @throws UsageError for versions that cannot be, LabError where nothing could be downloaded
 */
export async function fetch(
  typed: PartialSpec,
  context: { readonly signal: AbortSignal; readonly progress?: (event: ArtifactEvent) => void },
): Promise<Artifact[]> {
  const { zookeeper, jdk } = requestsFor(
    resolve({ ...typed, name: typed.name ?? 'zk-lab' }, archOf(process.arch)),
  );
  return [await obtain(zookeeper, context), await obtain(jdk, context)];
}
