/**
 * Ending a program on a node together with all that it has started there. Whoever leaves it, engine or ssh, leaves it
 * running; so it is marked, in its environment, and found by that.
 */
import { randomUUID } from 'node:crypto';

/** A variable for the environment of a program that can be ended. */
export interface ProgramMark {
  readonly name: string;
  readonly value: string;
}

/** A mark that no other program has. */
export function newMark(): ProgramMark {
  return { name: 'ZK_LAB_RUN', value: randomUUID() };
}

/**
 * A command that interrupts every program with that mark, as Ctrl-C in a terminal does: what was put into the background
 * there, a server for instance, goes on.
 */
export function endingCommand({ name, value }: ProgramMark): string[] {
  const line = `for p in /proc/[0-9]*; do ! grep -qs ${name}=${value} $p/environ || kill -INT \${p#/proc/} 2>/dev/null; done; true`;
  return ['sh', '-c', line];
}
