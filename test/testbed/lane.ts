import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Unavailable } from './available.js';

/** A place with a network, processes and mounts of its own (lane.sh). All in it dies with it, and it with this process. */
export interface Lane {
  readonly available: true;
  /** Its folder, gone when it ends. */
  readonly state: string;
  /** Program that runs the command in its arguments there, in the same folder and environment. */
  readonly enter: string;
  /** Ends its engine in order, then everything in it. */
  end(): Promise<void>;
}

/** The testbed's own program for lanes. */
export const script = path.join(import.meta.dirname, 'lane.sh');

/**
 * Makes a lane: about a second; longer where packages are missing.
 * @throws if the machine should be able to and it failed all the same
 */
export async function startLane(): Promise<Lane | Unavailable> {
  // Asked to end when this process does, however it does. Its own session: Ctrl-C is for the tests in it.
  const holder = spawn('setpriv', ['--pdeathsig', 'TERM', script, 'hold'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exited = once(holder, 'exit');
  const said = createInterface(holder.stdout)[Symbol.asyncIterator]();
  const line: string = (await said.next()).value ?? '';
  if (!line.startsWith('ready ')) {
    const [code] = await exited;
    if (code === 3) return { available: false, reason: line };
    throw new Error(`${script} hold: exit code ${code}`);
  }
  const state = line.slice('ready '.length);
  return {
    available: true,
    state,
    enter: path.join(state, 'enter'),
    async end() {
      holder.kill();
      await exited;
    },
  };
}
