import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, relative } from 'node:path';
import { specFileName } from '../labs/file.js';
import type { Lab } from '../labs/lab.js';
import { addressAfter, contains, offsetIn, overlap, parseNetwork } from '../labs/network.js';
import type { LabNode } from '../labs/nodes.js';
import { quotedPath } from '../labs/quoted.js';
import { registeredLabs } from '../labs/registry.js';
import { limits } from '../labs/spec.js';
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';

/** Whether nobody listens on that port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first port from which on `count` ports are free, looking upwards in steps that are easy to remember. */
async function freeBlock(from: number, count: number): Promise<number> {
  for (let first = from + 100; first + count - 1 <= limits.port.max; first += 100) {
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isPortFree(first + index)));
    if (free.every(Boolean)) return first;
  }
  return from;
}

/** A port that somebody else has, and what to do about it. */
export interface TakenPort {
  readonly node: string;
  readonly port: number;
  readonly option: '--client-port' | '--ssh-port';
  /** A first port from which on there is room for the whole lab. */
  readonly free: number;
}

/**
 * The ports of these nodes that somebody else listens on.
 * @param ssh whether the nodes have SSH ports on this machine
 */
export async function takenPorts(lab: Lab, nodes: readonly LabNode[], ssh: boolean): Promise<TakenPort[]> {
  const wanted = nodes.flatMap(({ name, clientPort, sshPort }) => [
    { node: name, port: clientPort, option: '--client-port' as const, first: lab.spec.clientPort },
    ...(ssh ? [{ node: name, port: sshPort, option: '--ssh-port' as const, first: lab.spec.sshPort }] : []),
  ]);
  const taken: TakenPort[] = [];
  for (const { node, port, option, first } of wanted) {
    if (await isPortFree(port)) continue;
    taken.push({ node, port, option, free: await freeBlock(first, lab.nodes.length) });
  }
  return taken;
}

/** An interface of this machine, or another lab, whose addresses a lab's network would cover. */
export interface TakenNetwork {
  readonly by: string;
  readonly range: string;
  /** A network that nobody here has. */
  readonly free: string;
}

/** Private ranges that home routers and VPNs seldom use. */
const spareNetworks = Array.from({ length: 100 }, (_, index) => `192.168.${253 - index}.0/24`);
/** Adapters that virtual machines' own engines make and reuse. */
const adapterOfMachines = /^(vboxnet|virbr|vmnet|VirtualBox|VMware)/i;

/** What of this machine's own has addresses in the lab's network, or undefined. */
export function takenNetwork(lab: Lab, interfaces = networkInterfaces()): TakenNetwork | undefined {
  const ranges = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal, cidr }) => family === 'IPv4' && !internal && cidr !== null)
      .map(({ cidr }) => ({ name, range: cidr ?? '' })),
  );
  const taken = ranges.find(
    ({ name, range }) => !adapterOfMachines.test(name) && overlap(range, lab.spec.network),
  );
  if (!taken) return undefined;
  const free = spareNetworks.find((spare) => !ranges.some(({ range }) => overlap(range, spare)));
  const other = otherLabOn(lab);
  const by =
    other === undefined ? say('network.by-interface', { name: taken.name }) : say('network.by-lab', other);
  return { by, range: taken.range, free: free ?? '10.99.0.0/24' };
}

/** A lab elsewhere on this machine with the same network: likely the one whose bridge was found. */
function otherLabOn(lab: Lab): { name: string; dir: string } | undefined {
  return registeredLabs().find(({ dir, network }) => {
    return dir !== lab.dir && network !== undefined && overlap(network, lab.spec.network);
  });
}

/**
 * What an engine cannot know before it starts: that ports are free and no interface of this machine has the addresses.
 * @param needs what of this the provider uses
 * @throws LabError up.port-taken, up.network-taken, each with the option that avoids it
 */
export async function assertStartable(
  lab: Lab,
  nodes: readonly LabNode[],
  needs: { readonly ssh: boolean; readonly network: boolean },
): Promise<void> {
  const network = needs.network ? takenNetwork(lab) : undefined;
  if (network) {
    const { by, range, free } = network;
    const firstIp = addressAfter(
      free.split('/')[0] ?? '',
      offsetIn(parseNetwork(lab.spec.network), lab.spec.firstIp),
    );
    // A node far inside a large network has no place in a small one: create then finds one itself.
    const fits = contains(parseNetwork(free), addressAfter(firstIp, lab.nodes.length));
    const command = remake(lab, `--network ${free}${fits ? ` --first-ip ${firstIp}` : ''}`);
    throw new LabError('up.network-taken', { network: lab.spec.network, by, range, command });
  }
  const [taken] = await takenPorts(lab, nodes, needs.ssh);
  if (taken) {
    const { port, node, option, free } = taken;
    throw new LabError('up.port-taken', { port, node, command: remake(lab, `${option} ${free}`) });
  }
}

/** What to type to make the same lab again but for some options; the user's edits stay. */
function remake(lab: Lab, options: string): string {
  const dir = relative(process.cwd(), lab.dir);
  return `zk-lab create ${quotedPath(dir || '.')} --force --spec ${quotedPath(join(dir, specFileName))} ${options}`;
}
