/**
 * One process at a time works on a request; the others wait and then find it done.
 * A lock is a file that its holder touches every second. Who has not touched it for a while is dead, and so is a
 * process whose number no longer exists where numbers mean the same as here: their locks are taken over.
 */
import {
  closeSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const touchEveryMs = 1_000;
const deadAfterMs = 10_000;
const lookEveryMs = 100;

/** Runs `work` while holding the lock at `path`; `waiting` is called once if another process holds it. */
export async function withLock<T>(
  path: string,
  { signal, waiting }: { signal?: AbortSignal | undefined; waiting?: () => void },
  work: () => Promise<T>,
): Promise<T> {
  const owner = `${counting()} ${process.pid} ${process.hrtime.bigint()}`;
  let told = false;
  while (!take(path, owner)) {
    removeIfDead(path);
    if (!told && !isOwn(path)) {
      waiting?.();
      told = true;
    }
    await delay(lookEveryMs, undefined, signal ? { signal } : {});
  }
  const heartbeat = setInterval(() => touch(path), touchEveryMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (read(path) === owner) rmSync(path, { force: true });
  }
}

/** Whether a living process holds the lock at `path`. */
export function isHeld(path: string): boolean {
  const owner = read(path);
  return owner !== undefined && alive(path, owner);
}

/** Who counts processes: this machine, or on Linux one of its PID namespaces. A container may share a folder with its host. */
export function counting(): string {
  let namespace = '-';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux, or nobody may look.
  }
  return `${hostname()} ${namespace}`;
}

function take(path: string, owner: string): boolean {
  try {
    const file = openSync(path, 'wx');
    let written = false;
    try {
      writeSync(file, owner);
      written = true;
    } finally {
      closeSync(file);
      // On a full disk: nobody would know whose it is.
      if (!written) rmSync(path, { force: true });
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether it is this very process that does something else meanwhile, which is no news to anybody. */
function isOwn(path: string): boolean {
  const owner = read(path);
  // One that has gone since, or is not written yet, is looked at again.
  return !owner || owner.startsWith(`${counting()} ${process.pid} `);
}

function removeIfDead(path: string): void {
  const owner = read(path);
  if (owner === undefined || alive(path, owner)) return;
  // Of several who find it dead, one gets to rename it; should that have caught a new holder's lock, both work, and
  // the second to finish merely renames the same verified content into place again.
  const grave = `${path}.${process.pid}`;
  try {
    renameSync(path, grave);
    rmSync(grave, { force: true });
  } catch {
    // Somebody else was quicker.
  }
}

function alive(path: string, owner: string): boolean {
  const [host, namespace, pid] = owner.split(' ');
  // A lock that is being written has no owner yet: only its age counts.
  const comparable = `${host} ${namespace}` === counting();
  if (comparable && Number(pid) > 0 && !running(Number(pid))) return false;
  try {
    return Date.now() - statSync(path).mtimeMs < deadAfterMs;
  } catch {
    return false;
  }
}

function running(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Taken over because this process slept too long: it finishes all the same.
  }
}
