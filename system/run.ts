/** Running other programs: one way, so that a program that is missing and a signal are the same everywhere. */
import { constants } from 'node:os';
import type { Options, Result, ResultPromise } from 'execa';

type Start = <O extends Options>(
  program: string,
  args: readonly string[],
  options: O,
) => Promise<{ readonly child: ResultPromise<O & { reject: false }> }>;

/**
 * Starts a program without waiting for it; its failure is a result and no error. The library is loaded where a program is
 * run at all: most commands do without. The child comes wrapped, because it is a promise itself.
 */
export const start: Start = async (program, args, options) => {
  const { execa } = await import('execa');
  return { child: execa(program, args, { ...options, reject: false }) as never };
};

/** The status of a program that cannot be run, and of one that is not there, as shells have them. */
const [notRunnable, notThere] = [126, 127];

/**
 * The exit status of a finished program, as shells have it: 128 + N if signal N ended it, 127 if there is no such program, 126 if
 * it cannot be run.
 */
export function statusOf({ exitCode, signal, code }: Pick<Result, 'exitCode' | 'signal' | 'code'>): number {
  if (exitCode !== undefined) return exitCode;
  if (signal !== undefined) return 128 + constants.signals[signal as NodeJS.Signals];
  return code === 'ENOENT' ? notThere : notRunnable;
}
