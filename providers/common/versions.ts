import { start } from '../../system/run.js';

/** Milliseconds that a program has to tell its version, unless it is known to be slow. */
const usualPatience = 10_000;

/** The first line that a program prints, or undefined if it cannot be run. */
export async function versionOf(
  program: string,
  args: readonly string[],
  patience = usualPatience,
): Promise<string | undefined> {
  const { child } = await start(program, args, { timeout: patience, stdin: 'ignore' });
  const result = await child;
  return result.failed ? undefined : (String(result.stdout).trim().split('\n')[0] ?? '');
}

/** Whether a version, whatever letters stand before it, is older than major.minor. */
export function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version
    .replace(/^[^\d]*/, '')
    .split('.')
    .map(Number);
  return a < major || (a === major && b < minor);
}
