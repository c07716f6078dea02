import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { Stage } from '../model/stages.js';
import type { FinishedNode } from '../providers/contract.js';
import { zooCfgSettings } from '../software/zookeeper/zoo-cfg.js';
import { quoted } from '../system/quoted.js';
import { oneEnsemble, type Together, theSame } from './comparisons.js';

/** A node that is looked at, and what there is on it in the end. */
export interface CheckedNode {
  readonly lab: Lab;
  readonly node: LabNode;
  /** ZooKeeper's folder. */
  readonly home: string;
  readonly finished: FinishedNode;
}

/** What to type, and where: on the node, or on the machine that zk-lab runs on. Several commands stand on a line each. */
export interface Remedy {
  readonly where: 'node' | 'host';
  readonly command: string;
}

/** One step of the tutorial. A list of these is what `check` does; to read it is to know what a learner does. */
export interface Step {
  readonly id: string;
  readonly stage: Stage;
  readonly title: string;
  /** Whether the lab has this step; it does unless told otherwise. */
  enabled?(places: readonly CheckedNode[]): boolean;
  /** Steps without which this one cannot be done: while they are not, it waits. */
  readonly needs?: readonly string[];
  /** The same, of steps on any of the nodes. */
  readonly needsEverywhere?: readonly string[];
  /** A function of templates/check/probes.sh and its arguments; absent: whether the node runs at all. */
  probe?(place: CheckedNode): readonly (string | number)[];
  /** What the nodes' answers must be beside each other. */
  readonly together?: Together;
  /** @param about what the probe says that it depends on */
  type(place: CheckedNode, about: string): Remedy;
}

const onNode = (...commands: readonly string[]): Remedy => ({ where: 'node', command: commands.join('\n') });
const onHost = (command: string): Remedy => ({ where: 'host', command });

const several = (places: readonly CheckedNode[]): boolean => places.length > 1;

/** ZooKeeper's own script, with Java at hand. */
function zkServer({ home, finished: { java } }: CheckedNode, verb: string): Remedy {
  const source = java.profile === undefined ? [] : [`source ${quoted(java.profile)}`];
  return onNode([...source, `${quoted(`${home}/bin/zkServer.sh`)} ${verb}`].join('; '));
}

/** The settings of the lab's zoo.cfg as NAME=VALUE. A server that stands alone needs no servers. */
function settingsOf({ lab, finished: { zooCfg } }: CheckedNode): string[] {
  const settings = [...zooCfgSettings(zooCfg.text)];
  const wanted = settings.filter(([name]) => lab.nodes.length > 1 || !name.startsWith('server.'));
  return wanted.map(([name, value]) => `${name}=${value}`);
}

/** Where the node's own server answers clients. */
function clientAddressOf({ finished: { zooCfg } }: CheckedNode): [host: string, port: string] {
  const settings = zooCfgSettings(zooCfg.text);
  return [settings.get('clientPortAddress') ?? '127.0.0.1', settings.get('clientPort') ?? '2181'];
}

/** How an ensemble that keeps its servers itself is told which they are. */
function reconfig(place: CheckedNode): Remedy {
  const [host, port] = clientAddressOf(place);
  const { lab, home, finished } = place;
  const settings = zooCfgSettings(finished.zooCfg.text);
  const address = settings.get('clientPortAddress');
  const members = lab.nodes.map(({ id, role, clientPort }) => {
    const server = `${settings.get(`server.${id}`)}`.replace(/:(participant|observer)$/, '');
    return `server.${id}=${server}:${role};${address === undefined ? port : `${address}:${clientPort}`}`;
  });
  const zkCli = quoted(`${home}/bin/zkCli.sh`);
  return onNode(`${zkCli} -server ${host}:${port} reconfig -members ${quoted(members.join(','))}`);
}

/** Steps without which no server does what it should. */
const installed = ['java', 'distribution', 'directories', 'zoo-cfg', 'myid'];

