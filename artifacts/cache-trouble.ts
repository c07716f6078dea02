import { LabError } from '../messages/errors.js';
import { isFull, whyUnwritable } from '../system/disk.js';
import { cacheFolder } from '../system/user-folders.js';
import { codeOf, isDiskTrouble } from './source-failure.js';

/**
 * What to throw for an error that came up while the cache was written to: told to the user where it is the disk's, else the
 * error itself.
 * @param needed bytes that were to be written, where that is known
 */
export function cacheTroubleOr(error: unknown, needed?: number): unknown {
  if (error instanceof LabError || !isDiskTrouble(error)) return error;
  const path = cacheFolder() ?? '';
  const reason = whyUnwritable(error, path, needed);
  return isFull(codeOf(error))
    ? new LabError('artifact.disk-full', { path, reason })
    : new LabError('artifact.cache-readonly', { path, reason });
}
