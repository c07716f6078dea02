/** Which server processes are a lab's, and starting and ending them with ZooKeeper's own zkServer.sh. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LabError } from '../../messages/errors.js';
import { type Sentence, sentence } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { toldOfData } from '../../software/zookeeper/data-on-disk.js';
import { fourLetterWord } from '../../software/zookeeper/four-letter-words.js';
import { loopback } from '../../system/ports.js';
import { isAlive, type ProcessMark, processes, signalProcess, waitForEnd } from '../../system/processes.js';
import { environmentOf, logOf } from './environment.js';
import { type FoundServer, serverAt, serversIn } from './found.js';
import { nodeFolders } from './layout.js';
import { linkedRuntime, scriptOf } from './runtime.js';
import type { NodeRecord } from './state.js';

/** How long a server may take to end before it is killed, in milliseconds. */
const patience = 10_000;
/** How long a server that runs may take to answer before it is left to those who wait for the ensemble. */
const startPatience = 60_000;
/** How long zkServer.sh may take to have a server process, in milliseconds. */
const beginPatience = 10_000;
/** Milliseconds between two questions to a server that starts: they take time from it and from the others. */
const askEvery = 100;

/** How a node is, and if its server does not run, what became of it. */
export type ServerFate =
  | { readonly is: 'running'; readonly mark: ProcessMark }
  | { readonly is: 'stopped' | 'crashed' | 'lost-in-reboot' };

/** Tells whether a node's server runs. */
export type Fates = (name: string, record: NodeRecord | undefined) => ServerFate;

/**
 * Looks which servers of a lab run. A node's is the one that was started here, by number and start time; or one that the
 * user started, by whatever way: known by the node's zoo.cfg on its command line, first where the pid file leads. All
 * processes are looked through when that first has to be, and once.
 */
export function fatesIn(lab: Lab): Fates {
  let found: readonly FoundServer[] | undefined;
  return (name, record) => {
    const known = record?.process;
    if (known && isAlive(known)) return { is: 'running', mark: known };
    const pid = readPid(nodeFolders(lab, name).pidFile);
    let mark = startedServer(lab, name);
    if (!mark) {
      found ??= serversIn(lab.dir);
      mark = found.find(({ node }) => node === name)?.mark;
    }
    if (mark) return { is: 'running', mark };
    // zkServer.sh stop removes its file: then somebody wanted this.
    if (known === undefined || pid === undefined) return { is: 'stopped' };
    return { is: known.boot === processes.boot() ? 'crashed' : 'lost-in-reboot' };
  };
}

/** Whether a server runs whose files are not where its command line has them: they were moved or removed under it. */
export function isDisplaced(lab: Lab, fate: ServerFate): boolean {
  return fate.is === 'running' && serverAt(lab.dir, fate.mark.pid)?.there !== true;
}

/** What a user should hear of a server that ended although nobody wanted it to. */
export function noteOn(lab: Lab, node: LabNode, { is }: ServerFate): Sentence | undefined {
  if (is === 'crashed') return sentence('local.node.crashed', { node: node.name, log: logOf(lab, node) });
  if (is === 'lost-in-reboot') return sentence('local.node.rebooted', { node: node.name });
  return undefined;
}

/**
 * Starts a node's server in a session of its own, which outlives this terminal.
 * @param env the user's environment
 * @throws LabError 'local.start.failed' with the end of the server's log
 * @throws the signal's reason when aborted, after the server was ended again
 */
