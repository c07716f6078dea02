import { UsageError } from '../messages/errors.js';
import { type Arch, assertFits, findJdk, findMirror, findSystem, findZooKeeper } from './catalogue/index.js';
import { addressAfter, assertRoom, type Network, parseNetwork } from './network.js';
import { type LabSpec, limits, type PartialSpec } from './spec.js';

/** The tutorial's own cluster. */
export const defaults = {
  nodes: 3,
  observers: 0,
  until: 'cluster',
  os: 'centos-7.3',
  zookeeper: '3.4.9',
  jdk: '8',
  mirror: 'auto',
  network: '192.168.252.0/24',
  firstIp: '192.168.252.101',
  prefix: 'node',
  clientPort: 2181,
  memory: 512,
  cpus: 1,
} as const satisfies PartialSpec;

/** SSH ports stand this far from the client ports, so that 50 nodes of one never meet those of the other. */
const sshPortDistance = 10_000;
/** The tutorial's first node is .101; in other networks the first node keeps that place where it exists. */
const firstNodeOffset = 101;

/** What remains of typed fields when the absent ones are left out. */
type Given = { [K in keyof PartialSpec]?: Exclude<PartialSpec[K], undefined> } & { name: string };

/** The architecture in the catalogue's spelling of a Node.js `process.arch`. */
export function archOf(processArch: string): Arch {
  return processArch === 'arm64' ? 'aarch64' : 'x64';
}

/** The JDK to take when none is named: 8 where it fits, as in the tutorial, else the newest that does. */
function jdkFor(zookeeper: string): string {
  const { jdks } = findZooKeeper(zookeeper);
  return String(jdks.includes(Number(defaults.jdk)) ? defaults.jdk : jdks.at(-1));
}

function firstIpOf(network: Network, count: number): string {
  const size = 2 ** (32 - network.prefixLength);
  return addressAfter(network.address, firstNodeOffset + count < size ? firstNodeOffset : 2);
}

function assertPorts(what: 'clientPort' | 'sshPort', first: number, count: number): void {
  const last = first + count - 1;
  if (last > limits.port.max) {
    throw new UsageError('ports.overrun', {
      option: optionOf(what),
      first,
      count,
      max: limits.port.max - count + 1,
    });
  }
}

/** The command line's spelling of a field: clientPort → --client-port. */
function optionOf(field: string): string {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/**
 * Fills in every default and checks what the fields mean together.
 * @param typed fields already valid one by one (parse.ts); `name` must be among them
 * @param hostArch architecture of this machine, for systems that are published for several
 * @throws UsageError where the whole cannot be built, naming the option to change
 */
export function resolve(typed: PartialSpec & { name: string }, hostArch: Arch): LabSpec {
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)) as Given;
  const system = findSystem(given.os ?? defaults.os);
  const release = findZooKeeper(given.zookeeper ?? defaults.zookeeper);
  const jdk = given.jdk === undefined ? jdkFor(release.version) : String(findJdk(given.jdk).feature);
  assertFits(release, Number(jdk));

  const nodes = given.nodes ?? defaults.nodes;
  const observers = given.observers ?? defaults.observers;
  // ZooKeeper itself refuses this configuration: "Observers w/o quorum".
  if (nodes === 1 && observers > 0) throw new UsageError('observers.need-quorum', { observers });
  const count = nodes + observers;

  const network = parseNetwork(given.network ?? defaults.network);
  const firstIp = given.firstIp ?? firstIpOf(network, count);
  assertRoom(network, firstIp, count);

  const clientPort = given.clientPort ?? defaults.clientPort;
  assertPorts('clientPort', clientPort, count);
  const sshAbove = clientPort + sshPortDistance;
  const sshPort =
    given.sshPort ?? (sshAbove + count - 1 <= limits.port.max ? sshAbove : clientPort - sshPortDistance);
  assertPorts('sshPort', sshPort, count);
  if (Math.abs(clientPort - sshPort) < count) {
    throw new UsageError('ports.overlap', { clientPort, sshPort, count });
  }

  const arch =
    given.arch ?? (system.image.archs.includes(hostArch) ? hostArch : (system.image.archs[0] ?? 'x64'));

  return {
    ...given,
    nodes,
    observers,
    until: given.until ?? defaults.until,
    os: system.name,
    arch,
    zookeeper: release.version,
    jdk,
    mirror: findMirror(given.mirror ?? defaults.mirror).name,
    network: network.cidr,
    firstIp,
    prefix: given.prefix ?? defaults.prefix,
    clientPort,
    sshPort,
    memory: given.memory ?? defaults.memory,
    cpus: given.cpus ?? defaults.cpus,
  };
}

/** What the user should know although the lab can be built: message keys are the caller's to render. */
export function warningsFor(spec: LabSpec): ('voters.even' | 'voters.many')[] {
  const warnings: ('voters.even' | 'voters.many')[] = [];
  if (spec.nodes % 2 === 0) warnings.push('voters.even');
  if (spec.nodes > 9) warnings.push('voters.many');
  return warnings;
}

/** A lab's name from its directory's: what Compose takes as a project name. */
export function nameFrom(directory: string): string {
  // To take letters apart loads a table of all of Unicode, which takes longer than all else here.
  const plain = /^[\w .-]*$/.test(directory) ? directory : directory.normalize('NFKD');
  const name = plain
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 50);
  return name === '' ? 'zk-lab' : name;
}
