import { rmSync } from 'node:fs';
import { isDiskTrouble } from '../../artifacts/index.js';
import { listed, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import { liftFrom } from './faults.js';
import { type FoundServer, serversIn } from './found.js';
import { foldersOf, nodeFolders } from './layout.js';
import { endRelays } from './relays.js';
import { fatesIn, stopServer } from './servers.js';
import { type LocalState, readState, writeState } from './state.js';

/**
 * Ends the servers of the named nodes that run, all at once, and notes that this was wanted.
 * @throws LabError 'local.not-yours' where one is another user's, when the others have ended
 */
export async function down(
  lab: Lab,
  names: readonly string[],
  env: NodeJS.ProcessEnv,
  { emit }: Pick<Context, 'emit'>,
): Promise<void> {
  // Frozen servers do not hear that they are to end.
  await liftFrom(lab, names);
  const state = readState(lab);
  const stop = async (servers: readonly Pick<FoundServer, 'node' | 'mark'>[]): Promise<void> => {
    if (servers.length === 0) return;
    // One step for all: they end at the same time.
    const nodes = listed([...new Set(servers.map(({ node }) => node))]);
    emit({ type: 'step', title: sentence('local.stopping', { nodes }) });
    const ends = await Promise.allSettled(servers.map(({ node, mark }) => stopServer(lab, node, mark, env)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  };
  const fateOf = fatesIn(lab);
  try {
    await stop(
      names.flatMap((node) => {
        const fate = fateOf(node, state.nodes[node]);
        return fate.is === 'running' ? [{ node, mark: fate.mark }] : [];
      }),
    );
    // Who started a second one by hand has it waiting for the ports of the first.
    await stop(serversIn(lab.dir).filter(({ node }) => names.includes(node)));
    if (serversIn(lab.dir).length === 0) await endRelays(lab);
  } finally {
    for (const name of names) {
      const { process: _, ready: __, ...rest } = state.nodes[name] ?? {};
      if (state.nodes[name]) state.nodes[name] = rest;
    }
    if (Object.keys(state.nodes).length > 0) noteQuietly(lab, state);
  }
}

/** On a full disk what was noted before stays: of processes that are gone, whose pid files are gone, too. */
function noteQuietly(lab: Lab, state: LocalState): void {
  try {
    writeState(lab, state);
  } catch (error) {
    if (!isDiskTrouble(error)) throw error;
  }
}

/** The nodes of a lab, those that it had before its specification was changed, and whoever else's server runs on its files. */
export function namesEver(lab: Lab): string[] {
  const running = serversIn(lab.dir).map(({ node }) => node);
  return [
    ...new Set([...lab.nodes.map(({ name }) => name), ...Object.keys(readState(lab).nodes), ...running]),
  ];
}

/** Ends the servers of the named nodes and removes their folders. */
export async function remove(
  lab: Lab,
  names: readonly string[],
  env: NodeJS.ProcessEnv,
  context: Context,
): Promise<void> {
  await down(lab, names, env, context);
  for (const name of names) rmSync(nodeFolders(lab, name).root, { recursive: true, force: true });
  const { nodes, ...state } = readState(lab);
  const left = Object.entries(nodes).filter(([name]) => !names.includes(name));
  noteQuietly(lab, { ...state, nodes: Object.fromEntries(left) });
}

/** Ends every server and removes local/ with all its data. */
export async function destroy(lab: Lab, env: NodeJS.ProcessEnv, context: Context): Promise<void> {
  await down(lab, namesEver(lab), env, context);
  rmSync(foldersOf(lab).root, { recursive: true, force: true });
}
