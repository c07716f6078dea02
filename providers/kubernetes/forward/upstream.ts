/** A kubectl that forwards a port to a pod. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ForwardConfig, Lead } from './protocol.js';

/** Where kubectl listens, and clients of this machine do. */
export const here = '127.0.0.1';
/** Milliseconds for kubectl to say its port. */
const patience = 15_000;
/** Milliseconds after which kubectl ends if nobody comes any more. */
const idleFor = 60_000;

/** One of them. */
export class Upstream {
  /** The port of this machine that it listens on; undefined where it could not begin. */
  readonly port: Promise<number | undefined>;
  private readonly child;
  private open = 0;
  private retired = false;
  private idle: NodeJS.Timeout | undefined;

  /** @param onEnd told once that it has ended, or that kubectl has said that it gets nowhere */
  constructor({ where, env }: ForwardConfig, { pod, to }: Lead, onEnd: () => void) {
    const words = [...where, 'port-forward', `pod/${pod}`, `:${to}`, '--address', here];
    const child = spawn('kubectl', words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.child = child;
    const end = (): void => {
      this.retire();
      onEnd();
    };
    this.port = new Promise((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /^Forwarding from 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
      for (const event of ['error', 'exit'] as const) {
        child.once(event, () => {
          resolve(undefined);
          end();
        });
      }
      setTimeout(() => resolve(undefined), patience).unref();
    });
    // Older ones go on after that, although the pod is another one by now; nothing else is said there.
    createInterface({ input: child.stderr }).once('line', end);
  }

  /** Somebody's connection goes through it until the function is called that is returned. */
  take(): () => void {
    this.open += 1;
    clearTimeout(this.idle);
    return () => {
      this.open -= 1;
      if (this.open > 0) return;
      if (this.retired) this.child.kill();
      else this.idle = setTimeout(() => this.child.kill(), idleFor);
    };
  }

  /** It ends with the last connection. */
  retire(): void {
    this.retired = true;
    if (this.open === 0) this.child.kill();
  }

  end(): void {
    this.child.kill();
  }
}
