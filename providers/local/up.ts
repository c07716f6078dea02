import { setTimeout as delay } from 'node:timers/promises';
import { LabError } from '../../messages/errors.js';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import { type Lab, namesOf } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { reaches } from '../../model/stages.js';
import type { JdkSearch } from '../../software/jdk/search.js';
import { serverState } from '../../software/zookeeper/server-state.js';
import { loopback } from '../../system/ports.js';
import type { ProcessMark } from '../../system/processes.js';
import { configure, hasMoved, lookAtFiles } from './configuration.js';
import { assertRoomForServers } from './disk.js';
import { namesEver } from './down.js';
import { serversIn } from './found.js';
import { assertPortsFree } from './ports.js';
import { endRelays, provideRelays, relaysRun } from './relays.js';
import { provideRuntime } from './runtime.js';
import { fatesIn, isDisplaced, noteOn, type ServerFate, startServer, stopServer } from './servers.js';
import { hasData, inStartOrder } from './start-order.js';
import { readState, writeState } from './state.js';

/** How long the nodes with data may take to agree before the others come, in milliseconds. */
const patience = 120_000;

/**
 * Equips the lab, writes its nodes' files and starts every server that does not run, all at once.
 * A server that runs is left alone, unless its distribution, its ports or its peers are no longer those that it has.
 */
export async function up(
  lab: Lab,
  nodes: readonly LabNode[],
  search: JdkSearch,
  context: Context,
): Promise<void> {
  const { emit, signal } = context;
  const { env } = search;
  if (!reaches(lab.spec.until, 'zookeeper')) {
    throw new LabError('local.nothing-to-build', { until: lab.spec.until });
  }
  const runtime = await provideRuntime(lab, search, context);
  const { zookeeper: home } = runtime;
  const runsOn = { version: runtime.version, feature: runtime.jdk.feature };
  signal.throwIfAborted();

  const state = readState(lab);
  const fateOf = fatesIn(lab);
  const fates = new Map<LabNode, ServerFate>();
  const outdated: LabNode[] = [];
  for (const node of nodes) {
    const record = state.nodes[node.name];
    const fate = fateOf(node.name, record);
    fates.set(node, fate);
    const note = noteOn(lab, node, fate);
    if (note !== undefined) emit({ type: 'note', text: note });
    state.nodes[node.name] = { ...record, ready: true };
    // Servers that run get other settings one after the other, and without the rest noticing; not so what all must share.
    const moved = (record?.home ?? home) !== home || hasMoved(lookAtFiles(lab, node, runsOn));
    if (fate.is === 'running' && moved) outdated.push(node);
  }
  const missing = nodes.filter((node) => fates.get(node)?.is !== 'running');
  const starting = [...outdated, ...missing];
  assertRoomForServers(lab, starting.length);
  for (const node of starting) configure(lab, node, runsOn);
  state.zookeeper = runtime.version;
  state.jdk = runtime.jdk.feature;
  writeState(lab, state);
  const withServers = reaches(lab.spec.until, 'cluster');
  await assertPortsFree(lab, withServers ? missing : [], !(await relaysRun(lab)));
  // Whoever starts the servers: they reach each other over these alone.
  if (!withServers) return provideRelays(lab);

  await Promise.all(
    outdated.map(async (node) => {
      const fate = fates.get(node);
      if (fate?.is !== 'running') return;
      const why = isDisplaced(lab, fate) ? 'local.node.restarts-moved' : 'local.node.restarts';
      emit({ type: 'note', text: sentence(why, { node: node.name }) });
      await stopServer(lab, node.name, fate.mark, env);
    }),
  );
  await stopStrays(lab, env, context);
  // What they had before was theirs; what they will have now may be somebody else's.
  await assertPortsFree(lab, outdated);

  // A server looks for the others only when its Java has started, which takes longer.
  const relays = provideRelays(lab);
  relays.catch(() => {});

  const started = new Map<LabNode, ProcessMark>();
  try {
    await startInOrder(lab, starting, env, context, started);
    await relays;
  } catch (error) {
    if (signal.aborted) {
      await Promise.all([...started].map(([node, mark]) => stopServer(lab, node.name, mark, env)));
      started.clear();
      await relays.catch(() => {});
      if (serversIn(lab.dir).length === 0) await endRelays(lab);
    }
    throw error;
  } finally {
    for (const [node, mark] of started) {
      state.nodes[node.name] = { ...state.nodes[node.name], process: mark, home };
    }
    writeState(lab, state);
  }
}

/** Ends what runs of nodes that the lab no longer has. Their data stays until destroy. */
async function stopStrays(lab: Lab, env: NodeJS.ProcessEnv, { emit }: Context): Promise<void> {
  const { nodes } = readState(lab);
  const known = lab.nodes.map(({ name }) => name);
  const fateOf = fatesIn(lab);
  for (const name of namesEver(lab).filter((each) => !known.includes(each))) {
    const fate = fateOf(name, nodes[name]);
    if (fate.is !== 'running') continue;
    emit({ type: 'note', text: sentence('local.node.stray', { node: name }) });
    await stopServer(lab, name, fate.mark, env);
  }
}

/**
 * Starts servers at once where that is safe, else those with data before the rest.
 * @param started is told of every server as soon as it runs
 */
async function startInOrder(
  lab: Lab,
  starting: readonly LabNode[],
  env: NodeJS.ProcessEnv,
  { signal, emit }: Context,
  started: Map<LabNode, ProcessMark>,
): Promise<void> {
  const groups = inStartOrder(lab, starting, (node) => hasData(lab, node));
  for (const [index, group] of groups.entries()) {
    if (group.length === 0) return;
    emit({ type: 'step', title: sentence('local.starting', { nodes: namesOf(group) }) });
    const results = await Promise.allSettled(
      group.map(async (node) => {
        started.set(node, await startServer(lab, node, env, signal));
      }),
    );
    signal.throwIfAborted();
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    if (index < groups.length - 1) await untilServing(group, signal);
  }
}

/** Waits until all of these serve. @throws LabError 'local.wave' if they do not in time */
async function untilServing(nodes: readonly LabNode[], signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + patience;
  for (let waiting = nodes; waiting.length > 0; ) {
    const answers = await Promise.all(
      waiting.map(({ clientPort }) => serverState({ host: loopback, port: clientPort })),
    );
    waiting = waiting.filter((_, index) => !answers[index]?.serving);
    if (waiting.length > 0 && Date.now() > deadline) {
      throw new LabError('local.wave', { nodes: namesOf(waiting) });
    }
    await delay(50, undefined, { signal });
  }
}
