import { quorumState } from '../ensemble/ensemble-state.js';
import { type Mode, serverState, silent } from '../ensemble/server-state.js';
import type { Lab } from '../labs/lab.js';
import type { Provider, ProviderName } from '../providers/provider.js';
import type { VerbOptions } from './context.js';
import { holderOf } from './holder.js';

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
export interface Look {
  readonly status: LabStatus;
  readonly notes: readonly string[];
}

/** Asks engine and servers at the same time how the lab is. */
async function lookOn(lab: Lab, provider: Provider): Promise<Look> {
  const addresses = lab.nodes.map((node) => provider.clientAddress(lab, node));
  const [machines, servers] = await Promise.all([
    provider.states(lab),
    Promise.all(addresses.map((address) => serverState(address))),
  ]);
  const nodes = lab.nodes.map(({ name, ip }, index): NodeStatus => {
    const { host, port } = addresses[index] ?? { host: '', port: 0 };
    const running = machines.find((machine) => machine.name === name)?.running ?? false;
    // Whatever answers at the port of a node that does not run is somebody else.
    const server = running ? (servers[index] ?? silent) : silent;
    // Without a network of its own, a node is where its clients are.
    const own = provider.needs?.network === false ? host : ip;
    return { name, ip: own, clientAddress: `${host}:${port}`, running, ...server };
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
  return (await lookOn(lab, provider)).status;
}

/** How the lab is, whether or not anything of it is there, and what is to be said of its nodes. */
export async function look(lab: Lab, options: VerbOptions = {}): Promise<Look> {
  const provider = await holderOf(lab, options.provider);
  if (provider) return lookOn(lab, provider);
  const nodes = lab.nodes.map(({ name, ip, clientPort }) => {
    return { name, ip, clientAddress: `127.0.0.1:${clientPort}`, running: false, ...silent };
  });
  return { status: { lab: lab.spec.name, provider: null, quorum: false, leader: null, nodes }, notes: [] };
}

/** How the lab is, whether or not anything of it is there. */
export async function status(lab: Lab, options: VerbOptions = {}): Promise<LabStatus> {
  return (await look(lab, options)).status;
}
