/**
 * Programs that end with this process, however that ends: kill -9 leaves nobody behind who could tell them. A small shell beside it
 * knows their numbers, and its input ends with this process.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** What a terminal sends to all of a group, and what ends polite programs, are nothing to it. */
const script = `trap '' INT HUP TERM
kept=
while read -r told pid; do
  rest=
  for each in $kept; do [ "$each" = "$pid" ] || rest="$rest $each"; done
  kept=$rest
  [ "$told" = end ] || kept="$kept $pid"
done
[ -z "$kept" ] || kill -TERM $kept`;

let keeper: ChildProcess | undefined;

function begin(): ChildProcess {
  const child = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'] });
  // Where there is no shell, as on Windows, nobody is kept.
  for (const each of [child, child.stdin]) each?.on('error', () => {});
  child.unref();
  (child.stdin as Partial<Socket>).unref?.();
  return child;
}

/** Has a program end (SIGTERM) when this process does. */
export function endWithThis(program: Pick<ChildProcess, 'pid' | 'once'>): void {
  const { pid } = program;
  if (pid === undefined) return;
  keeper ??= begin();
  const { stdin } = keeper;
  stdin?.write(`begin ${pid}\n`);
  program.once('exit', () => stdin?.write(`end ${pid}\n`));
}
