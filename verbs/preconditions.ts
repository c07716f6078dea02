import { join } from 'node:path';
import { LabError } from '../messages/errors.js';
import { asOption, say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { addressAfter, contains, offsetIn, overlap, parseNetwork, unusedNetwork } from '../model/network.js';
import type { LabNode } from '../model/nodes.js';
import { toldLab } from '../model/registry.js';
import { specFileName } from '../model/spec.js';
import type { Capabilities } from '../providers/contract.js';
import { type InterfaceAddress, interfaceAddresses } from '../system/interfaces.js';
import { freeBlock, isPortFree } from '../system/ports.js';
import { typedPath } from '../system/quoted.js';
import { otherLabOn, whoHas } from './other-labs.js';

/** A port that somebody else has, and what to do about it. */
export interface TakenPort {
  readonly node: string;
  readonly port: number;
  /** The option of `create` that moves it. */
  readonly option: string;
  /** A first port from which on there is room for the whole lab. */
  readonly free: number;
}

/** The first port, above the lab's own, from which on so many ports in a row are free. */
async function firstFree(from: number, count: number): Promise<number> {
  const block = (first: number): number[] => Array.from({ length: count }, (_, index) => first + index);
  return (await freeBlock(from, block)) ?? from;
}

/**
 * The ports of these nodes that somebody else listens on.
 * @param ssh whether the nodes have SSH ports on this machine
 */
export async function takenPorts(lab: Lab, nodes: readonly LabNode[], ssh: boolean): Promise<TakenPort[]> {
  const { clientPort, sshPort } = lab.spec;
  const wanted = nodes.flatMap((node) => [
    { node: node.name, port: node.clientPort, setting: 'clientPort', first: clientPort },
    ...(ssh ? [{ node: node.name, port: node.sshPort, setting: 'sshPort', first: sshPort }] : []),
  ]);
  const free = await Promise.all(wanted.map(({ port }) => isPortFree(port)));
  const count = Math.max(...lab.nodes.map(({ id }) => id));
  const taken = wanted.filter((_, index) => !free[index]);
  return Promise.all(
    taken.map(async ({ node, port, setting, first }) => ({
      node,
      port,
      option: asOption(setting),
      free: await firstFree(first, count),
    })),
  );
}

/** An interface of this machine, or another lab, whose addresses a lab's network would cover. */
export interface TakenNetwork {
  readonly by: string;
  readonly range: string;
  /** A network that nobody here has. */
  readonly free: string;
}

/** Adapters that virtual machines' own engines make and reuse. */
const adapterOfMachines = /^(vboxnet|virbr|vmnet|VirtualBox|VMware)/i;

/** Which of these interfaces has addresses in the lab's network, or undefined. */
export async function takenNetwork(
  lab: Lab,
  interfaces: readonly InterfaceAddress[],
): Promise<TakenNetwork | undefined> {
  const taken = interfaces.find(
    ({ name, cidr }) => !adapterOfMachines.test(name) && overlap(cidr, lab.network.cidr),
  );
  if (!taken) return undefined;
  const other = await otherLabOn(lab);
  const by = other === undefined ? say('taken.by-interface', { name: taken.name }) : toldLab(other);
  return { by, range: taken.cidr, free: unusedNetwork(interfaces.map(({ cidr }) => cidr)) };
}

/**
 * What an engine cannot know before it starts: that ports are free and no interface of this machine has the addresses.
 * @param uses what of this the nodes use
 * @throws LabError up.port-taken, up.network-taken, each with the option that avoids it
 */
export async function assertStartable(
  lab: Lab,
  nodes: readonly LabNode[],
  uses: Pick<Capabilities, 'ssh' | 'network' | 'given'>,
): Promise<void> {
  // Machines that are there already have ports and addresses of their own.
  if (uses.given) return;
  const network = uses.network ? await takenNetwork(lab, await interfaceAddresses()) : undefined;
  if (network) {
    const { by, range, free } = network;
    const firstIp = addressAfter(free.split('/')[0] ?? '', offsetIn(lab.network, lab.spec.firstIp));
    // A node far inside a large network has no place in a small one: create then finds one itself.
    const fits = contains(parseNetwork(free), addressAfter(firstIp, lab.nodes.length));
    const command = remake(
      lab,
      [asOption('network', free), ...(fits ? [asOption('firstIp', firstIp)] : [])].join(' '),
    );
    throw new LabError('up.network-taken', { network: lab.network.cidr, by, range, command });
  }
  const [taken] = await takenPorts(lab, nodes, uses.ssh);
  if (taken) {
    const { port, node, option, free } = taken;
    const by = await whoHas(lab, port);
    throw new LabError('up.port-taken', { port, node, by, command: remake(lab, `${option} ${free}`) });
  }
}

/** What to type to make the same lab again but for some options; the user's edits stay. */
function remake(lab: Lab, options: string): string {
  return `zk-lab create ${typedPath(lab.dir)} --force --spec ${typedPath(join(lab.dir, specFileName))} ${options}`;
}
