/**
 * Who listens at a port of this machine, as far as this user may know. Linux alone tells it without a further program; what another
 * user has open is hidden there, but not whose the port is, nor what runs.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { processes } from './processes.js';

/** Who has a port. Absent: that is not told. */
export interface PortHolder {
  /** By name, where it has one. */
  readonly user: string;
  readonly pid?: number;
  readonly command?: string;
  /** Whether it is another user's, who alone can end it. */
  readonly theirs: boolean;
}

const listening = '0A';

/** The sockets that listen at a port, with the user whose each is. */
function socketsAt(port: number): { readonly uid: number; readonly socket: string }[] {
  return ['tcp', 'tcp6'].flatMap((table) => {
    const [, ...lines] = textOf(`/proc/net/${table}`).trim().split('\n');
    return lines.flatMap((line) => {
      const [, local = '', , state, , , , uid, , socket = ''] = line.trim().split(/\s+/);
      const here = state === listening && Number.parseInt(local.split(':')[1] ?? '', 16) === port;
      return here ? [{ uid: Number(uid), socket }] : [];
    });
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether a process has a socket open; not to be known of another user's. */
function hasOpen(pid: number, socket: string): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((name) => {
      try {
        return readlinkSync(`${folder}/${name}`) === `socket:[${socket}]`;
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}

const userOf = (pid: number): number =>
  Number(/^Uid:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? Number.NaN);

function nameOf(uid: number): string {
  const line = textOf('/etc/passwd')
    .split('\n')
    .find((each) => each.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? String(uid);
}

/** Whether configuration that a command line names speaks of a port, as far as it can be read. */
function names(command: string, port: number): boolean {
  const said = new RegExp(`[=:]${port}\\b`);
  return command
    .split(' ')
    .some((word) => isAbsolute(word) && /\.cfg$/.test(word) && said.test(textOf(word)));
}

/**
 * Who listens at a port; undefined where nobody does, or it cannot be told.
 * @param likely what the program may be whose files are hidden: of its user's processes, the one that is it, or the one of several
 * whose configuration names the port
 */
export function holderOf(port: number, likely: (command: string) => boolean): PortHolder | undefined {
  for (const { uid, socket } of socketsAt(port)) {
    const all = processes.all();
    const open = all.find(({ pid }) => hasOpen(pid, socket));
    const theirs = uid !== process.getuid?.() && process.getuid?.() !== 0;
    const candidates = open ? [] : all.filter(({ pid, command }) => likely(command) && userOf(pid) === uid);
    const only =
      candidates.length === 1 ? candidates[0] : candidates.find(({ command }) => names(command, port));
    return { user: nameOf(uid), theirs, ...(open ?? only) };
  }
  return undefined;
}
