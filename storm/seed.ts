import { UsageError } from '../messages/errors.js';

const seeds = 2 ** 32;

/** What a plan of faults can be made from, so that others can type it. @throws UsageError storm.bad-seed */
export function seedOf(typed: string | number): number {
  const seed = /^\d+$/.test(String(typed)) ? Number(typed) : Number.NaN;
  if (!(seed < seeds)) throw new UsageError('storm.bad-seed', { value: String(typed) });
  return seed;
}
