/** The process by which clients of this machine get to the lab's pods: starting it, ending it, whether it is there. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { ports } from '../../software/zookeeper/ports.js';
import { lastLines } from '../../system/last-lines.js';
import { forwardProgram } from '../../system/package-files.js';
import { isAlive, signalProcess, waitForEnd } from '../../system/processes.js';
import { type ForwardConfig, type ForwardState, forwardFile } from './forward/protocol.js';
import { environmentOf, whereabouts } from './kubectl.js';
import { podOf } from './labels.js';
import type { Place } from './place.js';

/** Milliseconds for the process to come up, on a busy machine. */
const patience = 20_000;

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

function configFor(lab: Lab, place: Place): ForwardConfig {
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
export async function provideForwarding(lab: Lab, place: Place): Promise<void> {
  const config = configFor(lab, place);
  if (isDeepStrictEqual(forwarding(lab)?.config, config)) return;
  await endForwarding(lab);
  const log = `${fileOf(lab)}.log`;
  const errors = openSync(log, 'w');
  const { NODE_OPTIONS: _, NODE_CHANNEL_FD: __, ...env } = process.env;
  // A session of its own: Ctrl-C and the end of this terminal do not reach it.
  const child = spawn(process.execPath, [forwardProgram, lab.dir, JSON.stringify(config)], {
    detached: true,
    stdio: ['ignore', 'ignore', errors],
    env,
  });
  closeSync(errors);
  child.unref();
  let ended = false;
  for (const event of ['error', 'exit'] as const) {
    child.once(event, () => {
      ended = true;
    });
  }
  for (const deadline = Date.now() + patience; forwarding(lab) === undefined; await pause(20)) {
    if (!ended && Date.now() < deadline) continue;
    if (!ended) child.kill('SIGKILL');
    const said = lastLines(readFileSync(log, 'utf8'), 3);
    rmSync(log, { force: true });
    throw new LabError('kubernetes.forward', { said });
  }
  rmSync(log, { force: true });
}

/** Ends it. */
export async function endForwarding(lab: Pick<Lab, 'dir'>): Promise<void> {
  const state = forwarding(lab);
  rmSync(fileOf(lab), { force: true });
  if (!state) return;
  signalProcess(state.process, 'SIGTERM');
  if (!(await waitForEnd(state.process, 3_000))) signalProcess(state.process, 'SIGKILL');
}
