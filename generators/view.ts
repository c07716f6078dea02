import { findSystem, vaultsOf } from '../labs/catalogue/index.js';
import { heapOf, startsWithoutVerifier } from '../labs/jvm.js';
import { parseNetwork } from '../labs/network.js';
import { nodesOf, quorumOf } from '../labs/nodes.js';
import { zooKeeperHome } from '../labs/paths.js';
import { type LabSpec, specFields } from '../labs/spec.js';
import { reaches, stages, stagesUpTo } from '../labs/stages.js';
import type { Package, Stack } from './stack.js';
import { vagrantView } from './vagrant-view.js';

function packageView({ version, file, root, checksum, urls }: Package): object {
  return {
    version,
    file,
    root,
    algorithm: checksum?.algorithm ?? 'sha256',
    sum: checksum?.value ?? '',
    urls: urls.join(' '),
  };
}

/** What the templates see. */
export function viewOf(spec: LabSpec, stack: Stack): object {
  const system = findSystem(spec.os);
  const network = parseNetwork(spec.network);
  const nodes = nodesOf(spec).map((node) => ({
    ...node,
    observer: node.role === 'observer',
    isFirst: node.id === 1,
    // Ids are given to the voters first. Of voters that know equally much, the highest id wins an election.
    leadsFirst: spec.nodes > 1 && node.id === spec.nodes,
    container: `${spec.name}-${node.name}`,
    serving: reaches(spec.until, 'cluster'),
  }));
  const ownImage = spec.image !== undefined;
  return {
    ...spec,
    fields: Object.keys(specFields)
      .map((key) => ({ key, value: spec[key as keyof LabSpec] }))
      .filter(({ value }) => value !== undefined),
    nodes,
    first: nodes[0]?.name,
    last: nodes.at(-1)?.name,
    count: nodes.length,
    voters: spec.nodes,
    ...quorumOf(spec.nodes),
    pattern: `${spec.prefix}*`,
    connectString: nodes.map(({ name }) => `${name}:2181`).join(','),
    hostConnectString: nodes.map(({ clientPort }) => `127.0.0.1:${clientPort}`).join(','),
    title: `${spec.nodes === 1 ? 'A ZooKeeper server' : `A ZooKeeper ensemble of ${nodes.length} nodes`}: ZooKeeper ${stack.zookeeper.version}, JDK ${spec.jdk}, ${system.title}`,
    system,
    home: zooKeeperHome(stack.zookeeper.root),
    heap: heapOf(spec.memory),
    withoutVerifier: startsWithoutVerifier(Number(spec.jdk)),
    gateway: network.gateway,
    netmask: network.netmask,
    image: spec.image ?? system.image.name,
    baseArchive: stack.baseArchive,
    // An image that exists for one architecture only runs under emulation elsewhere, if it is told so.
    platform: !ownImage && system.image.archs.length === 1 ? 'linux/amd64' : undefined,
    multiple: spec.nodes > 1,
    range: `{1..${nodes.length}}`,
    hasSsh: reaches(spec.until, 'ssh'),
    hasJdk: reaches(spec.until, 'jdk'),
    hasZookeeper: reaches(spec.until, 'zookeeper'),
    hasCluster: reaches(spec.until, 'cluster'),
    steps: stages.filter((stage) => !reaches(spec.until, stage)),
    built: stagesUpTo(spec.until),
    packageManager: system.packages,
    vaultUrls: vaultsOf(system, spec.mirror).join(' '),
    vaultKey: `RPM-GPG-KEY-CentOS-${/centos-(\d)/.exec(system.name)?.[1] ?? ''}`,
    jdk: packageView(stack.jdk),
    jdkFeature: spec.jdk,
    zookeeper: packageView(stack.zookeeper),
    zookeeperVersion: stack.zookeeper.version,
    fromMaven: stack.zookeeper.source === 'maven',
    jdkVersion: stack.jdk.version,
    ...vagrantView(spec),
  };
}
