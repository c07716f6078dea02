import { type Artifact, type ArtifactEvent, obtain } from '../artifacts/index.js';
import { archOf, resolve } from '../model/resolve.js';
import type { PartialSpec } from '../model/spec.js';
import { otherRequest, requestsFor } from './tarballs.js';

/**
 * Fills the cache with what a lab of this specification needs.
 * @param folders where the user's own files may lie that the specification knows by their content
 * @param other version of another ZooKeeper beside it, where the lab is for a lesson that is about both
 * @throws UsageError for versions that cannot be, LabError where nothing could be downloaded
 */
export async function fetch(
  typed: PartialSpec,
  folders: readonly string[],
  other: string | undefined,
  context: { readonly signal: AbortSignal; readonly progress?: (event: ArtifactEvent) => void },
): Promise<Artifact[]> {
  const blueprint = resolve({ ...typed, name: typed.name ?? 'zk-lab' }, archOf(process.arch));
  const wanted = Object.values(await requestsFor(blueprint, folders));
  const otherZookeeper = await otherRequest(other, blueprint);
  if (otherZookeeper) wanted.push(otherZookeeper);
  const artifacts: Artifact[] = [];
  for (const each of wanted) artifacts.push(await obtain(each, context));
  return artifacts;
}
