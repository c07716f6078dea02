/**
 * Processes of this machine, told apart by number and start time: a number alone is used again sooner or later.
 * Linux is asked through /proc, the others through ps.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** One process for good: no other ever has the same three. */
export interface ProcessMark {
  readonly pid: number;
  /** Linux: clock ticks since the boot; elsewhere the date that ps tells. */
  readonly start: string;
  /** The boot during which it started. */
  readonly boot: string;
}

/** How to look at processes on one kind of system. */
export interface ProcessTable {
  /** The process of that number, or undefined if there is none or it has ended but was not collected yet. */
  find(pid: number): { mark: ProcessMark; command: string } | undefined;
  /** The numbers of all that run now. */
  all(): number[];
  /** A name for the time since the machine was last started. */
  boot(): string;
}

const linux: ProcessTable = {
  find(pid) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field is the program's name in parentheses, which may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state] = fields;
      const start = fields[19];
      // A program's first thread can be done while others still hold its files and ports.
      const ended = state === 'X' || (state === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1);
      if (start === undefined || ended) return undefined;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trimEnd();
      return { mark: { pid, start, boot: linux.boot() }, command };
    } catch {
      return undefined;
    }
  },
  all: () => readdirSync('/proc').map(Number).filter(Number.isInteger),
  boot: () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
};

function output(program: string, args: readonly string[]): string | undefined {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    return execFileSync(program, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/** For macOS and the BSDs; exported for its test, which runs on Linux too. @internal */
export const posix: ProcessTable = {
  find(pid) {
    const state = output('ps', ['-o', 'stat=', '-p', String(pid)]);
    const start = output('ps', ['-o', 'lstart=', '-p', String(pid)]);
    const command = output('ps', ['-ww', '-o', 'args=', '-p', String(pid)]);
    if (!state || !start || command === undefined || state.startsWith('Z')) return undefined;
    return { mark: { pid, start, boot: posix.boot() }, command };
  },
  all: () => (output('ps', ['-axo', 'pid=']) ?? '').split('\n').map(Number),
  boot: () => /\bsec = (\d+)/.exec(output('sysctl', ['-n', 'kern.boottime']) ?? '')?.[1] ?? '',
};

/** This machine's processes. */
export const processes: ProcessTable = process.platform === 'linux' ? linux : posix;

/** Whether that very process still runs. */
export function isAlive(mark: ProcessMark): boolean {
  const found = processes.find(mark.pid);
  return found !== undefined && found.mark.start === mark.start && found.mark.boot === mark.boot;
}

/**
 * Waits until that process is gone, looking every so many milliseconds.
 * @returns whether it is, within `timeout` milliseconds and before the signal
 */
export async function waitForEnd(
  mark: ProcessMark,
  timeout: number,
  signal?: AbortSignal,
  every = 20,
): Promise<boolean> {
  const deadline = Date.now() + timeout;
  while (isAlive(mark)) {
    if (Date.now() > deadline || signal?.aborted) return false;
    await delay(every);
  }
  return true;
}

/** Sends a signal to that very process; one that has ended is left in peace. */
export function signalProcess(mark: ProcessMark, signal: NodeJS.Signals): void {
  if (!isAlive(mark)) return;
  try {
    process.kill(mark.pid, signal);
  } catch {
    // It ended in this moment.
  }
}
