/** What keeps machines from being nodes, and what their owner should know: judged by what was seen of them. Pure. */
import { listed, type Sentence, sentence, textOf } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { heapOf } from '../../software/jdk/options.js';
import { isOlder } from '../common/versions.js';
import type { Seen } from './look.js';

/** MiB: JDK and ZooKeeper unpacked, their tarballs, and some room for data. */
const diskNeeded = 1_000;
/** Seconds by which clocks may differ without anybody being told. */
const skewAllowed = 5;

const archNames: Readonly<Record<string, string>> = { x86_64: 'x64', aarch64: 'aarch64', arm64: 'aarch64' };

/** One thing that a machine needs. @returns what is wrong with it */
type Requirement = (seen: Seen, lab: Lab) => Sentence | undefined;

const when = (wrong: boolean, told: () => Sentence): Sentence | undefined => (wrong ? told() : undefined);

/** In the order in which they are told. */
const requirements: readonly Requirement[] = [
  ({ kernel }) => when(kernel !== 'Linux', () => sentence('machines.not-linux', { kernel })),
  ({ arch }, { spec }) =>
    when(archNames[arch] !== spec.arch, () =>
      sentence('machines.arch', { arch, wanted: spec.arch, known: archNames[arch] ?? 'x64' }),
    ),
  ({ bash }) => when(isOlder(bash, [4, 1]), () => sentence('machines.bash', { bash })),
  ({ lacks }) => when(lacks.length > 0, () => sentence('machines.lacks', { commands: listed(lacks) })),
  ({ lab }) => when(lab !== undefined, () => sentence('machines.other-lab', { lab: lab ?? '' })),
  ({ addresses, node }) =>
    when(!addresses.includes(node.address), () => {
      const own = addresses.find((address) => /^[\d.]+$/.test(address) && !address.startsWith('127.'));
      return sentence('machines.address', {
        address: node.address,
        own: listed(addresses),
        host: `${node.host ?? ''}=${own ?? 'ADDRESS'}`,
      });
    }),
  ({ taken }) => when(taken.length > 0, () => sentence('machines.taken', { paths: listed(taken) })),
  ({ ports }) => when(ports.length > 0, () => sentence('machines.ports', { ports: listed(ports) })),
  ({ names }) => when(names.length > 0, () => sentence('machines.names', { names: listed(names) })),
  ({ disk, ours }) =>
    when(!ours && disk < diskNeeded, () => sentence('machines.disk', { disk, needed: diskNeeded })),
  ({ memory, ours }, { spec }) =>
    when(!ours && memory < heapOf(spec.memory), () =>
      sentence('machines.memory', { memory, needed: heapOf(spec.memory) }),
    ),
];

/** Why a machine cannot be a node; nothing where it can. */
export function unmetRequirements(lab: Lab, seen: Seen): Sentence[] {
  return requirements.flatMap((check) => check(seen, lab) ?? []);
}

/** What its owner should know although it can. @param all machines that were seen */
export function warnings(seen: Seen, all: readonly Seen[]): Sentence[] {
  const node = seen.node.name;
  const skew = Math.max(...all.map(({ ahead }) => Math.abs(seen.ahead - ahead)));
  return [
    ...(seen.others.length > 0 ? [sentence('machines.others', { node, paths: listed(seen.others) })] : []),
    ...(skew > skewAllowed ? [sentence('machines.skew', { node, seconds: skew })] : []),
    ...(seen.rootLogin ? [] : [sentence('machines.no-root-login', { node })]),
  ];
}

/** What would be done on a machine. @param megabytes what is sent to it */
export function planFor(lab: Lab, seen: Seen, megabytes: number): Sentence {
  const { node, host, system, memory, disk, firewall, ours } = seen;
  const { zookeeper, jdk } = lab.facts;
  const facts = { node: node.name, host, address: node.address, system, memory, disk };
  const opened =
    firewall === undefined
      ? sentence('machines.plan.no-firewall')
      : sentence('machines.plan.firewall', { firewall });
  return sentence(ours ? 'machines.plan.again' : 'machines.plan', {
    ...facts,
    megabytes,
    jdk: jdk.home,
    home: zookeeper.home,
    until: lab.spec.until,
    firewall: textOf(opened),
  });
}
