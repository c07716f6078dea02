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
// Nothing here comes of waiting for an election.
const scriptOf = (words: readonly (string | number)[]): string =>
  `${probes}elections=0 young=0
look it ${words.map((word) => quoted(String(word))).join(' ')}\n`;

/** What a probe answers on this machine. */
export function look(...words: readonly (string | number)[]): Observation | undefined {
  const { stdout } = spawnSync('bash', ['-c', scriptOf(words)], { encoding: 'utf8' });
  return observationsIn(stdout).get('it');
}

/** A folder of each test's own. */
export let folder: string;
beforeEach(() => {
  // Blanks, quotes and what a shell would replace.
  folder = mkdtempSync(join(tmpdir(), "zk-lab $HOME's `id` *-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file in it that says this. */
export const file = (text: string): string => {
  const path = join(folder, 'file');
  writeFileSync(path, text);
  return path;
};

/** The words of `sed` and `echo` that a remedy would print, typed: what the file says then. */
export function mended(path: string, { facts }: Pick<Observation, 'facts'>): string {
  for (const edit of facts.edit ?? []) spawnSync('sed', ['-i', edit, path]);
  if (facts.unended) appendFileSync(path, '\n');
  for (const line of facts.line ?? []) appendFileSync(path, `${line}\n`);
  return readFileSync(path, 'utf8');
}
