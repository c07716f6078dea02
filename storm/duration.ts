import { UsageError } from '../messages/errors.js';
import { durationOf } from '../system/duration.js';

const longest = 24 * 3_600_000;

/** How long a storm is to be, in milliseconds: 30s, 2m. @throws UsageError storm.bad-time */
export function parseDuration(typed: string | number): number {
  const time = durationOf(typed, longest);
  if (time === undefined) throw new UsageError('storm.bad-time', { value: String(typed) });
  return time;
}
