import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '../model/lab.js';
import type { Provider, ProviderName } from '../providers/contract.js';
import { quorumState } from '../software/zookeeper/quorum.js';
import { type Mode, serverState, silent } from '../software/zookeeper/server-state.js';
import { loopback } from '../system/ports.js';
import { providerOf } from './choose-provider.js';
import type { VerbOptions } from './context.js';

/** How one node is. */
export interface NodeStatus {
  readonly name: string;
  /** The node's address in the lab's own network. */
  readonly ip: string;
  /** Where a client on this machine reaches it: HOST:PORT. */
  readonly clientAddress: string;
  /** Whether its machine runs. */
  readonly running: boolean;
  /** Whether its ZooKeeper answers and is part of a quorum. */
  readonly serving: boolean;
  readonly mode: Mode | null;
  /** Last transaction it has seen, hexadecimal. */
  readonly zxid: string | null;
  readonly version: string | null;
}

/** How a lab is. This shape, as JSON, is what programs read. */
export interface LabStatus {
  readonly lab: string;
  /** null while no provider holds anything of the lab. */
  readonly provider: ProviderName | null;
  readonly quorum: boolean;
  readonly leader: string | null;
  readonly nodes: readonly NodeStatus[];
}

/** A lab's status, and what the user should know of its nodes beyond that: sentences in their language. */
export interface StatusWithNotes {
  readonly status: LabStatus;
  readonly notes: readonly string[];
}

/** Asks engine and servers at the same time how the lab is. */
async function statusWithNotesOn(lab: Lab, provider: Provider): Promise<StatusWithNotes> {
  const addresses = lab.nodes.map((node) => provider.node(lab, node).address);
  const [machines, servers] = await Promise.all([
    provider.states(lab),
    Promise.all(addresses.map((address) => serverState(address))),
  ]);
  const nodes = lab.nodes.map(({ name, address }, index): NodeStatus => {
    const { host, port } = addresses[index] ?? { host: '', port: 0 };
    const running = machines.find((machine) => machine.name === name)?.running ?? false;
    // Whatever answers at the port of a node that does not run is somebody else.
    const server = running ? (servers[index] ?? silent) : silent;
    // Without a network of its own, a node is where its clients are.
    const ip = provider.capabilities.network ? address : host;
    return { name, ip, clientAddress: `${host}:${port}`, running, ...server };
  });
  const members = lab.nodes.map(({ name, role }, index) => ({
    ...(nodes[index] ?? silent),
    name,
    votes: role === 'participant',
  }));
  const notes = machines.flatMap(({ note }) => (note === undefined ? [] : [note]));
  return { status: { lab: lab.spec.name, provider: provider.name, ...quorumState(members), nodes }, notes };
}

/** How a lab is on its provider. */
export async function statusOn(lab: Lab, provider: Provider): Promise<LabStatus> {
  return (await statusWithNotesOn(lab, provider)).status;
}

/** How the lab is, whether or not anything of it is there, and what is to be said of its nodes. */
export async function statusWithNotes(lab: Lab, options: VerbOptions = {}): Promise<StatusWithNotes> {
  const provider = await providerOf(lab, options.provider);
  if (provider) return statusWithNotesOn(lab, provider);
  const nodes = lab.nodes.map(({ name, address, clientPort }) => {
    return { name, ip: address, clientAddress: `${loopback}:${clientPort}`, running: false, ...silent };
  });
  return { status: { lab: lab.spec.name, provider: null, quorum: false, leader: null, nodes }, notes: [] };
}

/** How the lab is, whether or not anything of it is there. */
export async function status(lab: Lab, options: VerbOptions = {}): Promise<LabStatus> {
  return (await statusWithNotes(lab, options)).status;
}

/** Milliseconds between two looks. */
const watchEvery = 500;

/** How the lab is, at once and again whenever that has changed, until the signal ends it. */
export async function* watchStatus(
  lab: Lab,
  options: VerbOptions & { readonly signal: AbortSignal },
): AsyncGenerator<StatusWithNotes, void, undefined> {
  for (let seen = ''; !options.signal.aborted; ) {
    const now = await statusWithNotes(lab, options);
    const text = JSON.stringify(now);
    if (text !== seen) yield now;
    seen = text;
    await pause(watchEvery, undefined, { signal: options.signal }).catch(() => {});
  }
}
