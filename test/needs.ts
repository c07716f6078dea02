/**
 * Tests of what not every machine can have. Where it is missing, one skipped test stands for them and says why, in words of
 * what to do about it; scripts/not-run.mjs repeats that at the end of a run.
 */
import { describe, test } from 'vitest';

/** A `describe`, unless something is missing. @param whyNot what is, as a sentence's end; undefined where nothing is */
export function describeUnless(whyNot: string | undefined, name: string, body: () => void): void {
  if (whyNot === undefined) describe(name, body);
  else describe(name, () => test('is not tested on this machine', ({ skip }) => skip(whyNot)));
}

/** Why tests that take a second user cannot run; undefined where they can. */
export const whyNoSecondUser =
  process.getuid?.() === 0
    ? undefined
    : 'it takes a second user, as whom only root can do something: run npm test as root';
