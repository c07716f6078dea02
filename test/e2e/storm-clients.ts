import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { judge } from '../../storm/judge/index.js';

/** What `storm --json` prints, as far as it is looked at here. */
export interface Told {
  readonly planned: readonly unknown[];
  readonly verdict: ReturnType<typeof judge>;
  readonly file: string;
  readonly digest: string;
  readonly interrupted: boolean;
}

/** A lab in which `zk-lab storm` can be started. */
interface Stormy {
  readonly dir: string;
  begin(...args: string[]): PromiseLike<{ stdout: string; stderr: string; exitCode?: number | undefined }> & {
    kill(signal: 'SIGINT' | 'SIGKILL'): boolean;
  };
}

/** A storm that goes on while a test does something else to the ensemble. */
export class RunningStorm {
  private constructor(
    private readonly lab: Stormy,
    private readonly seen: readonly string[],
    private readonly storm: ReturnType<Stormy['begin']>,
  ) {}

  /** Starts `zk-lab storm ARGS`. Without --faults there are only clients, until they are stopped. */
  static async start(lab: Stormy, ...args: string[]): Promise<RunningStorm> {
    const seen = await stormsOf(lab);
    const alone = ['--for', '1h', '--seed', '1', '--faults', 'none', '--json'];
    return new RunningStorm(lab, seen, lab.begin('storm', ...(args.length > 0 ? args : alone)));
  }

  /** Its history, as far as it is written; '' before there is one. */
  async history(): Promise<string> {
    const [name] = (await stormsOf(this.lab)).filter((each) => !this.seen.includes(each));
    return name === undefined ? '' : readFile(join(this.lab.dir, 'storm', name, 'history.jsonl'), 'utf8');
  }

  /** Paths whose creation was acknowledged so far. Those below registers/ are left out: whoever misses one makes it again. */
  async acknowledged(): Promise<string[]> {
    return (await this.history())
      .split('\n')
      .filter((line) => line.includes('"kind":"create"') && line.includes('"answer":"done"'))
      .map((line) => JSON.parse(line).path)
      .filter((path) => path.includes('/created/'));
  }

  /** What is acknowledged from now on, once it is some. */
  async more(): Promise<string[]> {
    const before = new Set(await this.acknowledged());
    let since: string[] = [];
    await expect
      .poll(async () => {
        since = (await this.acknowledged()).filter((path) => !before.has(path));
        return since.length;
      })
      .toBeGreaterThan(30);
    return since;
  }

  /** Presses Ctrl-C. */
  interrupt(): void {
    this.storm.kill('SIGINT');
  }

  /** What it printed in the end, and its exit status. */
  async ended(): Promise<{ stdout: string; stderr: string; exitCode: number | undefined }> {
    const { stdout, stderr, exitCode } = await this.storm;
    return { stdout, stderr, exitCode };
  }

  /** Stops it. @returns what it told */
  async stop(): Promise<Told> {
    this.interrupt();
    return JSON.parse((await this.ended()).stdout);
  }

  /** Ends it at once, whatever it does. */
  kill(): void {
    this.storm.kill('SIGKILL');
  }
}

/** The names of a lab's storms so far. */
export const stormsOf = async ({ dir }: Pick<Stormy, 'dir'>): Promise<string[]> =>
  readdir(join(dir, 'storm')).catch(() => []);

/** Paths that a verdict calls lost. */
export const lostIn = ({ checks }: Told['verdict']): (string | undefined)[] =>
  checks.find(({ name }) => name === 'lost')?.evidence.map(({ path }) => path) ?? [];
