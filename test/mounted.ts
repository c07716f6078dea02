/** Real file systems for tests, in a mount namespace that ends with the test: the machine sees nothing of them. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { describeUnless } from './needs.js';

/** Why this machine cannot mount anything for a test; undefined where it can. */
const whyNoMounts = ((): string | undefined => {
  if (process.platform !== 'linux')
    return `file systems are mounted on Linux only, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'only root may mount a file system: run npm test as root';
  const { status, stderr, error } = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `no mount namespace can be had: ${error?.message ?? stderr.trim()}`;
})();

/** A `describe` whose tests mount something; where that cannot be, one skipped test that says why. */
export function describeMounted(name: string, body: () => void): void {
  describeUnless(whyNoMounts, name, body);
}

/** A place where something is mounted that is not there for others. */
export interface Mounted {
  /** Words that run a command in a folder there: program and arguments follow. */
  enter(folder: string): [string, ...string[]];
  /** A path there, as it is to be called from here. */
  seen(path: string): string;
}

/** Runs shell lines, mounts as a rule, in a mount namespace of its own that lasts as long as the test. */
export async function mounted(script: string, ...args: string[]): Promise<Mounted> {
  // Ends with this process, however that ends.
  const held = `set -e; ${script}\necho mounted; exec cat`;
  const holder = spawn('unshare', ['--mount', 'sh', '-c', held, 'sh', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    holder.stdin.end();
    if (holder.exitCode === null) await once(holder, 'exit');
  });
  await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
  if (holder.exitCode !== null) throw new Error(`could not be mounted: ${script}`);
  return {
    enter: (folder) => ['nsenter', '--target', String(holder.pid), '--mount', `--wdns=${folder}`, '--'],
    seen: (path) => join(`/proc/${holder.pid}/root`, path),
  };
}

/** A small memory disk at a folder. @param options mount's own: size=1m, ro */
export function memoryDisk(folder: string, options: string): Promise<Mounted> {
  return mounted('mount -t tmpfs -o "$2" none "$1"', folder, options);
}
