/** `expect(result).toSucceed()`: a command ended with 0; where it did not, what it said is the message. */
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';

/** What a command has left behind it, as execa and the labs of these tests give it. */
interface Ended {
  readonly exitCode?: number | undefined;
  readonly stdout?: unknown;
  readonly stderr?: unknown;
}

declare module 'vitest' {
  interface Matchers<T> {
    toSucceed(): T;
  }
}

/** Errors come last, after much progress. */
const end = (text: unknown): string =>
  stripVTControlCharacters(String(text ?? ''))
    .trimEnd()
    .split('\n')
    .slice(-12)
    .join('\n');

expect.extend({
  toSucceed: ({ exitCode, stdout, stderr }: Ended) => ({
    pass: exitCode === 0,
    message: () => `ended with ${exitCode}:\n${end(stderr)}\n${end(stdout)}`,
  }),
});
