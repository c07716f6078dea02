/** Which nodes' servers serve, asked once, or waited for while they elect. */
import { setTimeout as pause } from 'node:timers/promises';
import { touches } from '../faults/fault.js';
import { toldFault } from '../faults/told.js';
import { LabError } from '../messages/errors.js';
import { textOf } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { NodeState, Provider } from '../providers/contract.js';
import { lineOf } from '../software/zookeeper/releases.js';
import { asksAgainWithin, noServer, type ServerState, stateBy } from '../software/zookeeper/server-state.js';

/** How the servers of nodes are, in the order of the nodes. Whatever answers at the port of a node that does not run is somebody else. */
async function serversOf(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
): Promise<{ readonly machines: readonly NodeState[]; readonly servers: readonly ServerState[] }> {
  const [machines, heard] = await Promise.all([
    provider.states(lab),
    Promise.all(nodes.map(async (node) => stateBy(await provider.node(lab, node).ask('srvr', 'engine')))),
  ]);
  const runs = (node: LabNode) => machines.some(({ name, running }) => name === node.name && running);
  return { machines, servers: nodes.map((node, index) => (runs(node) && heard[index]) || noServer) };
}

/** The names of those of the nodes whose server serves. */
export async function servingOf(lab: Lab, provider: Provider, nodes: readonly LabNode[]): Promise<string[]> {
  const { servers } = await serversOf(lab, provider, nodes);
  return nodes.filter((_, index) => servers[index]?.serving).map(({ name }) => name);
}

/**
 * Refuses where a server is of another release line than the lab installs: a server of 3.4 does not read the snapshots that 3.5
 * and later send it.
 * @throws LabError members.release
 */
function assertOwnRelease(lab: Lab, nodes: readonly LabNode[], servers: readonly ServerState[]): void {
  const { version } = lab.zookeeper;
  for (const [index, node] of nodes.entries()) {
    const running = servers[index]?.version ?? version;
    if (lineOf(running) === lineOf(version)) continue;
    const { voters } = lab.quorum;
    throw new LabError('members.release', {
      node: node.name,
      running,
      version,
      line: lineOf(running),
      voters,
    });
  }
}

/** Milliseconds between two questions to servers that look for a leader. */
const askEvery = 250;

/** Milliseconds in which a server that says nothing may serve again: it has just lost its leader, or is starting. */
const momentary = 5_000;

/**
 * Refuses where one of the nodes does not serve, or serves with another release line than the lab's. Servers in the middle of an election are waited for, which takes seconds, or
 * once in a while most of a minute where the others have their leader; machines that do not run are not.
 * @throws LabError members.not-serving, members.not-serving.fault, members.release
 */
export async function assertServing(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { emit, signal }: Context,
): Promise<void> {
  const began = performance.now();
  let told = false;
  for (;;) {
    const { machines, servers } = await serversOf(lab, provider, nodes);
    const idle = nodes.filter((_, index) => !servers[index]?.serving);
    if (idle.length === 0) return assertOwnRelease(lab, nodes, servers);
    const off = machines.some(({ name, running }) => !running && idle.some((node) => node.name === name));
    const electing = servers.every(({ serving, condition }) => serving || condition === 'looking');
    const election = idle.length < nodes.length ? asksAgainWithin : provider.capabilities.patience;
    const patience = electing ? election : momentary;
    if (off || performance.now() - began > patience) {
      const names = idle.map(({ name }) => name);
      const fault = (await provider.faults.inForce(lab)).find((each) => touches(each, names));
      // `up` undoes none.
      if (fault) {
        const told = textOf(toldFault(fault));
        throw new LabError('members.not-serving.fault', { nodes: namesOf(idle), told });
      }
      throw new LabError('members.not-serving', { nodes: namesOf(idle) });
    }
    if (!told) emit({ type: 'waiting', until: 'serving', nodes: idle.map(({ name }) => name) });
    told = true;
    await pause(askEvery, undefined, { signal });
  }
}
