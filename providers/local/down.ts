import { rmSync } from 'node:fs';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import { type Lab, namesOf } from '../../model/lab.js';
import { foldersOf } from './layout.js';
import { fateOf, stopServer } from './servers.js';
import { readState, writeState } from './state.js';

/** Ends the servers of the named nodes that run, all at once, and notes that this was wanted. */
export async function down(
  lab: Lab,
  names: readonly string[],
  env: NodeJS.ProcessEnv,
  { emit }: Pick<Context, 'emit'>,
): Promise<void> {
  const state = readState(lab);
  const fates = names.map((name) => ({ name, fate: fateOf(lab, name, state.nodes[name]) }));
  const running = fates.filter(({ fate }) => fate.is === 'running');
  // One step for all: they end at the same time.
  if (running.length > 0) {
    emit({ type: 'step', title: sentence('local.stopping', { nodes: namesOf(running) }) });
  }
  await Promise.all(
    fates.map(async ({ name, fate }) => {
      if (fate.is === 'running') await stopServer(lab, name, fate.mark, env);
      const { process: _, ready: __, ...rest } = state.nodes[name] ?? {};
      if (state.nodes[name]) state.nodes[name] = rest;
    }),
  );
  if (Object.keys(state.nodes).length > 0) writeState(lab, state);
}

/** The nodes of a lab, and those that it had before its specification was changed. */
export function namesEver(lab: Lab): string[] {
  return [...new Set([...lab.nodes.map(({ name }) => name), ...Object.keys(readState(lab).nodes)])];
}

/** Ends every server and removes local/ with all its data. */
export async function destroy(lab: Lab, env: NodeJS.ProcessEnv, context: Context): Promise<void> {
  await down(lab, namesEver(lab), env, context);
  rmSync(foldersOf(lab).root, { recursive: true, force: true });
}
