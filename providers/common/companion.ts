/** A process of zk-lab's own that stays beside a lab when the command is over: starting it. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines } from '../../system/last-lines.js';

/** Milliseconds for it to come up, on a busy machine. */
const patience = 20_000;
/** Milliseconds between two looks whether it has. */
const lookEvery = 10;

/** A program for Node.js, and where it runs. */
export interface Companion {
  readonly program: string;
  readonly words: readonly string[];
  readonly folder: string;
  /** A file for what it says while it comes up; it stays where that did not come about. */
  readonly log: string;
}

/**
 * Starts it in a session of its own: Ctrl-C and the end of this terminal do not reach it.
 * @param isUp asked until it says so
 * @returns undefined once it is up; else the last that it said
 */
export async function startCompanion(
  { program, words, folder, log }: Companion,
  isUp: () => boolean | Promise<boolean>,
): Promise<string | undefined> {
  const errors = openSync(log, 'w');
  // What Node.js is told in the environment is for the program that runs now.
  const { NODE_OPTIONS: _, NODE_CHANNEL_FD: __, ...env } = process.env;
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', errors],
    env,
  });
  closeSync(errors);
  child.unref();
  let ended = false;
  for (const event of ['error', 'exit'] as const) {
    child.once(event, () => {
      ended = true;
    });
  }
  for (const deadline = Date.now() + patience; !(await isUp()); await pause(lookEvery)) {
    if (!ended && Date.now() < deadline) continue;
    if (!ended) child.kill('SIGKILL');
    return lastLines(readFileSync(log, 'utf8'), 3);
  }
  rmSync(log, { force: true });
  return undefined;
}
