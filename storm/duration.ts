import { UsageError } from '../messages/errors.js';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const longest = 24 * 3_600_000;

/** How long a storm is to be, in milliseconds: 30s, 2m. @throws UsageError storm.bad-time */
export function parseDuration(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim().toLowerCase()) ?? [];
  const time = Number(number) * (units[unit] ?? Number.NaN);
  if (!(time > 0 && time <= longest)) throw new UsageError('storm.bad-time', { value: text });
  return time;
}
