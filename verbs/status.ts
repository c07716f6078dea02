import { setTimeout as pause } from 'node:timers/promises';
import type { InForce } from '../faults/fault.js';
import { type Sentence, sentence } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { toldChange } from '../model/unfinished.js';
import type { Provider, ProviderName } from '../providers/contract.js';
import type { Endpoint } from '../software/zookeeper/four-letter-words.js';
import { type Quorum, quorumState } from '../software/zookeeper/quorum.js';
import {
  type Condition,
  type Mode,
  noServer,
  type ServerState,
  stateBy,
} from '../software/zookeeper/server-state.js';
import type { VerbOptions } from './context.js';
import { holderOf, toldUnasked } from './holder.js';
import { usualEndpoint } from './usual-endpoint.js';

/** How one node is. */
export interface NodeStatus {
  readonly name: string;
  /** The node's address in the lab's own network. */
  readonly ip: string;
  /** Where a client on this machine reaches it: HOST:PORT. */
  readonly clientAddress: string;
  /** Whether its machine runs. */
  readonly running: boolean;
  /**
   * What there is of its ZooKeeper: none; one that takes connections and says nothing; one that looks for a leader, because
   * it has no quorum; or one that serves.
   */
  readonly condition: Condition;
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
  /** How many members vote, how many of those have a ZooKeeper that answers, and how many a quorum needs. */
  readonly voters: { readonly count: number; readonly answering: number; readonly needed: number };
  /** For a client on this machine: HOST:PORT,HOST:PORT,… */
  readonly connectString: string;
  readonly nodes: readonly NodeStatus[];
  /** Faults that were put in force on purpose, as the engine holds them. */
  readonly faults: readonly InForce[];
}

/** A lab's status, and what the user should know of its nodes beyond that: sentences in their language. */
export interface StatusWithNotes {
  readonly status: LabStatus;
  readonly notes: readonly Sentence[];
}

/** What follows from its nodes. */
export function statusOf(
  lab: Lab,
  provider: ProviderName | null,
  nodes: readonly NodeStatus[],
  faults: readonly InForce[] = [],
): LabStatus {
  const members = lab.nodes.map(({ name, role }, index) => ({
    ...(nodes[index] ?? noServer),
    name,
    votes: role === 'participant',
  }));
  const { voters: count, needed }: Quorum = lab.quorum;
  const answering = members.filter(({ votes, condition }) => {
    return votes && (condition === 'serving' || condition === 'looking');
  }).length;
  return {
    lab: lab.spec.name,
    provider,
    ...quorumState(members),
    voters: { count, answering, needed },
    connectString: nodes.map(({ clientAddress }) => clientAddress).join(','),
    nodes,
    faults,
  };
}

/** How a node is, by what its engine and its server say. @param server what answers at its port, if anybody does */
export function nodeStatus(
  { name, address }: Pick<LabNode, 'name' | 'address'>,
  provider: Provider,
  { host, port }: Endpoint = { host: '', port: 0 },
  running: boolean,
  server: ServerState = noServer,
): NodeStatus {
  // Without a network of its own, a node is where its clients are.
  const ip = provider.capabilities.network ? address : host;
  // Whatever answers at the port of a node that does not run is somebody else.
  return { name, ip, clientAddress: `${host}:${port}`, running, ...(running ? server : noServer) };
}

/** Asks engine and servers at the same time how the lab is. */
async function statusWithNotesOn(lab: Lab, provider: Provider): Promise<StatusWithNotes> {
  const handles = lab.nodes.map((node) => provider.node(lab, node));
  const [machines, faults, answers] = await Promise.all([
    provider.states(lab),
    provider.faults.inForce(lab),
    Promise.all(handles.map((handle) => handle.ask('srvr', 'engine'))),
  ]);
  const nodes = lab.nodes.map(({ name, address }, index): NodeStatus => {
    const running = machines.find((machine) => machine.name === name)?.running ?? false;
    const answer = answers[index];
    return nodeStatus(
      { name, address },
      provider,
      handles[index]?.address,
      running,
      answer && stateBy(answer),
    );
  });
  const notes = machines.flatMap(({ note }) => (note === undefined ? [] : [note]));
  // Known by another way than clients of this machine have.
  if (answers.some(({ by }, index) => by === 'engine' && nodes[index]?.condition !== 'none')) {
    notes.push(provider.unreached(lab).told);
  }
  const change = toldChange(lab);
  if (change) notes.push(change);
  return { status: statusOf(lab, provider.name, nodes, faults), notes };
}

/** How a lab is on its provider. */
export async function statusOn(lab: Lab, provider: Provider): Promise<LabStatus> {
  return (await statusWithNotesOn(lab, provider)).status;
}

/** How the lab is, whether or not anything of it is there, and what is to be said of its nodes. */
export async function statusWithNotes(lab: Lab, options: VerbOptions = {}): Promise<StatusWithNotes> {
  const { provider, unasked, lookOnly } = await holderOf(lab, options.provider);
  if (provider) {
    const { status, notes } = await statusWithNotesOn(lab, provider);
    const { name } = lab.spec;
    const known = lookOnly
      ? [sentence('lab.look-only', { name, reason: lookOnly.reason, remedy: lookOnly.remedy })]
      : [];
    return { status, notes: [...notes, ...known] };
  }
  const nodes = lab.nodes.map((node) => {
    const { name, address } = node;
    const { host, port } = usualEndpoint(lab, node);
    return { name, ip: address, clientAddress: `${host}:${port}`, running: false, ...noServer };
  });
  const reasons = toldUnasked(unasked);
  const notes = reasons === '' ? [] : [sentence('status.unasked', { reasons })];
  return { status: statusOf(lab, null, nodes), notes };
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