export async function startServer(
  lab: Lab,
  node: LabNode,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<ProcessMark> {
  const { pidFile } = nodeFolders(lab, node.name);
  signal.throwIfAborted();
  // A number that was left over may by now be another program's, for which zkServer.sh would take it.
  rmSync(pidFile, { force: true });
  const script = runScript(lab, node, 'start', env);
  const looking = new AbortController();
  const until = AbortSignal.any([signal, looking.signal]);
  let mark: ProcessMark | undefined;
  try {
    const answer = untilAnswering(node, until);
    // zkServer.sh looks once, after a second, whether the server stays. One that answers does, and on a slow machine
    // one that cannot start takes longer than that to find out.
    const told = await Promise.race([script.end, answer]);
    mark = startedServer(lab, node.name);
    const stays =
      mark !== undefined &&
      (await Promise.race([answer, waitForEnd(mark, startPatience, until, askEvery)])) !== true;
    if (mark !== undefined && stays) return mark;
    rmSync(pidFile, { force: true });
    const log = logOf(lab, node);
    const tail = tailOf(log) || told;
    const advice = toldOfData(node.name, tail);
    throw new LabError('local.start.failed', { node: node.name, log, tail: `${tail.trimEnd()}${advice}` });
  } catch (error) {
    if (!signal.aborted) throw error;
    script.kill();
    mark ??= startedServer(lab, node.name);
    if (mark) signalProcess(mark, 'SIGKILL');
    if (mark) await waitForEnd(mark, patience);
    throw signal.reason;
  } finally {
    looking.abort();
    script.dismiss();
  }
}

/** Waits until servers that somebody else has just started answer, or have ended again. */
export async function untilStarted(lab: Lab, nodes: readonly LabNode[], signal: AbortSignal): Promise<void> {
  await Promise.all(
    nodes.map(async (node) => {
      const looking = new AbortController();
      const until = AbortSignal.any([signal, looking.signal]);
      try {
        const deadline = Date.now() + beginPatience;
        let mark = startedServer(lab, node.name);
        for (; mark === undefined && Date.now() < deadline; mark = startedServer(lab, node.name)) {
          await delay(askEvery, undefined, { signal });
        }
        if (mark)
          await Promise.race([untilAnswering(node, until), waitForEnd(mark, startPatience, until, askEvery)]);
      } finally {
        looking.abort();
      }
    }),
  );
}

/** The server of a node that zkServer.sh has started, by its pid file. */
function startedServer(lab: Lab, name: string): ProcessMark | undefined {
  const pid = readPid(nodeFolders(lab, name).pidFile);
  const found = pid === undefined ? undefined : serverAt(lab.dir, pid);
  return found?.node === name ? found.mark : undefined;
}

/**
 * Ends a node's server, that very process and no other, and waits until it is gone.
 * @throws LabError 'local.not-yours' where another user started it
 */
export async function stopServer(
  lab: Lab,
  name: string,
  mark: ProcessMark,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (!signalProcess(mark, 0)) throw new LabError('local.not-yours', { node: name, pid: mark.pid });
  const { pidFile, data } = nodeFolders(lab, name);
  const node = lab.nodes.find((each) => each.name === name);
  // zkServer.sh stops whatever its pid file names.
  if (node && linkedRuntime(lab) && readPid(pidFile) === mark.pid && isAlive(mark)) {
    const script = runScript(lab, node, 'stop', env);
    // From 3.5 on it waits another second when all is done.
    await Promise.race([script.end.catch(() => {}), untilStopped(mark, pidFile)]);
    script.dismiss();
  }
  signalProcess(mark, 'SIGTERM');
  if (!(await waitForEnd(mark, patience))) {
    signalProcess(mark, 'SIGKILL');
    await waitForEnd(mark, patience);
  }
  // The second is where zkServer.sh keeps it by itself, for a server that was started by hand.
  for (const file of [pidFile, join(data, 'zookeeper_server.pid')]) {
    if (readPid(file) === mark.pid) removeQuietly(file);
  }
}

/** Where the file system has become read-only, as Linux makes it after an error, it stays. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It names a process that is gone.
  }
}

/** Waits, with limited patience, until a server is gone and zkServer.sh has removed its pid file. */
async function untilStopped(mark: ProcessMark, pidFile: string): Promise<void> {
  if (!(await waitForEnd(mark, patience))) return;
  for (let tries = 0; tries < 100 && existsSync(pidFile); tries++) await delay(10);
}

/** A zkServer.sh at work. */
interface Script {
  /** What it said, once it has ended. */
  readonly end: Promise<string>;
  /** Ends it alone, if it has not ended: what is left for it to do is to wait and to say so. */
  dismiss(): void;
  /** Ends it together with the server that it may just have started. */
  kill(): void;
}

function runScript(lab: Lab, node: LabNode, command: 'start' | 'stop', env: NodeJS.ProcessEnv): Script {
  // A session, and so a process group, of its own: Ctrl-C and the end of this terminal do not reach it.
  const child = spawn('bash', [scriptOf(lab, 'zkServer.sh'), command], {
    cwd: nodeFolders(lab, node.name).root,
    env: environmentOf(lab, node.name, env),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
  }
  const end = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve(told.trim()));
  });
  return {
    end,
    dismiss() {
      if (child.exitCode === null) child.kill('SIGKILL');
      // Its sleep still has these open, and would keep this process waiting.
      child.stdout.destroy();
      child.stderr.destroy();
    },
    kill() {
      if (child.pid !== undefined && child.exitCode === null) killGroup(child.pid);
    },
  };
}

/** Resolves when the node's server answers, whether or not there is a quorum yet. */
async function untilAnswering(node: LabNode, signal: AbortSignal): Promise<string> {
  for (;;) {
    const { from } = await fourLetterWord('srvr', { host: loopback, port: node.clientPort });
    if (from === 'server') return '';
    await delay(askEvery, undefined, { signal });
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended already.
  }
}

/** The number in a pid file. */
function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The last lines of a log that say something: the places in Java's code that an error went through do not. */
function tailOf(file: string, lines = 8): string {
  try {
    const handle = openSync(file, 'r');
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(size, 4096));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    closeSync(handle);
    const telling = buffer
      .toString('utf8')
      .split('\n')
      .filter((line) => !/^\s*$|^\s+(at |\.\.\. )/.test(line));
    return telling.slice(-lines).join('\n');
  } catch {
    return '';
  }
}
