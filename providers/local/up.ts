import type { Lab } from '../../labs/lab.js';
import type { LabNode } from '../../labs/nodes.js';
import { reaches } from '../../labs/stages.js';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Context } from '../provider.js';
import { configure } from './configuration.js';
import { equip } from './equipment.js';
import type { ProcessMark } from './processes.js';
import { fateOf, noteOn, type ServerFate, startServer, stopServer } from './servers.js';
import { readState, writeState } from './state.js';
import type { Surroundings } from './surroundings.js';
import { assertPortsFree } from './taken-ports.js';

/**
 * Equips the lab, writes its nodes' files and starts every server that does not run, all at once.
 * A server that runs is left alone, unless its files or its distribution are no longer those it was started with.
 */
export async function up(
  lab: Lab,
  nodes: readonly LabNode[],
  surroundings: Surroundings,
  context: Context,
): Promise<void> {
  const { report, signal } = context;
  const { env } = surroundings;
  if (!reaches(lab.spec.until, 'zookeeper')) {
    throw new LabError('local.nothing-to-build', { until: lab.spec.until });
  }
  const { zookeeper: home } = await equip(lab, surroundings, context);
  signal.throwIfAborted();

  const state = readState(lab);
  const fates = new Map<LabNode, ServerFate>();
  const outdated: LabNode[] = [];
  for (const node of nodes) {
    const record = state.nodes[node.name];
    const fate = fateOf(lab, node.name, record);
    fates.set(node, fate);
    const note = noteOn(lab, node, fate);
    if (note !== undefined) report.output(note);
    const { changed, files, kept } = configure(lab, node, record?.files ?? {}, home);
    for (const path of kept) report.output(say('local.file.kept', { node: node.name, path }));
    state.nodes[node.name] = { ...record, files };
    if (fate.is === 'running' && (changed || (record?.home ?? home) !== home)) outdated.push(node);
  }
  state.zookeeper = lab.spec.zookeeper;
  writeState(lab, state);
  if (!reaches(lab.spec.until, 'cluster')) return;

  const missing = nodes.filter((node) => fates.get(node)?.is !== 'running');
  await assertPortsFree(lab, missing);
  await Promise.all(
    outdated.map(async (node) => {
      const fate = fates.get(node);
      report.output(say('local.node.restarts', { node: node.name }));
      if (fate?.is === 'running') await stopServer(lab, node.name, fate.mark, env);
    }),
  );

  const starting = [...outdated, ...missing];
  if (starting.length === 0) return;
  report.step(say('local.starting', { nodes: starting.map(({ name }) => name).join(', ') }));
  const started: { node: LabNode; mark: ProcessMark }[] = [];
  const results = await Promise.allSettled(
    starting.map(async (node) => {
      const mark = await startServer(lab, node, env, signal);
      started.push({ node, mark });
    }),
  );
  if (signal.aborted) {
    await Promise.all(started.map(({ node, mark }) => stopServer(lab, node.name, mark, env)));
    signal.throwIfAborted();
  }
  for (const { node, mark } of started) {
    state.nodes[node.name] = { ...state.nodes[node.name], process: mark, home };
  }
  writeState(lab, state);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
