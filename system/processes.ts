/**
 * Processes of this machine, told apart by number and start time: a number alone is used again sooner or later.
 * Linux is asked through /proc, the others through ps.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
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
  /** All that run now, with their command lines. */
  all(): { readonly pid: number; readonly command: string }[];
  /** What it does, in one letter as ps has it: R, S, T; undefined where there is none. */
  state(pid: number): string | undefined;
  /** The folder in which a process is; undefined where that is not told, as of another user's. */
  folder(pid: number): string | undefined;
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
      return { mark: { pid, start, boot: linux.boot() }, command: commandOf(pid) };
    } catch {
      return undefined;
    }
  },
  all: () =>
    readdirSync('/proc').flatMap((name) => {
      const pid = Number(name);
      try {
        return Number.isInteger(pid) ? [{ pid, command: commandOf(pid) }] : [];
      } catch {
        return [];
      }
    }),
  state(pid) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[0];
    } catch {
      return undefined;
    }
  },
  folder(pid) {
    try {
      return readlinkSync(`/proc/${pid}/cwd`);
    } catch {
      return undefined;
    }
  },
  boot: () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
};

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trimEnd();
}

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
  all: () =>
    (output('ps', ['-axww', '-o', 'pid=,args=']) ?? '').split('\n').flatMap((line) => {
      const [, pid, command] = /^ *(\d+) (.*)$/.exec(line) ?? [];
      return pid === undefined || command === undefined ? [] : [{ pid: Number(pid), command }];
    }),
  state: (pid) => output('ps', ['-o', 'stat=', '-p', String(pid)]),
  folder: (pid) =>
    /^n(.*)$/m.exec(output('lsof', ['-w', '-a', '-p', String(pid), '-d', 'cwd', '-Fn']) ?? '')?.[1],
  boot: () => /\bsec = (\d+)/.exec(output('sysctl', ['-n', 'kern.boottime']) ?? '')?.[1] ?? '',
};

/** This machine's processes. */
export const processes: ProcessTable = process.platform === 'linux' ? linux : posix;

/** Whether that very process still runs. */
export function isAlive(mark: ProcessMark): boolean {
  const found = processes.find(mark.pid);
  return found !== undefined && found.mark.start === mark.start && found.mark.boot === mark.boot;
}

/** Whether that very process stands still, by SIGSTOP say. */
export function isFrozen(mark: ProcessMark): boolean {
  if (!isAlive(mark)) return false;
  return /^[Tt]/.test(processes.state(mark.pid) ?? '');
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

/**
 * Sends a signal to that very process; one that has ended is left in peace.
 * @param signal 0: sends none, and tells whether one may be sent
 * @returns false where it is another user's, who alone may end it
 */
export function signalProcess(mark: ProcessMark, signal: NodeJS.Signals | 0): boolean {
  if (!isAlive(mark)) return true;
  try {
    process.kill(mark.pid, signal);
  } catch (error) {
    // Else it ended in this moment.
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
  return true;
}
