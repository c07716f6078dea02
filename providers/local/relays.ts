/** The process that has a lab's relays: starting it, ending it, and talking to it. */
import { existsSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { zooCfgSettings } from '../../software/zookeeper/zoo-cfg.js';
import { relayProgram } from '../../system/package-files.js';
import { loopback } from '../../system/ports.js';
import { signalProcess, waitForEnd } from '../../system/processes.js';
import { startCompanion } from '../common/companion.js';
import { configurationOf } from '../common/configuration.js';
import { foldersOf, portsOf } from './layout.js';
import { type RelayConfig, type Reply, type Request, socketName } from './relay/protocol.js';

/** How long the path of a socket may be: 104 bytes on macOS, with the zero at its end. */
const longestPath = 100;
/** Milliseconds for relays to answer: to put a fault in force they may wait for a server to end. */
const answersWithin: Record<Request['ask'], number> = { state: 5_000, quit: 5_000, put: 30_000, end: 30_000 };
/** Milliseconds for relays to end before they are killed. */
const patience = 10_000;
/** Milliseconds between two looks whether they have: they mostly have at once. */
const lookEvery = 5;

/**
 * Whether the servers of a lab are to talk over relays: not one that stands alone, nor where ZooKeeper itself hands on who
 * the servers are, for each then needs the same address for all.
 * @param text the lab's own zoo.cfg
 */
export function isRelayed(lab: Pick<Lab, 'nodes'>, text: string): boolean {
  return lab.nodes.length > 1 && !/^true$/i.test(zooCfgSettings(text).get('reconfigEnabled') ?? '');
}

/** Where a lab has no use for relays there are none: then the process holds only what is done to servers. */
function configOf(lab: Lab): RelayConfig {
  const relayed = isRelayed(lab, configurationOf(lab, 'zoo.cfg')) ? lab.nodes : [];
  return {
    version: process.env.ZK_LAB_VERSION ?? '',
    host: loopback,
    nodes: relayed.map((node) => {
      const { quorum, election, quorumRelay, electionRelay } = portsOf(lab, node);
      return {
        name: node.name,
        id: node.id,
        quorum: { relay: quorumRelay, server: quorum },
        election: { relay: electionRelay, server: election },
      };
    }),
  };
}

/** A long path is more than a socket's address takes: then it is named from its folder. */
function connectIn(folder: string): Socket {
  const path = join(folder, socketName);
  if (Buffer.byteLength(path) <= longestPath) return connect(path);
  const before = process.cwd();
  process.chdir(folder);
  try {
    // The address is read at once.
    return connect(socketName);
  } finally {
    process.chdir(before);
  }
}

/** Asks the relays. @returns their answer; undefined where there are none, or they do not answer */
export async function askRelays(lab: Lab, request: Request): Promise<Reply | undefined> {
  const { root } = foldersOf(lab);
  if (!existsSync(join(root, socketName))) return undefined;
  return new Promise((resolve) => {
    const socket = connectIn(root);
    let text = '';
    socket.setEncoding('utf8');
    // One that is frozen takes calls, and never answers.
    socket.setTimeout(answersWithin[request.ask], () => socket.destroy());
    socket.once('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(text === '' ? undefined : JSON.parse(text)));
  });
}

/** Whether relays run that are as this lab needs them. */
export async function relaysRun(lab: Lab): Promise<boolean> {
  const state = await askRelays(lab, { ask: 'state' });
  return state !== undefined && 'config' in state && isDeepStrictEqual(state.config, configOf(lab));
}

/**
 * Has the lab's relays run, as the lab needs them now.
 * @param purpose without relays a process is needed only to hold a fault
 * @throws LabError local.relays where they do not start
 */
export async function provideRelays(lab: Lab, purpose: 'servers' | 'faults' = 'servers'): Promise<void> {
  if (await relaysRun(lab)) return;
  await endRelays(lab);
  if (purpose === 'servers' && configOf(lab).nodes.length === 0) return;
  const { root } = foldersOf(lab);
  const said = await startCompanion(
    {
      program: relayProgram,
      words: [join(root, '/'), JSON.stringify(configOf(lab))],
      folder: root,
      log: join(root, 'relay.log'),
    },
    () => relaysRun(lab),
  );
  if (said !== undefined) throw new LabError('local.relays', { said });
}

/** Ends the lab's relays, and with them all that they hold, and waits until they are gone. */
export async function endRelays(lab: Lab): Promise<void> {
  const { root } = foldersOf(lab);
  const answer = await askRelays(lab, { ask: 'quit' });
  rmSync(join(root, socketName), { force: true });
  if (answer === undefined || !('process' in answer) || answer.process === undefined) return;
  // It answers first, and then lets go of its ports.
  if (await waitForEnd(answer.process, patience, undefined, lookEvery)) return;
  signalProcess(answer.process, 'SIGKILL');
  await waitForEnd(answer.process, patience);
}
