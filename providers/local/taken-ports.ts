import { connect, createServer } from 'node:net';
import type { Lab } from '../../labs/lab.js';
import type { LabNode } from '../../labs/nodes.js';
import { limits } from '../../labs/spec.js';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import { loopback, type NodePorts, portsOf } from './layout.js';

const purposes = {
  client: 'local.port.client',
  quorum: 'local.port.quorum',
  election: 'local.port.election',
} as const satisfies Record<keyof NodePorts, string>;

/**
 * Refuses to start nodes while somebody else has one of their ports.
 * @param nodes those whose servers do not run yet
 * @throws LabError 'local.ports.taken' with every such port and a block that is free
 */
export async function assertPortsFree(lab: Lab, nodes: readonly LabNode[]): Promise<void> {
  const wanted = nodes.flatMap((node) => wantedPorts(lab, node));
  const taken = await takenAmong(wanted);
  if (taken.length === 0) return;
  const free = await freeBlock(lab);
  throw new LabError('local.ports.taken', {
    ports: taken
      .map(({ port, purpose, node }) => say('local.port', { port, purpose: say(purposes[purpose]), node }))
      .join('\n'),
    option: free === undefined ? 'PORT' : String(free),
  });
}

interface WantedPort {
  readonly node: string;
  readonly purpose: keyof NodePorts;
  readonly port: number;
}

function wantedPorts(lab: Lab, node: LabNode): WantedPort[] {
  const ports = portsOf(lab, node);
  // A server without an ensemble listens to clients only.
  const used = lab.nodes.length === 1 ? (['client'] as const) : (['client', 'quorum', 'election'] as const);
  return used.map((purpose) => ({ node: node.name, purpose, port: ports[purpose] }));
}

async function takenAmong(wanted: readonly WantedPort[]): Promise<WantedPort[]> {
  const taken = await Promise.all(wanted.map(({ port }) => isTaken(port)));
  return wanted.filter((_, index) => taken[index]);
}

/** A first client port, a hundred or more above the lab's, with which all of its ports would be free. */
async function freeBlock(lab: Lab): Promise<number | undefined> {
  const { clientPort } = lab.spec;
  for (
    let first = clientPort + 100;
    first <= Math.min(clientPort + 1000, limits.port.max - 100);
    first += 100
  ) {
    const moved: Lab = { ...lab, spec: { ...lab.spec, clientPort: first } };
    const nodes = lab.nodes.map((node) => ({ ...node, clientPort: node.clientPort - clientPort + first }));
    const wanted = nodes.flatMap((node) => wantedPorts(moved, node));
    if ((await takenAmong(wanted)).length === 0) return first;
  }
  return undefined;
}

/** Whether anybody listens on a port of the loopback address, be it there or on every address. */
export async function isTaken(port: number): Promise<boolean> {
  // Where a listener on all addresses does not hinder another on this one, it still answers.
  return !(await canListen(port)) || (await answers(port));
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: loopback, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: loopback, port });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    // A free port within the range that connections start from can be connected to itself.
    socket.once('connect', () => finish(socket.localPort !== port));
    socket.once('error', () => finish(false));
  });
}
