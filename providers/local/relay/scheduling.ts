/**
 * Which share of the processors the relays take, and when. To the kernel they are a batch (SCHED_BATCH): whoever has written to
 * them is not interrupted for it, so that where processors are scarce they carry several messages at a time, and where
 * one is free it costs nothing. util-linux has the command; where it is lacking, as on macOS, everything stays as it is.
 */
import { spawn } from 'node:child_process';
import { isInPath } from '../../../system/programs.js';

const command = 'chrt';

/** From now on, this process. What it starts inherits that. */
export function becomeBatch(): void {
  if (!isInPath(command)) return;
  const child = spawn(command, ['-b', '-p', '0', String(process.pid)], { stdio: 'ignore' });
  child.once('error', () => {});
}

/** What starts a program as if not from here. */
export function asUsual(words: readonly string[]): readonly string[] {
  return isInPath(command) ? [command, '-o', '0', ...words] : words;
}