/** Every step, in the order in which the tutorial takes them. */
export function steps({ nodes }: Lab): readonly Step[] {
  return [
    {
      id: 'running',
      stage: 'os',
      title: say('check.running'),
      type: ({ node }) => onHost(`zk-lab up ${node.name}`),
    },
    {
      id: 'hostname',
      stage: 'os',
      title: say('check.hostname'),
      probe: ({ node }) => ['host_name', node.name],
      type: ({ node }) => onNode(`hostnamectl set-hostname ${node.name}`),
    },
    {
      id: 'hosts',
      stage: 'os',
      title: say('check.hosts'),
      probe: ({ lab }) => ['names', ...lab.nodes.map(({ name, address }) => `${name}=${address}`)],
      type: () => onNode('vi /etc/hosts'),
    },
    {
      id: 'firewall',
      stage: 'os',
      title: say('check.firewall'),
      probe: () => ['firewall_off'],
      type: (_place, unit) => onNode(`systemctl stop ${unit}.service`),
    },
    {
      id: 'key',
      stage: 'ssh',
      title: say('check.key'),
      probe: () => ['key_pair'],
      type: () => onNode('ssh-keygen'),
    },
    {
      id: 'ssh',
      stage: 'ssh',
      title: say('check.ssh'),
      needs: ['hosts', 'key'],
      probe: ({ lab, node }) => ['logins', node.id, ...lab.nodes.map(({ name }) => name)],
      type({ lab }) {
        const { prefix } = lab.spec;
        const range = lab.nodes.length === 1 ? '1' : `{1..${lab.nodes.length}}`;
        return onNode(`for a in ${range} ; do ssh-copy-id ${prefix}$a ; done`);
      },
    },
    {
      id: 'java',
      stage: 'jdk',
      title: say('check.java'),
      probe({ finished: { java } }) {
        return ['java_release', java.profile ?? '', java.home, ...java.features];
      },
      type({ finished: { java, tarballs } }, about) {
        if (tarballs === undefined || java.profile === undefined) return onHost('zk-lab up');
        const [home, profile] = [quoted(java.home), quoted(java.profile)];
        if (about === 'hidden') return onNode(`echo 'export PATH=${home}/bin:$PATH' >> ${profile}`);
        const unpack = `tar -zxf ${quoted(tarballs.jdk)} -C ${home} --strip-components=1`;
        return onNode(`mkdir -p ${home}`, unpack);
      },
    },
    {
      id: 'distribution',
      stage: 'zookeeper',
      title: say('check.distribution'),
      probe: ({ home }) => ['distribution', home],
      type: ({ finished: { tarballs } }) =>
        tarballs === undefined
          ? onHost('zk-lab up')
          : onNode(`tar -zxf ${quoted(tarballs.zookeeper)} -C /opt`),
    },
    {
      id: 'directories',
      stage: 'zookeeper',
      title: say('check.directories'),
      needs: ['distribution'],
      probe: ({ finished: { dataDir, dataLogDir } }) => ['directories', dataDir, dataLogDir],
      type: ({ finished: { dataDir, dataLogDir } }) =>
        onNode(`mkdir -p ${[...new Set([dataDir, dataLogDir])].map(quoted).join(' ')}`),
    },
    {
      id: 'zoo-cfg',
      stage: 'zookeeper',
      title: say('check.zoo-cfg'),
      needs: ['distribution'],
      probe: (place) => ['zoo_cfg', place.finished.zooCfg.file, ...settingsOf(place)],
      type: (place, about) =>
        about === 'dynamic' ? reconfig(place) : onNode(`vi ${quoted(place.finished.zooCfg.file)}`),
    },
    {
      id: 'same-zoo-cfg',
      stage: 'zookeeper',
      title: say('check.same-zoo-cfg'),
      // Nodes that share a machine differ in their ports and folders.
      enabled: (places) =>
        several(places) && new Set(places.map(({ finished }) => finished.zooCfg.text)).size === 1,
      needs: ['zoo-cfg'],
      probe: ({ finished: { zooCfg } }) => ['checksum', zooCfg.file],
      together: theSame,
      type({ finished: { zooCfg } }, from) {
        const file = quoted(zooCfg.file);
        // What ZooKeeper writes by itself names a file of that node's own.
        if (from === 'dynamic') return onNode(`vi ${file}`);
        return onNode(`scp ${from}:${file} ${file}`);
      },
    },
    {
      id: 'myid',
      stage: 'zookeeper',
      title: say('check.myid'),
      enabled: several,
      needs: ['directories'],
      probe: ({ node, finished: { dataDir } }) => ['my_id', `${dataDir}/myid`, node.id],
      type: ({ node, finished: { dataDir } }) => onNode(`echo ${node.id} > ${quoted(`${dataDir}/myid`)}`),
    },
    {
      id: 'runs',
      stage: 'cluster',
      title: say('check.runs'),
      needs: installed,
      probe: (place) => ['server_answers', ...clientAddressOf(place)],
      type: (place) => zkServer(place, 'start'),
    },
    {
      id: 'serves',
      stage: 'cluster',
      title: say('check.serves'),
      needs: installed,
      // Without the others there is no quorum.
      needsEverywhere: ['runs'],
      probe: (place) => ['server_mode', ...clientAddressOf(place)],
      // It still has what it read when it was started.
      type: (place) => zkServer(place, 'restart'),
    },
    {
      id: 'ensemble',
      stage: 'cluster',
      title: nodes.length === 1 ? say('check.standalone') : say('check.ensemble'),
      needsEverywhere: ['serves'],
      probe: (place) => ['server_mode', ...clientAddressOf(place)],
      together: oneEnsemble,
      type: (place) => zkServer(place, 'restart'),
    },
  ];
}
