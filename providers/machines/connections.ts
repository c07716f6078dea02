/**
 * One connection to each machine, through which goes all that this process says to it: most of what a short command over SSH takes is
 * the handshake. Nothing of it outlives the process: its ends are pipes of ours, and the sockets lie in a folder of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../../messages/errors.js';
import { start, statusOf } from '../../system/run.js';
import { shellLine } from '../common/ssh.js';

/** A connection, or why there is none. */
export type Connecting =
  | { readonly ok: true; readonly options: readonly string[] }
  | { readonly ok: false; readonly status: number; readonly said: string };

interface Connection {
  /** What ssh is told to go through it: nothing where the user's own configuration has one, or there can be none. */
  options: readonly string[];
  ended: boolean;
  /** When it was found that there is none to be had, as Date.now() has it; 0 before. */
  failed: number;
}

/** A socket's path has 104 bytes on macOS, of which ssh takes 17 while it makes one, and a folder with a file in it some more. */
const longestBase = 60;
const ready = 'zk-lab:connected';
/** Milliseconds for which a machine that could not be connected is taken for one: the other questions of a command need not wait, too. */
const failsFor = 3_000;

const connections = new Map<string, { readonly it: Connection; readonly connecting: Promise<Connecting> }>();
let folder: string | undefined;
let sockets = 0;

/** Where sockets lie: a folder of this process's, its owner's alone. @throws where there can be none */
function socketFolder(): string {
  if (folder !== undefined) return folder;
  const base = tmpdir().length > longestBase ? '/tmp' : tmpdir();
  const made = mkdtempSync(join(base, 'zk-lab-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  folder = made;
  return made;
}

/** Whether the user's own configuration has connections to that machine shared: those may be the only ones that get in. */
async function sharesItself(options: readonly string[], destination: string): Promise<boolean> {
  const { child } = await start('ssh', [...options, '-G', destination], { stdin: 'ignore' });
  return /^controlpath (?!none$)/im.test(String((await child).stdout ?? ''));
}

/** ssh of Windows cannot share. @returns where the socket is to be, or undefined where the connection is not shared */
async function socketFor(options: readonly string[], destination: string): Promise<string | undefined> {
  if (process.platform === 'win32' || (await sharesItself(options, destination))) return undefined;
  try {
    return join(socketFolder(), String(++sockets));
  } catch {
    return undefined;
  }
}

/** @throws LabError ssh.missing */
async function connect(it: Connection, options: readonly string[], destination: string): Promise<Connecting> {
  const socket = await socketFor(options, destination);
  if (socket === undefined) return { ok: true, options: [] };
  const shared = ['-o', `ControlPath=${socket}`];
  // It lasts as long as its input, which the kernel closes whatever becomes of this process.
  const { child } = await start(
    'ssh',
    [
      ...options,
      ...shared,
      '-o',
      'LogLevel=ERROR',
      '-o',
      'ControlMaster=yes',
      '-o',
      'ControlPersist=no',
      '-T',
    ].concat(destination, `${shellLine(['echo', ready])}; exec cat`),
    { stdin: 'pipe', buffer: false, encoding: 'utf8' },
  );
  let said = '';
  child.stderr.on('data', (chunk: string) => {
    said = (said + chunk).slice(-4_000);
  });
  const ended = child.then((result) => {
    it.ended = true;
    if (result.code === 'ENOENT') throw new LabError('ssh.missing');
    return { ok: false, status: statusOf(result), said } as const;
  });
  const made = new Promise<true>((resolve) => {
    let heard = '';
    child.stdout.on('data', (chunk: string) => {
      heard = (heard + chunk).slice(-4_000);
      if (heard.includes(ready)) resolve(true);
    });
  });
  const came = await Promise.race([made, ended]);
  if (came !== true) {
    it.failed = Date.now();
    return came;
  }
  it.options = [...shared, '-o', 'ControlMaster=no'];
  // A program that has no more to do ends although it is there.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    (stream as Partial<Socket>).unref?.();
  }
  return { ok: true, options: it.options };
}

const keyOf = (options: readonly string[], destination: string): string =>
  [...options, destination].join(' ');

/**
 * Connects to a machine, unless that was done.
 * @param options of ssh's @param destination as ssh knows it @throws LabError ssh.missing
 */
export function connected(options: readonly string[], destination: string): Promise<Connecting> {
  const key = keyOf(options, destination);
  const there = connections.get(key);
  if (there && (!there.it.ended || Date.now() - there.it.failed < failsFor)) return there.connecting;
  const it: Connection = { options: [], ended: false, failed: 0 };
  const connecting = connect(it, options, destination);
  connections.set(key, { it, connecting });
  return connecting;
}

/** What ssh is told to go through the connection that there is; nothing where there is none. */
export function throughConnection(options: readonly string[], destination: string): readonly string[] {
  const it = connections.get(keyOf(options, destination))?.it;
  return it && !it.ended ? it.options : [];
}

/** Whether the connection that there was has ended by itself: ssh says nothing of it to whoever went through it. */
export function wasLost(options: readonly string[], destination: string): boolean {
  return connections.get(keyOf(options, destination))?.it.ended ?? false;
}
