import { UsageError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { addressAfter, assertAddress, isAddress, type Network } from './network.js';
import { type LabSpec, limits, type NodeSpec } from './spec.js';

/** One member of the ensemble and the machine it runs on. */
export interface LabNode extends Required<Omit<NodeSpec, 'host'>>, Pick<NodeSpec, 'host'> {
  /** Ports on 127.0.0.1 of the host. */
  readonly clientPort: number;
  readonly sshPort: number;
}

/** What says which nodes a lab has, with every default filled in. */
type Naming = Pick<LabSpec, 'nodes' | 'observers' | 'firstIp' | 'prefix' | 'clientPort' | 'sshPort'>;

/** So many voters, then so many observers, with the ids, names and addresses that follow from the first's. */
function counted(voters: number, { observers, prefix, firstIp }: Naming): Required<Omit<NodeSpec, 'host'>>[] {
  return Array.from({ length: voters + observers }, (_, index) => ({
    id: index + 1,
    name: `${prefix}${index + 1}`,
    address: addressAfter(firstIp, index),
    role: index < voters ? 'participant' : 'observer',
  }));
}

/**
 * The lab's nodes in the order of their ids. A node keeps its ports whoever else comes or goes: they follow from its id.
 */
export function nodesOf(spec: Naming): LabNode[] {
  const { nodes, clientPort, sshPort } = spec;
  const listed: readonly NodeSpec[] = typeof nodes === 'number' ? counted(nodes, spec) : nodes;
  return listed
    .map(({ id, name, address, role = 'participant', host }) => ({
      ...{ id, name, address, role },
      ...(host !== undefined && { host }),
      clientPort: clientPort + id - 1,
      sshPort: sshPort + id - 1,
    }))
    .sort((a, b) => a.id - b.id);
}

const votes = ({ role }: NodeSpec): boolean => role !== 'observer';

/** The members that vote. */
export function votersOf<N extends NodeSpec>(nodes: readonly N[]): N[] {
  return nodes.filter(votes);
}

/**
 * Nodes as the specification writes them: how many of each kind, where a count says all; else each of them.
 * @param naming what a count would make of it
 */
export function specOf(nodes: readonly NodeSpec[], naming: Naming): Pick<LabSpec, 'nodes' | 'observers'> {
  const voters = votersOf(nodes).length;
  const observers = nodes.length - voters;
  const usual = counted(voters, { ...naming, observers });
  const given = nodes.some(({ host }) => host !== undefined);
  const same =
    !given &&
    usual.every((node, index) => {
      const other = nodes[index];
      return other?.id === node.id && other.name === node.name && other.address === node.address;
    });
  const inOrder = nodes.every((node, index) => votes(node) === index < voters);
  if (same && inOrder) return { nodes: voters, observers };
  return {
    nodes: nodes.map(({ id, name, address, role = 'participant', host }) => ({
      ...{ id, name, address, role },
      ...(host !== undefined && { host }),
    })),
    observers: 0,
  };
}

/**
 * Checks nodes that are spelled out.
 * @throws UsageError nodes.twice, nodes.voters, nodes.observers, nodes.need-quorum, and what assertAddress throws
 */
export function assertNodes(nodes: readonly NodeSpec[], network: Network): void {
  for (const field of ['id', 'name', 'address'] as const) {
    const values = nodes.map((node) => String(node[field]));
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) throw new UsageError('nodes.twice', { field, value: twice });
  }
  const voters = votersOf(nodes).length;
  const observers = nodes.length - voters;
  const { max } = limits.nodes;
  if (voters < 1 || voters > max) throw new UsageError('nodes.voters', { voters, max });
  if (observers > limits.observers.max) {
    throw new UsageError('nodes.observers', { observers, max: limits.observers.max });
  }
  if (voters === 1 && observers > 0) throw new UsageError('nodes.need-quorum');
  const given = nodes.filter(({ host }) => host !== undefined);
  if (given.length > 0) {
    assertGiven(nodes, given);
    return;
  }
  for (const { name, address } of nodes) {
    assertAddress(network, address, (ip) => say('nodes.address', { name, address: ip }));
  }
}

/** Addresses of machines that are there already are what they are. @throws UsageError hosts.mixed, address.invalid */
function assertGiven(nodes: readonly NodeSpec[], given: readonly NodeSpec[]): void {
  const other = nodes.find(({ host }) => host === undefined);
  if (other) throw new UsageError('hosts.mixed', { name: other.name });
  const wrong = given.find(({ address }) => !isAddress(address));
  if (wrong) {
    throw new UsageError('address.invalid', {
      address: say('nodes.address', { name: wrong.name, address: wrong.address }),
    });
  }
}
