import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import { listed, say, textOf } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { reaches } from '../model/stages.js';
import type { Heard, Provider } from '../providers/contract.js';
import { toldOfData } from '../software/zookeeper/data-on-disk.js';
import { asksAgainWithin, type Condition, stateBy } from '../software/zookeeper/server-state.js';
import { mayFindLeader } from './may-find-leader.js';
import { slowdown } from './patience.js';
import { inspectServer, type ServerInspection } from './server-inspection.js';

/** Milliseconds. Asking one server is a short exchange on the loopback interface; all of them, and engines, are asked more seldom. */
const askEvery = 50;
const askAllEvery = 1_000;
const lookEvery = 2_000;
/** Milliseconds without progress after which nodes are asked from inside, too: it starts processes on machines that are busy. */
const quiet = 3_000;
/** Milliseconds without progress after which what can be mended is: an election under way has ended by then. */
const mendAfter = 5_000;

/** Nodes that stopped of which more is told than their names. */
const notesAtMost = 3;

/** How a node was asked: by its port on this machine, or by its engine. */
type Way = Heard['by'];

/** How a node is on its way: its server's condition, or whether its sshd greets. */
type Progress = Condition | 'greets';

/** What the lab's last stage promises of a node. */
interface Readiness {
  readonly until: 'serving' | 'ssh';
  readonly ready: Progress;
  progress(node: LabNode, through: Way): Promise<{ readonly now: Progress; readonly by: Way }>;
}

function readinessOf(lab: Lab, provider: Provider): Readiness {
  if (reaches(lab.spec.until, 'cluster')) {
    return {
      until: 'serving',
      ready: 'serving',
      async progress(node, through) {
        const heard = await provider.node(lab, node).ask('srvr', through);
        return { now: stateBy(heard).condition, by: heard.by };
      },
    };
  }
  return {
    until: 'ssh',
    ready: 'greets',
    async progress(node, through) {
      const greets = !provider.capabilities.ssh || (await provider.node(lab, node).greets(through));
      return { now: greets ? 'greets' : 'none', by: 'port' };
    },
  };
}

/** A node that is waited for, and what was seen of its server. */
interface Stuck {
  readonly node: LabNode;
  readonly seen: ServerInspection;
  readonly pidFile: string;
}

/** Nodes of which it is told what keeps them, and what each of them does not reach, at most: where all lack much, a few say it. */
const toldAtMost = 5;

/** The first of them, and how many more there are. */
function firstOf(texts: readonly string[]): string[] {
  if (texts.length <= toldAtMost) return [...texts];
  return [...texts.slice(0, toldAtMost), say('told.more', { count: texts.length - toldAtMost })];
}

const indented = (lines: readonly string[]): string => lines.map((line) => `\n    ${line}`).join('');

/** Why a node does not serve, by what was seen on it. */
function reasonOf({ node: { name }, seen, pidFile }: Stuck): string {
  const log = seen.log.length === 0 ? '' : say('up.stuck.log', { log: indented(seen.log) });
  const [full] = seen.full;
  if (full !== undefined) return say('up.stuck.full', { node: name, folder: full });
  if (seen.process === 'paused') return say('up.stuck.paused', { node: name, pidFile });
  if (seen.process === 'ended') return say('up.stuck.ended', { node: name }) + log + toldOfData(name, log);
  if (seen.process === 'none') return say('up.stuck.none', { node: name });
  if (seen.unreached.length > 0) {
    return say('up.stuck.unreached', { node: name, peers: listed(firstOf(seen.unreached)) });
  }
  return say('up.stuck.running', { node: name }) + log;
}

/**
 * Waits until each machine runs and does what the lab's stage promises: ZooKeeper serves, or before that sshd answers.
 * What cannot come any more is told at once: a machine or a server that ended. Where nothing moves any more, it is told what
 * each node lacks, after as much patience as the provider's machines need.
 * @param mend does something about nodes that get no further, if it can, and tells whether it did; asked once
 * @throws LabError up.stopped, up.ended, up.stuck
 */
