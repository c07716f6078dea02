/** The process by which clients of this machine get to the lab's pods: starting it, ending it, whether it is there. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { ports } from '../../software/zookeeper/ports.js';
import { forwardProgram } from '../../system/package-files.js';
import { isAlive, signalProcess, waitForEnd } from '../../system/processes.js';
import { startCompanion } from '../common/companion.js';
import type { ClusterPlace } from './cluster-place.js';
import { type ForwardConfig, type ForwardState, forwardFile } from './forward/protocol.js';
import { environmentOf, whereabouts } from './kubectl.js';
import { podOf } from './labels.js';

const fileOf = ({ dir }: Pick<Lab, 'dir'>): string => join(dir, forwardFile);

/** The process, if it is there. */
export function forwarding(lab: Pick<Lab, 'dir'>): ForwardState | undefined {
  try {
    const state: ForwardState = JSON.parse(readFileSync(fileOf(lab), 'utf8'));
    return isAlive(state.process) ? state : undefined;
  } catch {
    return undefined;
  }
}

function configFor(lab: Lab, place: ClusterPlace): ForwardConfig {
  return {
    version: process.env.ZK_LAB_VERSION ?? '',
    where: whereabouts(place),
    env: environmentOf(place),
    leads: lab.nodes.flatMap((node) => [
      { port: node.clientPort, pod: podOf(node), to: ports.client },
      { port: node.sshPort, pod: podOf(node), to: 22 },
    ]),
  };
}

/** Has it run, as the lab needs it now. @throws LabError kubernetes.forward where it does not start */
export async function provideForwarding(lab: Lab, place: ClusterPlace): Promise<void> {
  const config = configFor(lab, place);
  if (isDeepStrictEqual(forwarding(lab)?.config, config)) return;
  await endForwarding(lab);
  const log = `${fileOf(lab)}.log`;
  const words = [lab.dir, JSON.stringify(config)];
  // Where KUBECONFIG may be named from.
  const companion = { program: forwardProgram, words, folder: process.cwd(), log };
  const said = await startCompanion(companion, () => forwarding(lab) !== undefined);
  if (said === undefined) return;
  rmSync(log, { force: true });
  throw new LabError('kubernetes.forward', { said });
}

/** Ends it. */
export async function endForwarding(lab: Pick<Lab, 'dir'>): Promise<void> {
  const state = forwarding(lab);
  rmSync(fileOf(lab), { force: true });
  if (!state) return;
  signalProcess(state.process, 'SIGTERM');
  if (!(await waitForEnd(state.process, 3_000))) signalProcess(state.process, 'SIGKILL');
}
