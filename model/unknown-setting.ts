import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { nearestOf } from '../system/nearest.js';

/**
 * What is told of a setting that there is not: the one that was probably meant, or all that there are.
 * @param origin how and where it was written
 */
export function unknownSetting(origin: string, name: string, known: readonly string[]): UsageError {
  const nearest = nearestOf(name, known);
  return nearest === undefined
    ? new UsageError('spec.unknown', { origin, known: listed(known) })
    : new UsageError('spec.unknown.near', { origin, nearest });
}
