import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker, Vitest, WorkerRequest } from 'vitest/node';
import { type Lane, script, startLane } from './lane.js';

/**
 * Why this machine cannot have lanes, in a line for people; undefined where it can. Asked before anything starts: tests that
 * need none are run without.
 */
export function whyNoLanes(): string | undefined {
  if (process.platform !== 'linux') return `the test engine needs Linux, this is ${process.platform}`;
  const { status, stdout } = spawnSync(script, ['can'], { encoding: 'utf8' });
  return status === 0 ? undefined : stdout.trim();
}

/**
 * Vitest's worker processes, each in a lane of its own; a file that is done leaves its lane, engine and images to the
 * next, one that failed does not: whatever was wrong there shall not be taken for a fault of the next. With ZK_LAB_TEST_ENGINE=/path/to/env, all are in the lane of that engine: one at a time then.
 */
export function lanePool(): PoolRunnerInitializer {
  const lanes = new Lanes();
  return { name: 'lanes', createPoolWorker: (options) => new LaneWorker(options, lanes) };
}

/** A lane as workers see it. */
interface Place {
  readonly enter: string;
  readonly number: number;
  /** Absent where it is that of an engine that others keep. */
  readonly lane?: Lane;
}

/** The lanes of a run, made as they are needed: at most as many at once as vitest has workers. */
class Lanes {
  private readonly free: Place[] = [];
  private readonly waiting: ((place: Place | undefined) => void)[] = [];
  private readonly started = new Set<Lane>();
  private running = 0;
  private count = 0;

  async take(vitest: Vitest): Promise<Place> {
    if (this.count === 0) vitest.onClose(() => this.end());
    // A worker that is done goes on ending while vitest starts the next.
    const free =
      this.free.pop() ??
      (this.running === vitest.config.maxWorkers
        ? await new Promise<Place | undefined>((resolve) => this.waiting.push(resolve))
        : undefined);
    if (free) return free;
    this.running++;
    return this.entrance(++this.count);
  }

  give(place: Place): void {
    const next = this.waiting.shift();
    if (next) next(place);
    else this.free.push(place);
  }

  /** Ends a lane in which something failed; what its engine complained of is told. */
  async giveUp(place: Place, vitest: Vitest): Promise<void> {
    const { lane, number } = place;
    if (!lane) {
      this.give(place);
      return;
    }
    vitest.logger.log([`lane ${number} is given up`, ...complaints(lane)].join('\n  '));
    await lane.end();
    this.started.delete(lane);
    this.running--;
    this.waiting.shift()?.(undefined);
  }

  private async entrance(number: number): Promise<Place> {
    const file = process.env.ZK_LAB_TEST_ENGINE;
    if (file) {
      const { ZK_LAB_TEST_LANE: state } = parseEnv(readFileSync(file, 'utf8'));
      if (!state) throw new Error(`${file} is not the env file of an engine that engine.sh started`);
      return { enter: path.join(state, 'enter'), number };
    }
    const lane = await startLane();
    if (!lane.available) throw new Error(lane.reason);
    this.started.add(lane);
    return { enter: lane.enter, number, lane };
  }

  private async end(): Promise<void> {
    await Promise.all([...this.started].map((lane) => lane.end()));
  }
}

/** The last errors of a lane's engine, where it has one. Warnings come with every container. */
function complaints({ state }: Lane): string[] {
  const log = path.join(state, 'docker', 'dockerd.log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return lines.filter((line) => /level=(error|fatal)/.test(line)).slice(-20);
}

/** What vitest's own worker for processes does, in a lane. */
class LaneWorker implements PoolWorker {
  readonly name = 'lanes';
  readonly cacheFs = true;
  private readonly vitest: Vitest;
  private place: Place | undefined;
  private process: ChildProcess | undefined;
  private readonly files: string[] = [];

  constructor(
    private readonly options: PoolOptions,
    private readonly lanes: Lanes,
  ) {
    this.vitest = options.project.vitest;
  }

  async start(): Promise<void> {
    this.place = await this.lanes.take(this.vitest);
    const { distPath, execArgv, env } = this.options;
    const child = fork(path.join(distPath, 'workers/forks.js'), [], {
      execPath: this.place.enter,
      execArgv: [process.execPath, ...execArgv],
      env: { ...env },
      stdio: 'pipe',
      serialization: 'advanced',
    });
    child.stdout?.on('data', (text) => this.vitest.logger.outputStream.write(text));
    child.stderr?.on('data', (text) => this.vitest.logger.errorStream.write(text));
    this.process = child;
  }

  async stop(): Promise<void> {
    const child = this.started;
    const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill();
    await exited;
    if (!this.place) return;
    const failed = this.vitest.state.getFiles(this.files).some(({ result }) => result?.state === 'fail');
    if (failed) await this.lanes.giveUp(this.place, this.vitest);
    else this.lanes.give(this.place);
  }

  send(message: WorkerRequest): void {
    if (message.type === 'run') {
      const paths = message.context.files.map(({ filepath }) => filepath);
      this.files.push(...paths);
      const files = paths.map((file) => path.relative(this.vitest.config.root, file));
      this.vitest.logger.log(`lane ${this.place?.number}: ${files.join(' ')}`);
    }
    this.started.send(message);
  }

  on(event: string, listener: (argument: unknown) => void): void {
    this.started.on(event, listener);
  }

  off(event: string, listener: (argument: unknown) => void): void {
    this.started.off(event, listener);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  private get started(): ChildProcess {
    if (!this.process) throw new Error('the worker has not been started');
    return this.process;
  }
}
