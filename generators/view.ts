import { areGiven, parseHost } from '../model/hosts.js';
import { type LabNode, votersOf } from '../model/nodes.js';
import type { Blueprint } from '../model/resolve.js';
import type { LabSpec, NodeSpec } from '../model/spec.js';
import { fieldNames } from '../model/spec-schema.js';
import { reaches, stages } from '../model/stages.js';
import { vaultsOf } from '../model/systems.js';
import { allSoftware, installedSoftware, type SoftwareName, softwareOf } from '../software/index.js';
import { heapOf, startsWithoutVerifier } from '../software/jdk/options.js';
import type { Package } from '../software/software.js';
import { homeOf } from '../software/zookeeper/home.js';
import { ports } from '../software/zookeeper/ports.js';
import { decidedSettings, propertyValue, times } from '../software/zookeeper/zoo-cfg.js';
import { boxView } from './boxes.js';
import type { Stack } from './stack.js';

function packageView({ version, file, checksum, urls }: Package) {
  return {
    version,
    file,
    algorithm: checksum?.algorithm ?? 'sha256',
    sum: checksum?.value ?? '',
    urls: urls.join(' '),
  };
}

/** What the parameters of a kind of software's script are made of. */
export function viewOfPackage(software: SoftwareName, stack: Stack) {
  const [kind, from] = [allSoftware.find(({ name }) => name === software), stack[software]];
  if (!kind || !from) throw new Error(`${software} is not in the stack`);
  const { title, name, homeOf } = kind;
  return {
    package: {
      title,
      variable: name.toUpperCase(),
      home: homeOf(from.root),
      ...packageView(from),
    },
  };
}

/** What nodes are built of, in the order in which it is installed. */
function softwareViews({ spec }: Blueprint, stack: Stack) {
  return installedSoftware.flatMap(({ name, title, files, homeOf }) => {
    const from = stack[name];
    if (from === undefined) return [];
    return {
      name,
      title,
      version: from.version,
      file: from.file,
      place: homeOf(from.root),
      withData: name === 'zookeeper',
      built: reaches(spec.until, name),
      files: files.map((extra) => ({ extra })),
    };
  });
}

function nodeViews({ spec, nodes, quorum }: Blueprint) {
  const lastVoter = votersOf(nodes).at(-1);
  return nodes.map((node, index) => ({
    id: node.id,
    name: node.name,
    role: node.role,
    ip: node.address,
    clientPort: node.clientPort,
    sshPort: node.sshPort,
    observer: node.role === 'observer',
    isFirst: index === 0,
    // Of voters that know equally much, the highest id wins an election.
    leadsFirst: quorum.voters > 1 && node === lastVoter,
    container: `${spec.name}-${node.name}`,
    ...hostView(node),
  }));
}

/** A machine that is there already, as ssh and Ansible name it. */
function hostView({ host = '' }: LabNode) {
  const { name, destination, port } = parseHost(host);
  const at = destination.lastIndexOf('@');
  return { host, hostName: name, hostUser: at > 0 && destination.slice(0, at), hostPort: port ?? false };
}

/** Shell words that name every node in a loop: node{1..3}, as the tutorial has it, where their names allow. */
function loopOver({ spec: { prefix }, nodes }: Blueprint): { range: string; each: string } {
  const counted = nodes.every(({ name }, index) => name === `${prefix}${index + 1}`);
  return counted && nodes.length > 1
    ? { range: `{1..${nodes.length}}`, each: `${prefix}$a` }
    : { range: nodes.map(({ name }) => name).join(' '), each: '$a' };
}

/**
 * How often Docker looks at each node, in seconds, and how often in vain before it calls it unhealthy: in two minutes. An
 * exec costs the engine some 100 ms of processor time; fifty nodes looked at every 5 s kept one and a half processors busy.
 */
function healthView({ nodes }: Blueprint): { healthInterval: number; healthRetries: number } {
  const healthInterval = Math.max(5, Math.ceil(nodes.length / 2));
  return { healthInterval, healthRetries: Math.ceil(120 / healthInterval) };
}

/** What a lab is, in a line, as README.md and README.zh-CN.md begin. */
function titlesOf({ spec, nodes, quorum, system, ...releases }: Blueprint, { zookeeper }: Stack) {
  const versions = { ...spec, zookeeper: zookeeper.version };
  const software = softwareOf(releases).map(({ name, title }) => `${title} ${versions[name]}`);
  const [alone, given] = [quorum.voters === 1, areGiven({ nodes })];
  const what = alone ? 'A ZooKeeper server' : `A ZooKeeper ensemble of ${nodes.length} nodes`;
  const whatZh = alone ? '一个 ZooKeeper 服务器' : `${nodes.length} 个节点的 ZooKeeper 集群`;
  return {
    title: `${what}: ${software.join(', ')}, ${given ? 'on machines that were there already' : system.title}`,
    titleZh: `${whatZh}：${software.join('，')}，${given ? '使用已有的机器' : system.title}`,
  };
}

