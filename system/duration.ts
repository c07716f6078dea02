/** Milliseconds in each unit of time that may be typed. */
export const timeUnits = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/**
 * How long that is, in milliseconds: 200ms, 30s, 2m, 1h; a number is milliseconds already.
 * @param most milliseconds that it may be @returns undefined where it is no time, none at all, or too much
 */
export function durationOf(typed: string | number, most: number): number | undefined {
  const text = typeof typed === 'number' ? `${typed}ms` : typed.trim().toLowerCase();
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const time = Number(number) * (timeUnits[unit as keyof typeof timeUnits] ?? Number.NaN);
  return time > 0 && time <= most ? time : undefined;
}
