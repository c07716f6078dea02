/**
 * Tests of what not every machine can have. Where it is missing, one skipped test stands for them and says why, in words of
 * what to do about it; scripts/not-run.mjs repeats that at the end of a run.
 */
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

/** A `describe`, unless something is missing. @param whyNot what is, as a sentence's end; undefined where nothing is */
export function describeUnless(whyNot: string | undefined, name: string, body: () => void): void {
  if (whyNot === undefined) describe(name, body);
  else describe(name, () => test('is not tested on this machine', ({ skip }) => skip(whyNot)));
}

/** The folder that keeps other users out of this clone, which is often in somebody's home; undefined where none does. */
function closedFolder(): string | undefined {
  for (let folder = fileURLToPath(new URL('..', import.meta.url)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function secondUserLacks(): string | undefined {
  if (process.getuid?.() !== 0) {
    return 'it takes a second user, as whom only root can do something: run npm test as root';
  }
  const closed = closedFolder();
  return closed === undefined ? undefined : `other users do not get into ${closed}: put the clone elsewhere`;
}

/** Why tests that take a second user cannot run; undefined where they can. */
export const whyNoSecondUser = secondUserLacks();
