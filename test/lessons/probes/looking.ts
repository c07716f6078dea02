/** Probes, run on this machine: what they answer. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, onTestFinished } from 'vitest';
import { builtIn } from '../../../lessons/built-in.js';
import { type Observation, observationsIn } from '../../../lessons/observations.js';
import { readProbes } from '../../../lessons/probes.js';
import { quoted } from '../../../system/quoted.js';

const probes = readProbes();
type Words = readonly (string | number)[];

// Nothing here comes of waiting for an election.
const scriptOf = (all: readonly Words[], own = ''): string =>
  `${probes}${own}elections=0 young=0
${all.map((words, index) => `look it${index} ${words.map((word) => quoted(String(word))).join(' ')}\n`).join('')}`;

/** What a probe answers on this machine. */
export const look = (...words: Words): Observation | undefined => lookAll([words])[0];

/** The same for several, in one process: on a busy machine, each takes its time to start. */
export const lookAll = (all: readonly Words[]): (Observation | undefined)[] => seenBy(scriptOf(all), all);

/** What a probe of a ready-made lab's own answers on this machine, where root is at home in the test's folder. */
export function lookIn(lab: string, ...words: Words): Observation | undefined {
  const own = `${builtIn(lab).probes}\n`;
  return seenBy(scriptOf([words], own), [words], { ...process.env, HOME: folder })[0];
}

function seenBy(
  script: string,
  all: readonly Words[],
  env: NodeJS.ProcessEnv = process.env,
): (Observation | undefined)[] {
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env });
  const seen = observationsIn(stdout);
  return all.map((_, index) => seen.get(`it${index}`));
}

/** A process that says this to whoever says anything, and is called like a server of a zoo.cfg. */
export async function serverThatSays(
  text: string,
  ...words: readonly string[]
): Promise<{ pid: number; port: number }> {
  const code = `const server = require('node:net').createServer((socket) => socket.once('data', () => socket.end(${JSON.stringify(text)})));
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const child = execa(process.execPath, ['-e', code, ...words], { reject: false });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await child;
  });
  const [line] = await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, port: Number(String(line)) };
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