export async function waitUntilReady(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { signal, emit }: Context,
  mend: (waiting: readonly LabNode[]) => Promise<boolean> = async () => false,
): Promise<void> {
  const { until, ready, progress } = readinessOf(lab, provider);
  const seen = new Map<LabNode, Progress>();
  let moved = Date.now();
  let atMost = provider.capabilities.patience;
  let mended = false;
  let told: readonly LabNode[] = [];
  let [looked, askedAll] = [moved, 0];
  let waiting = nodes;
  /** Milliseconds without progress, as they would be if servers that start together did not keep each other up. */
  const stillFor = (): number => (Date.now() - moved) / slowdown(waiting.length, availableParallelism());
  /** Whether nodes answer their engine and not their ports: those are on another machine then. */
  let elsewhere = false;

  /** Asks nodes how they are. @returns those that are not ready */
  async function ask(asked: readonly LabNode[]): Promise<LabNode[]> {
    const through = elsewhere || stillFor() > quiet ? 'engine' : 'port';
    const found = await Promise.all(asked.map((node) => progress(node, through)));
    asked.forEach((node, index) => {
      const { now, by } = found[index] ?? { now: 'none', by: 'port' };
      if (seen.get(node) !== now) moved = Date.now();
      seen.set(node, now);
      if (by === 'port' || now === 'none' || elsewhere) return;
      elsewhere = true;
      emit({ type: 'note', text: provider.unreached(lab).told });
    });
    return asked.filter((node) => seen.get(node) !== ready);
  }

  async function assertRunning(): Promise<void> {
    const states = await provider.states(lab);
    const stopped = nodes.filter(({ name }) => !states.some((state) => state.name === name && state.running));
    if (stopped.length === 0) return;
    // Most likely they all say the same.
    const notes = states
      .filter(({ name }) => stopped.some((node) => node.name === name))
      .slice(0, notesAtMost);
    const told = notes.flatMap(({ note }) => (note === undefined ? [] : [`\n  ${textOf(note)}`])).join('');
    const reasons = told || say('up.stopped.logs', { first: stopped[0]?.name ?? '' });
    throw new LabError('up.stopped', { nodes: namesOf(stopped), reasons });
  }

  const inspect = (asked: readonly LabNode[]): Promise<Stuck[]> =>
    Promise.all(
      asked.map(async (node) => {
        const handle = provider.node(lab, node);
        const { pidFile } = handle.layout;
        return { node, pidFile, seen: await inspectServer(lab, provider, handle, signal) };
      }),
    );

  /** Whether these look for a leader, and may come to have one all the same. */
  async function mayYetServe(stuck: readonly Stuck[]): Promise<boolean> {
    if (!stuck.every(({ node }) => seen.get(node) === 'looking')) return false;
    const searching = stuck.map(({ node, seen: { unreached } }) => ({ node, unreached }));
    return mayFindLeader(lab, provider, searching);
  }

  /** A server that has ended, is paused or can write nothing does not come by being waited for. */
  async function assertAlive(waiting: readonly LabNode[]): Promise<void> {
    const unheard = waiting.filter((node) => seen.get(node) === 'none' || seen.get(node) === 'silent');
    // Of those that look for a leader a few tell what keeps all of them.
    const searching = waiting.filter((node) => seen.get(node) === 'looking').slice(0, toldAtMost);
    const ended = (await inspect([...unheard, ...searching])).filter(
      ({ seen: { process, full } }) => ['ended', 'paused'].includes(process) || full.length > 0,
    );
    if (ended.length === 0) return;
    const reasons = ended.map((each) => `\n  ${reasonOf(each)}`).join('');
    throw new LabError('up.ended', { nodes: namesOf(ended.map(({ node }) => node)), reasons });
  }

  for (;;) {
    // All must be ready in the end: as long as one of them is not, the others need not be asked as often. Each question
    // takes time from the very servers that start.
    const due = Date.now() - askedAll > askAllEvery;
    if (due || (await ask(waiting.slice(0, 1))).length === 0) {
      waiting = await ask(waiting);
      askedAll = Date.now();
    }
    signal.throwIfAborted();
    if (waiting.length !== told.length) {
      for (const { name } of told) {
        if (!waiting.some((node) => node.name === name)) emit({ type: 'ready', node: name });
      }
      const names = waiting.map(({ name }) => name);
      if (names.length > 0) emit({ type: 'waiting', until, nodes: names });
      told = waiting;
    }
    if (waiting.length === 0) return assertRunning();
    if (!mended && stillFor() > mendAfter) {
      mended = true;
      if (await mend(waiting)) moved = Date.now();
    }
    const still = stillFor();
    if (Date.now() - looked > lookEvery) {
      await assertRunning();
      if (until === 'serving' && still > quiet) await assertAlive(waiting);
      looked = Date.now();
    }
    if (still > atMost) {
      const seconds = Math.round((Date.now() - moved) / 1000);
      const stuck = until === 'serving' ? await inspect(waiting) : [];
      if (atMost < asksAgainWithin && stuck.length > 0 && (await mayYetServe(stuck))) {
        atMost = asksAgainWithin;
        continue;
      }
      const reasons = firstOf(stuck.map(reasonOf))
        .map((reason) => `\n  ${reason}`)
        .join('');
      throw new LabError('up.stuck', {
        nodes: namesOf(waiting),
        seconds,
        reasons,
        first: waiting[0]?.name ?? '',
      });
    }
    await pause(elsewhere ? askAllEvery : askEvery, undefined, { signal });
  }
}
