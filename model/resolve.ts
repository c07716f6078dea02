import { findMirror, type Mirror } from '../artifacts/mirrors.js';
import type { Arch } from '../artifacts/types.js';
import { UsageError } from '../messages/errors.js';
import { listed, spelled } from '../messages/index.js';
import { allSoftware, forEachSoftware, type Releases, type SoftwareName } from '../software/index.js';
import type { Software } from '../software/software.js';
import { type Quorum, quorumOf } from '../software/zookeeper/quorum.js';
import { decidedBy, faultOf } from '../software/zookeeper/zoo-cfg.js';
import { areGiven, nodesOnHosts } from './hosts.js';
import {
  addressAfter,
  assertAddress,
  assertRoom,
  isAddress,
  type Network,
  networkAround,
  parseNetwork,
} from './network.js';
import { assertNodes, type LabNode, nodesOf, specOf, votersOf } from './nodes.js';
import { type LabSpec, limits, type NodeSpec, type PartialSpec } from './spec.js';
import { stagesFrom } from './stages.js';
import { findSystem, type System } from './systems.js';

/** The tutorial's own cluster. */
export const defaults = {
  ...usualVersions(),
  nodes: 3,
  observers: 0,
  until: 'cluster',
  os: 'centos-7.3',
  mirror: 'auto',
  network: '192.168.252.0/24',
  firstIp: '192.168.252.101',
  prefix: 'node',
  clientPort: 2181,
  plainShell: false,
  memory: 512,
  cpus: 1,
} as const satisfies PartialSpec;

/** Of each kind of software that every lab has. */
function usualVersions() {
  return forEachSoftware(({ optional, usual }) => (optional ? undefined : usual()));
}

/** A specification, and what it means: looked up once, and handed down from here. */
export interface Blueprint extends Releases {
  readonly spec: LabSpec;
  /** In the order of their ids. */
  readonly nodes: readonly LabNode[];
  readonly quorum: Quorum;
  readonly network: Network;
  readonly system: System;
  readonly mirror: Mirror;
}

/** SSH ports stand this far from the client ports, so that the nodes of one, up to id 255, never meet those of the other. */
const sshPortDistance = 10_000;
/** The tutorial's first node is .101; in other networks the first node keeps that place where it exists. */
const firstNodeOffset = 101;

/** What they have in common: each is handed what was chosen of those before it. */
const kinds: readonly Software<SoftwareName, unknown, boolean>[] = allSoftware;

/** What remains of typed fields when the absent ones are left out. */
type Given = { [K in keyof PartialSpec]?: Exclude<PartialSpec[K], undefined> } & { name: string };

/** The nodes as they were asked for: so many, or each of them; those on hosts are spelled out. */
function membersWanted(given: Given): {
  readonly wanted: number | readonly NodeSpec[];
  readonly observers: number;
} {
  const { hosts, nodes, observers = defaults.observers } = given;
  if (hosts === undefined) return { wanted: nodes ?? defaults.nodes, observers };
  const wanted = nodesOnHosts({ hosts, nodes, observers }, given.prefix ?? defaults.prefix);
  return { wanted, observers: 0 };
}

/** The network of machines that are there already. @throws UsageError hosts.mixed, address.invalid and the like */
function networkOf(nodes: readonly NodeSpec[]): string | undefined {
  const addresses = nodes.map(({ address }) => address);
  return addresses.every(isAddress) ? networkAround(addresses) : undefined;
}

/** The architecture in the catalogue's spelling of a Node.js `process.arch`. */
export function archOf(processArch: string): Arch {
  return processArch === 'arm64' ? 'aarch64' : 'x64';
}

/**
 * The release of each kind of software, as named or as is usual.
 * @throws UsageError for what is not in the catalogue, or does not go together
 */
function releasesOf(given: Given): Releases {
  const chosen: Record<string, unknown> = {};
  for (const { name, optional, usual, find, assertFits } of kinds) {
    const wanted = given[name] ?? (optional ? undefined : usual(chosen));
    if (wanted === undefined) continue;
    const release = find(wanted);
    assertFits?.(release, chosen);
    chosen[name] = release;
  }
  return chosen as Releases;
}

function firstIpOf(network: Network, count: number): string {
  const size = 2 ** (32 - network.prefixLength);
  return addressAfter(network.address, firstNodeOffset + count < size ? firstNodeOffset : 2);
}

/** @param count how many ports from the first on the lab takes */
function assertPorts(what: 'clientPort' | 'sshPort', first: number, count: number): void {
  if (first + count - 1 <= limits.port.max) return;
  const max = limits.port.max - count + 1;
  throw new UsageError('ports.overrun', { port: spelled(what, String(first)), count, max });
}

