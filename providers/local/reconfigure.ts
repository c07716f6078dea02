import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { reaches } from '../../model/stages.js';
import type { NodeConfiguration } from '../contract.js';
import { configure, lookAtFiles, runsOnIn } from './configuration.js';
import { linkedRuntime } from './runtime.js';
import { fatesIn, startServer, stopServer } from './servers.js';
import { readState, writeState } from './state.js';

/** How a node's files stand to the lab's. */
export function configurationHere(lab: Lab, node: LabNode): NodeConfiguration {
  const files = lookAtFiles(lab, node, runsOnIn(lab));
  return {
    pending: files.filter(({ standing }) => standing.is === 'pending').map(({ path }) => nameOf(path)),
    kept: files.filter(({ standing }) => standing.is === 'kept').map(({ file }) => file),
    running: fatesIn(lab)(node.name, readState(lab).nodes[node.name]).is === 'running',
  };
}

const nameOf = (path: string): string => path.slice(path.indexOf('/') + 1);

/**
 * Gives a node its files, and starts its server anew. It is stopped before anything is written, so that it never runs
 * with files that it has not read.
 * @throws LabError 'local.start.failed'
 */
export async function reconfigure(lab: Lab, node: LabNode, env: NodeJS.ProcessEnv): Promise<void> {
  const state = readState(lab);
  const { process: _, ...record } = state.nodes[node.name] ?? {};
  const fate = fatesIn(lab)(node.name, state.nodes[node.name]);
  if (fate.is === 'running') await stopServer(lab, node.name, fate.mark, env);
  writeState(lab, { ...state, nodes: { ...state.nodes, [node.name]: record } });
  configure(lab, node, runsOnIn(lab));
  const starts = fate.is === 'running' || reaches(lab.spec.until, 'cluster');
  const home = linkedRuntime(lab)?.zookeeper;
  if (!starts || home === undefined) return;
  const process = await startServer(lab, node, env, new AbortController().signal);
  writeState(lab, { ...state, nodes: { ...state.nodes, [node.name]: { ...record, process, home } } });
}
