/**
 * Getting a tarball: one cache for each user, filled from the user's own tarballs, from mirrors, or with what was
 * assembled here, and never with anything unverified.
 */
import type { Artifact, ObtainOptions, TarballRequest } from './types.js';

export { cacheRoot, findCached } from './cache.js';
export { cacheTroubleOr } from './cache-trouble.js';
export { findOwnFile, keepOwnFile, type LocatedFile, requestOwn } from './own-file.js';
export { putInLab } from './put-in-lab.js';
export { isDiskTrouble } from './source-failure.js';
export type * from './types.js';

/**
 * The artifact that answers a request: see obtain.ts. Loaded when first needed, so that a `create` that finds all in
 * the cache does not pay for it.
 */
export async function obtain(request: TarballRequest, options: ObtainOptions = {}): Promise<Artifact> {
  return (await import('./obtain.js')).obtain(request, options);
}
