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

/** The exit status of a finished program, as shells have it: 128 + N if signal N ended it, 127 if there is no such program. */
export function statusOf({ exitCode, signal, code }: Pick<Result, 'exitCode' | 'signal' | 'code'>): number {
  if (exitCode !== undefined) return exitCode;
  return code === 'ENOENT' ? 127 : 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
}
