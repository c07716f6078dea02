/** Servers of a lab whose folder is gone: they run on without it, and their command lines name the folder that it was. */
import { join } from 'node:path';
import { listed, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { RegisteredLab } from '../../model/registry.js';
import { type ProcessMark, processes, signalProcess, waitForEnd } from '../../system/processes.js';
import type { Remnants } from '../contract.js';

/** Milliseconds for a server to end before it is killed. */
const patience = 10_000;

function serversOf({ dir }: RegisteredLab): { node: string; mark: ProcessMark }[] {
  const below = `${join(dir, 'local')}/`;
  return processes.all().flatMap((pid) => {
    const found = processes.find(pid);
    const at = found?.command.lastIndexOf(` ${below}`) ?? -1;
    const node =
      at < 0
        ? undefined
        : /^([^/]+)\/conf\/zoo\.cfg$/.exec(found?.command.slice(at + 1 + below.length) ?? '')?.[1];
    return found && node !== undefined ? [{ node, mark: found.mark }] : [];
  });
}

/** The servers that still run. */
export async function remnantsOf(lab: RegisteredLab): Promise<Remnants> {
  const servers = serversOf(lab);
  return { found: servers.map(({ node, mark }) => `${node} (${mark.pid})`), running: servers.length };
}

/** Ends them. Their data went with the folder. */
export async function removeRemnants(lab: RegisteredLab, { emit }: Context): Promise<void> {
  const servers = serversOf(lab);
  if (servers.length === 0) return;
  emit({
    type: 'step',
    title: sentence('local.stopping', { nodes: listed(servers.map(({ node }) => node)) }),
  });
  await Promise.all(
    servers.map(async ({ mark }) => {
      signalProcess(mark, 'SIGTERM');
      if (await waitForEnd(mark, patience)) return;
      signalProcess(mark, 'SIGKILL');
      await waitForEnd(mark, patience);
    }),
  );
}
