import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { type RegisteredLab, registeredLabs, toldLab } from '../../model/registry.js';
import { freeBlock, takenPorts } from '../../system/ports.js';
import { toldHolder } from '../common/port-holder.js';
import { type NodePorts, portsOf } from './layout.js';
import { remnantsOf } from './remnants.js';

const purposes = {
  client: 'local.port.client',
  quorum: 'local.port.quorum',
  election: 'local.port.election',
  quorumRelay: 'local.port.relay',
  electionRelay: 'local.port.relay',
} as const satisfies Record<keyof NodePorts, string>;

interface WantedPort {
  readonly node: string;
  readonly purpose: keyof NodePorts;
  readonly port: number;
}

type Nodes = Pick<Lab, 'nodes'>;

const serverPurposes = ['client', 'quorum', 'election'] as const;
const relayPurposes = ['quorumRelay', 'electionRelay'] as const;

function wantedPorts(lab: Nodes, node: LabNode, purposes: readonly (keyof NodePorts)[]): WantedPort[] {
  const ports = portsOf(lab, node);
  // A server without an ensemble listens to clients only.
  const used = lab.nodes.length === 1 ? purposes.filter((purpose) => purpose === 'client') : purposes;
  return used.map((purpose) => ({ node: node.name, purpose, port: ports[purpose] }));
}

/** Every port that a lab's servers and relays listen on. */
export function allPorts(lab: Nodes): number[] {
  const all = [...serverPurposes, ...relayPurposes];
  return lab.nodes.flatMap((node) => wantedPorts(lab, node, all)).map(({ port }) => port);
}

/** The same lab with its client ports so many places higher. */
function moved(lab: Nodes, distance: number): Nodes {
  return { nodes: lab.nodes.map((node) => ({ ...node, clientPort: node.clientPort + distance })) };
}

/** Other labs of this user's whose servers run as plain processes. */
async function othersThatRun({ dir }: Lab): Promise<RegisteredLab[]> {
  const others = registeredLabs().filter((each) => each.provider === 'local' && each.dir !== dir);
  const left = await Promise.all(others.map(remnantsOf));
  return others.filter((_, index) => left[index]?.found.length);
}

/**
 * Refuses to start nodes while somebody else has one of their ports.
 * @param nodes those whose servers do not run yet
 * @param relays whether the lab's relays are to be started, too
 * @throws LabError 'local.ports.taken' with every such port and a block that is free
 */
export async function assertPortsFree(lab: Lab, nodes: readonly LabNode[], relays = false): Promise<void> {
  const wanted = [
    ...nodes.flatMap((node) => wantedPorts(lab, node, serverPurposes)),
    ...(relays ? lab.nodes : []).flatMap((node) => wantedPorts(lab, node, relayPurposes)),
  ];
  const found = await takenPorts(wanted.map(({ port }) => port));
  const taken = wanted.filter(({ port }) => found.includes(port));
  if (taken.length === 0) return;
  const labs = await othersThatRun(lab);
  const told = ({ port, purpose, node }: WantedPort): string => {
    const what = { port, purpose: say(purposes[purpose]), node };
    const other = labs.find(({ ports }) => ports?.includes(port));
    return say('local.port', { ...what, by: other ? toldLab(other) : toldHolder(port) });
  };
  const { clientPort } = lab.spec;
  const free = await freeBlock(clientPort, (first) => allPorts(moved(lab, first - clientPort)), 10);
  throw new LabError('local.ports.taken', {
    ports: taken.map(told).join('\n'),
    option: free === undefined ? 'PORT' : String(free),
  });
}
