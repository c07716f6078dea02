/** The faults that are in force between and on the servers of this machine, held as long as the relays run. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { type InForce, silences } from '../../../faults/fault.js';
import { isAlive, isFrozen, signalProcess, waitForEnd } from '../../../system/processes.js';
import type { Mesh } from './mesh.js';
import type { Reply, Victim } from './protocol.js';
import { asUsual } from './scheduling.js';

interface Held {
  readonly fault: InForce;
  readonly victim: Victim | undefined;
  readonly timer: NodeJS.Timeout | undefined;
}

/** Milliseconds for a server to end in order. */
const patience = 20_000;
/** Milliseconds between two looks whether somebody else has undone a fault. */
const lookEvery = 500;

/** Holds faults. @param mesh where those of the network are put in force */
export class Holder {
  private readonly held = new Map<string, Held>();
  private readonly looking: NodeJS.Timeout;

  constructor(private readonly mesh: Pick<Mesh, 'set'>) {
    this.looking = setInterval(() => this.look(), lookEvery);
  }

  faults(): InForce[] {
    this.look();
    return [...this.held.values()].map(({ fault }) => fault);
  }

  /** @returns why it cannot be, if so */
  async put(
    fault: InForce,
    lasting: number | undefined,
    victim: Victim | undefined,
  ): Promise<Extract<Reply, { failed: unknown }>['failed'] | undefined> {
    if (victim) {
      const failed = await this.strike(fault, victim);
      if (failed) return failed;
    }
    // Another of the same kind gives way.
    for (const [id, { fault: other }] of this.held) {
      const same =
        other.verb === fault.verb && 'node' in other && 'node' in fault && other.node === fault.node;
      if (same) this.forget(id);
    }
    const timer = lasting === undefined ? undefined : setTimeout(() => this.end([fault.id], false), lasting);
    this.held.set(fault.id, { fault, victim, timer });
    this.spread();
    return undefined;
  }

  private async strike(fault: InForce, { process: mark, pidFiles }: Victim) {
    if (!isAlive(mark)) return 'gone' as const;
    if (fault.verb === 'pause') {
      signalProcess(mark, 'SIGSTOP');
      for (let tries = 0; tries < 100 && !isFrozen(mark); tries++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return undefined;
    }
    signalProcess(mark, fault.verb === 'kill' ? 'SIGKILL' : 'SIGTERM');
    if (!(await waitForEnd(mark, patience))) return 'stays' as const;
    // Then it is known that somebody wanted this.
    for (const file of pidFiles) rmSync(file, { force: true });
    return undefined;
  }

  /** @param quietly without a server being started for it */
  end(ids: readonly string[], quietly: boolean): void {
    this.look();
    for (const id of ids) {
      const held = this.held.get(id);
      if (!held) continue;
      this.forget(id);
      const { fault, victim } = held;
      if (!victim) continue;
      if (fault.verb === 'pause') signalProcess(victim.process, 'SIGCONT');
      else if (!quietly) start(victim);
    }
    this.spread();
  }

  /** Ends all of it. */
  close(): void {
    clearInterval(this.looking);
    this.end([...this.held.keys()], true);
  }

  private forget(id: string): void {
    clearTimeout(this.held.get(id)?.timer);
    this.held.delete(id);
  }

  private spread(): void {
    this.mesh.set([...this.held.values()].map(({ fault }) => fault));
  }

  /** Somebody else may have started a server that was ended, or let one go on that was frozen: then it is over. */
  private look(): void {
    for (const [id, { fault, victim }] of this.held) {
      if (!victim || !silences(fault)) continue;
      const lasts =
        fault.verb === 'pause' ? isFrozen(victim.process) : !victim.pidFiles.some((file) => existsSync(file));
      if (!lasts) this.forget(id);
    }
  }
}

/** In a session of its own, as `up` does. */
function start({ start: { command, cwd, env } }: Victim): void {
  const [program = '', ...args] = asUsual(command);
  const child = spawn(program, args, { cwd, env, detached: true, stdio: 'ignore' });
  child.once('error', () => {});
  child.unref();
}
