/** Servers of a lab whose folder is gone: they run on without it, and their command lines name the folder that it was. */
import { LabError } from '../../messages/errors.js';
import { listed, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import { isTakenOver, type RegisteredLab } from '../../model/registry.js';
import { signalProcess, waitForEnd } from '../../system/processes.js';
import type { Remnants } from '../contract.js';
import { serversIn } from './found.js';

/** Milliseconds for a server to end before it is killed. */
const patience = 10_000;

/** What still runs on a lab's files. Whatever runs on those of a folder is of the lab that is there. */
const serversOf = (lab: RegisteredLab) => (isTakenOver(lab) ? [] : serversIn(lab.dir));

/** The servers that still run. */
export async function remnantsOf(lab: RegisteredLab): Promise<Remnants> {
  const servers = serversOf(lab);
  return { found: servers.map(({ node, mark }) => `${node} (${mark.pid})`), running: servers.length };
}

/** Ends them. Their data went with the folder. @throws LabError 'local.not-yours' */
export async function removeRemnants(lab: RegisteredLab, { emit }: Context): Promise<void> {
  const servers = serversOf(lab);
  if (servers.length === 0) return;
  emit({
    type: 'step',
    title: sentence('local.stopping', { nodes: listed(servers.map(({ node }) => node)) }),
  });
  await Promise.all(
    servers.map(async ({ node, mark }) => {
      if (!signalProcess(mark, 'SIGTERM')) throw new LabError('local.not-yours', { node, pid: mark.pid });
      if (await waitForEnd(mark, patience)) return;
      signalProcess(mark, 'SIGKILL');
      await waitForEnd(mark, patience);
    }),
  );
}
