import { obtain } from '../artifacts/index.js';
import type { Artifact, ArtifactEvent } from '../artifacts/types.js';
import { archOf, resolve } from '../labs/resolve.js';
import type { PartialSpec } from '../labs/spec.js';
import { requestFor } from './create.js';

/**
 * Fills the cache with what a lab of this specification needs.
 * @throws UsageError for versions that cannot be, LabError where nothing could be downloaded
 */
export async function fetch(
  typed: PartialSpec,
  context: { readonly signal: AbortSignal; readonly progress?: (event: ArtifactEvent) => void },
): Promise<Artifact[]> {
  const spec = resolve({ ...typed, name: typed.name ?? 'zk-lab' }, archOf(process.arch));
  const zookeeper = await obtain(requestFor('zookeeper', spec), context);
  const jdk = await obtain(requestFor('jdk', spec), context);
  return [zookeeper, jdk];
}
