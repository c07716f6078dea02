/** Faults on servers of this machine: held by the process that has the relays between them. */
import { join } from 'node:path';
import {
  endsServer,
  type Fault,
  type FaultVerb,
  type InForce,
  nodesIn,
  silences,
  touches,
} from '../../faults/fault.js';
import { LabError } from '../../messages/errors.js';
import { type Sentence, say, sentence } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { configurationOf } from '../common/configuration.js';
import { beginning } from '../common/fault-holders.js';
import { labTroubleOr } from './disk.js';
import { environmentOf } from './environment.js';
import { nodeFolders } from './layout.js';
import type { Victim } from './relay/protocol.js';
import { askRelays, isRelayed, provideRelays } from './relays.js';
import { scriptOf } from './runtime.js';
import { fatesIn } from './servers.js';
import { readState } from './state.js';

/** What servers of this machine can be done to. */
export const possible: Readonly<Record<FaultVerb, true | Sentence>> = {
  stop: true,
  kill: true,
  pause: true,
  cut: true,
  slow: true,
  lose: true,
  rate: sentence('fault.local.rate'),
  fill: sentence('fault.local.fill'),
  clock: sentence('fault.local.clock'),
};

/** What is in force. */
export async function inForce(lab: Lab): Promise<readonly InForce[]> {
  const state = await askRelays(lab, { ask: 'state' });
  return state !== undefined && 'faults' in state ? state.faults : [];
}

/** The server of a node, for whoever ends it. @throws LabError fault.no-server */
function victimOf(lab: Lab, name: string, verb: string, env: NodeJS.ProcessEnv): Victim {
  const fate = fatesIn(lab)(name, readState(lab).nodes[name]);
  if (fate.is !== 'running') throw new LabError('fault.no-server', { node: name, verb });
  const { root, pidFile, data } = nodeFolders(lab, name);
  return {
    process: fate.mark,
    // The second is where zkServer.sh keeps it by itself, for a server that is started by hand.
    pidFiles: [pidFile, join(data, 'zookeeper_server.pid')],
    start: {
      command: ['bash', scriptOf(lab, 'zkServer.sh'), 'start'],
      cwd: root,
      env: environmentOf(lab, name, env),
    },
  };
}

/** Puts a fault in force. @throws LabError fault.no-server, fault.stays, fault.cannot, local.relays, local.unwritable */
export async function put(
  lab: Lab,
  fault: Fault,
  lasting: number | undefined,
  env: NodeJS.ProcessEnv,
): Promise<InForce> {
  const [node = ''] = nodesIn(fault);
  const victim = silences(fault) ? victimOf(lab, node, fault.verb, env) : undefined;
  if (!victim && !isRelayed(lab, configurationOf(lab, 'zoo.cfg'))) {
    const reason = say(lab.nodes.length > 1 ? 'fault.local.reconfig' : 'fault.local.alone');
    throw new LabError('fault.cannot', { verb: fault.verb, provider: 'local', reason });
  }
  await provideRelays(lab, 'faults').catch((error) => {
    throw labTroubleOr(error, lab);
  });
  const wanted = beginning(fault, lasting);
  const reply = await askRelays(lab, {
    ask: 'put',
    fault: wanted,
    ...(lasting !== undefined && { lasting }),
    ...(victim && { victim }),
  });
  if (reply === undefined) throw new LabError('local.relays', { said: '–' });
  if (!('failed' in reply)) return wanted;
  if (reply.failed === 'stays') throw new LabError('fault.stays', { node, seconds: 20 });
  throw new LabError('fault.no-server', { node, verb: fault.verb });
}

/**
 * Ends faults.
 * @param servers what becomes of those that they have ended: the process that holds the faults starts them, also where whoever asked
 * is killed meanwhile; or they stay ended
 * @returns the nodes whose servers they had ended
 */
export async function lift(
  lab: Lab,
  faults: readonly InForce[],
  servers: 'start' | 'stay ended',
): Promise<string[]> {
  const present = (await inForce(lab)).filter(({ id }) => faults.some((each) => each.id === id));
  if (present.length === 0) return [];
  const ids = present.map(({ id }) => id);
  await askRelays(lab, { ask: 'end', ids, quietly: servers === 'stay ended' });
  return present.filter(endsServer).flatMap(nodesIn);
}

/** Ends whatever touches these nodes, which are about to end themselves. */
export async function liftFrom(lab: Lab, nodes: readonly string[]): Promise<void> {
  await lift(
    lab,
    (await inForce(lab)).filter((fault) => touches(fault, nodes)),
    'stay ended',
  );
}