/** A block of ports for the highest id: the client ports, and the SSH ports well away from them. */
function portsOf({ clientPort = defaults.clientPort, sshPort }: Given, count: number) {
  assertPorts('clientPort', clientPort, count);
  const above = clientPort + sshPortDistance;
  const ssh = sshPort ?? (above + count - 1 <= limits.port.max ? above : clientPort - sshPortDistance);
  assertPorts('sshPort', ssh, count);
  if (Math.abs(clientPort - ssh) < count) {
    throw new UsageError('ports.overlap', { clientPort, sshPort: ssh, count });
  }
  return { clientPort, sshPort: ssh };
}

/** Settings of zoo.cfg as text. @throws UsageError zoo-cfg.decided.…, zoo-cfg.… for what ZooKeeper would not start with */
function settingsOf(given: NonNullable<Given['zooCfg']>): Record<string, string> {
  const settings = Object.entries(given).map(([name, value]): [string, string] => {
    const text = String(value);
    const decided = decidedBy(name);
    if (decided !== undefined) throw new UsageError(`zoo-cfg.decided.${decided}`, { name });
    const fault = faultOf(name, text);
    const origin = spelled('zooCfg', `${name}=${text}`);
    if (fault !== undefined) throw new UsageError(`zoo-cfg.${fault}`, { origin, name, value: text });
    return [name, text];
  });
  return Object.fromEntries(settings);
}

/**
 * Fills in every default, checks what the fields mean together, and looks up what they name.
 * @param typed fields already valid one by one (parse.ts); `name` must be among them
 * @param hostArch architecture of this machine, for systems that are published for several
 * @throws UsageError where the whole cannot be built, naming the field to change
 */
export function resolve(typed: PartialSpec & { name: string }, hostArch: Arch): Blueprint {
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)) as Given;
  const system = findSystem(given.os ?? defaults.os);
  const mirror = findMirror(given.mirror ?? defaults.mirror);
  const releases = releasesOf(given);

  const { wanted, observers } = membersWanted(given);
  const theirs = typeof wanted !== 'number' && areGiven({ nodes: wanted }) ? wanted : undefined;
  if (theirs && given.until === 'os')
    throw new UsageError('hosts.until-os', { stages: listed(stagesFrom('ssh')) });
  const around = theirs && networkOf(theirs);
  const network = parseNetwork(around ?? given.network ?? defaults.network);
  const count = typeof wanted === 'number' ? wanted + observers : Math.max(...wanted.map(({ id }) => id));
  const firstIp = theirs?.[0]?.address ?? given.firstIp ?? firstIpOf(network, count);
  if (typeof wanted === 'number') {
    // ZooKeeper itself refuses this configuration: "Observers w/o quorum".
    if (wanted === 1 && observers > 0) throw new UsageError('observers.need-quorum', { observers });
    assertRoom(network, firstIp, count);
  } else {
    if (observers > 0) throw new UsageError('observers.listed', { observers });
    assertNodes(wanted, network);
    if (!theirs) assertAddress(network, firstIp);
  }

  const archs = system.image.archs;
  const zooCfg = settingsOf(given.zooCfg ?? {});
  const { jvmOptions = [] } = given;
  const naming = {
    observers,
    nodes: wanted,
    firstIp,
    prefix: given.prefix ?? defaults.prefix,
    ...portsOf(given, count),
  };
  const nodes = nodesOf(naming);
  // Hosts are kept with the nodes that they are.
  const { zooCfg: _, jvmOptions: __, hosts: ___, ...rest } = given;
  const spec: LabSpec = {
    ...rest,
    ...(Object.keys(zooCfg).length > 0 && { zooCfg }),
    ...(jvmOptions.length > 0 && { jvmOptions }),
    ...naming,
    ...specOf(nodes, naming),
    until: given.until ?? defaults.until,
    os: system.name,
    arch: given.arch ?? (archs.includes(hostArch) ? hostArch : (archs[0] ?? 'x64')),
    ...forEachSoftware(({ name, nameOf }) => releases[name] && nameOf(releases[name])),
    mirror: mirror.name,
    network: network.cidr,
    // The shells of machines that are somebody's stay as they are.
    plainShell: given.plainShell ?? (theirs !== undefined || defaults.plainShell),
    memory: given.memory ?? defaults.memory,
    cpus: given.cpus ?? defaults.cpus,
  };
  return { spec, nodes, quorum: quorumOf(votersOf(nodes).length), network, system, mirror, ...releases };
}

/** What the user should know although the lab can be built: message keys are the caller's to render. */
export function warningsFor({
  quorum: { voters },
}: Pick<Blueprint, 'quorum'>): ('voters.even' | 'voters.many')[] {
  const warnings: ('voters.even' | 'voters.many')[] = [];
  if (voters % 2 === 0) warnings.push('voters.even');
  if (voters > 9) warnings.push('voters.many');
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