/** A field of zk-lab.yaml: what has parts stands there with a line for each. */
function fieldView(key: string, value: Exclude<LabSpec[keyof LabSpec], undefined>) {
  const none = { key, value: false, members: false, entries: false, words: false };
  if (typeof value !== 'object') return { ...none, value };
  if (!isList(value)) {
    return { ...none, entries: Object.entries(value).map(([name, setting]) => ({ name, setting })) };
  }
  return key === 'nodes'
    ? { ...none, members: value.map((node) => ({ host: false, ...(node as NodeSpec) })) }
    : { ...none, words: value.map((word) => ({ word })) };
}

/** Array.isArray does not tell a readonly array from the rest. */
const isList = (value: object): value is readonly unknown[] => Array.isArray(value);

/** zoo.cfg but for the servers' lines: the tutorial's settings in its order, then what else its owner wants. */
function zooCfgView({ spec, nodes }: Blueprint, home: string) {
  const decided = decidedSettings(nodes, home);
  const named = [...decided.keys()].filter((name) => !name.startsWith('server.'));
  const [tickTime, ...limits] = Object.entries(times);
  const settings = new Map<string, unknown>([
    tickTime ?? ['tickTime', ''],
    ...named.map((name): [string, unknown] => [name, decided.get(name)]),
    ...limits,
    ...Object.entries(spec.zooCfg ?? {}),
  ]);
  return [...settings].map(([name, value]) => ({ name, value: propertyValue(String(value)) }));
}

/** What the templates see. Every name that a template uses is here, if only as false, and no other: the build looks. */
export function viewOf(blueprint: Blueprint, stack: Stack) {
  const { spec, system, network, mirror, quorum } = blueprint;
  const nodes = nodeViews(blueprint);
  const software = softwareViews(blueprint, stack);
  return {
    name: spec.name,
    comforts: !spec.plainShell,
    until: spec.until,
    network: network.cidr,
    memory: spec.memory,
    cpus: spec.cpus,
    fields: fieldNames.flatMap((key) => {
      const value = spec[key];
      return value === undefined ? [] : [fieldView(key, value)];
    }),
    nodes,
    ...healthView(blueprint),
    first: nodes[0]?.name ?? '',
    last: nodes.at(-1)?.name ?? '',
    ...quorum,
    multiple: quorum.voters > 1,
    ...loopOver(blueprint),
    names: nodes.map(({ name }) => name).join(' '),
    connectString: nodes.map(({ name }) => `${name}:${ports.client}`).join(','),
    hostConnectString: nodes.map(({ clientPort }) => `127.0.0.1:${clientPort}`).join(','),
    ...titlesOf(blueprint, stack),
    home: homeOf(stack.zookeeper.root),
    zooCfg: zooCfgView(blueprint, homeOf(stack.zookeeper.root)),
    jvmOptions: (spec.jvmOptions ?? []).join(' '),
    heap: heapOf(spec.memory),
    withoutVerifier: startsWithoutVerifier(Number(spec.jdk)),
    gateway: network.gateway,
    netmask: network.netmask,
    image: typeof spec.image === 'string' ? spec.image : system.image.name,
    baseArchive: stack.baseArchive ?? false,
    // An image that exists for one architecture only runs under emulation elsewhere, if it is told so.
    platform: spec.image === undefined && system.image.archs.length === 1 ? 'linux/amd64' : false,
    hasSsh: reaches(spec.until, 'ssh'),
    hasZookeeper: reaches(spec.until, 'zookeeper'),
    hasCluster: reaches(spec.until, 'cluster'),
    packageManager: system.packages,
    vaultUrls: vaultsOf(system, mirror).join(' '),
    vaultKey: `RPM-GPG-KEY-CentOS-${/centos-(\d)/.exec(system.name)?.[1] ?? ''}`,
    software,
    softwareNames: software.map(({ name }) => name).join(' '),
    stages: stages.join(', '),
    other: stack.other ? packageView(stack.other) : false,
    zookeeperVersion: stack.zookeeper.version,
    fromMaven: stack.zookeeper.source === 'maven',
    ...boxView({ ...blueprint, boxFile: stack.boxFile }),
  };
}
