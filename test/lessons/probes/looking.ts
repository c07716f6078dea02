/** Probes, run on this machine: what they answer. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Observation, observationsIn } from '../../../lessons/observations.js';
import { readProbes } from '../../../lessons/probes.js';
import { quoted } from '../../../system/quoted.js';

const probes = readProbes();
type Words = readonly (string | number)[];

// Nothing here comes of waiting for an election.
const scriptOf = (all: readonly Words[]): string =>
  `${probes}elections=0 young=0
${all.map((words, index) => `look it${index} ${words.map((word) => quoted(String(word))).join(' ')}\n`).join('')}`;

/** What a probe answers on this machine. */
export const look = (...words: Words): Observation | undefined => lookAll([words])[0];

/** The same for several, in one process: on a busy machine, each takes its time to start. */
export function lookAll(all: readonly Words[]): (Observation | undefined)[] {
  const { stdout } = spawnSync('bash', ['-c', scriptOf(all)], { encoding: 'utf8' });
  const seen = observationsIn(stdout);
  return all.map((_, index) => seen.get(`it${index}`));
}

/** A folder of each test's own. */
export let folder: string;
beforeEach(() => {
  // Blanks, quotes and what a shell would replace.
  folder = mkdtempSync(join(tmpdir(), "zk-lab $HOME's `id` *-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file in it that says this. */
export const file = (text: string, name = 'file'): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** The words of `sed` and `echo` that a remedy would print, typed: what the file says then. */
export function mended(path: string, { facts }: Pick<Observation, 'facts'>): string {
  const edits = (facts.edit ?? []).flatMap((edit) => ['-e', edit]);
  if (edits.length > 0) spawnSync('sed', ['-i', ...edits, path]);
  if (facts.unended) appendFileSync(path, '\n');
  for (const line of facts.line ?? []) appendFileSync(path, `${line}\n`);
  return readFileSync(path, 'utf8');
}
