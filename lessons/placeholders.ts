import Mustache from 'mustache';
import type { Lab } from '../model/lab.js';
import { zooCfgNumbers, zooCfgSettings } from '../software/zookeeper/zoo-cfg.js';
import { quoted } from '../system/quoted.js';
import type { LessonNode } from './lesson-node.js';
import type { Observation } from './observations.js';

/*
 * What content may name in {{ }}, in Mustache's way. In a command a value is quoted for bash, and a list becomes a word
 * for each of its members. These descriptions are what an author's editor shows.
 */

/** What is the same on all nodes; all that texts may name. */
export const labPlaceholders = {
  nodes:
    'all nodes: {{#nodes}}{{name}}={{address}} {{/nodes}} is written once for each, with its id, name and address',
  severalNodes:
    'holds where there is more than one node: {{#severalNodes}}…{{/severalNodes}}, else {{^severalNodes}}…{{/severalNodes}}',
} as const;

/** What commands may name beside that, as it is on their node. */
export const nodePlaceholders = {
  ...labPlaceholders,
  id: 'number of the node: its myid, and the N of its server.N',
  name: 'host name of the node',
  address: 'its address in the lab’s network',
  range: 'what a loop over all nodes goes through: for a in {{range}} ; do ssh {{each}} hostname ; done',
  each: 'the name of a node inside such a loop',
  zookeeperHome: 'folder of ZooKeeper, with bin/ and conf/',
  zkServer:
    'ZooKeeper’s own script for its server, with Java in PATH; start, stop, status or restart follows',
  pidFile: 'the file into which that script writes the server’s process number',
  logFolders: 'where a server may have left its log',
  zooCfg: 'path of zoo.cfg',
  settings: 'what the finished zoo.cfg says, a word NAME=VALUE for each setting',
  numbers: 'the settings of a zoo.cfg that hold a whole number',
  members:
    'all servers as ZooKeeper’s own command reconfig takes them, in one word: server.1=node1:2888:3888:participant;2181',
  dataFolders: 'dataDir and dataLogDir, once if they are the same',
  myid: 'path of the file myid',
  clientHost: 'where the node’s own server answers clients: the host',
  clientPort: 'and the port',
  javaHome: 'folder of the JDK',
  javaProfile: 'the file that puts java into PATH; empty where it always is',
  javaReleases: 'feature releases of Java that will do, such as 8',
  jdkTarball: 'path of the JDK’s tarball, where there is one (condition: tarballs)',
  zookeeperTarball: 'path of ZooKeeper’s tarball, where there is one (condition: tarballs)',
  keptTarballs:
    'folder of the lab’s own on the node, with both of them, where there is one (condition: tarballs)',
  inPlace: 'sed, so that it changes the file that it is given',
  cutCr: 'sed’s command that takes away line ends of Windows’',
  cutBom: 'sed’s command that takes away the mark of UTF-8 at a file’s beginning',
} as const;

/** What remedies may name beside that. */
export const remedyPlaceholders = {
  ...nodePlaceholders,
  detail:
    'what the probe says that the remedy depends on; under compare: same, a node that has it as most have',
} as const;

/** What a probe may know beside that, and remedies and reasons name: each a list, empty where there is nothing of it. */
export const factPlaceholders = {
  locked: 'folders that may not be written to',
  line: 'lines that a file lacks',
  unended: 'holds where a file’s last line has no end',
  edit: 'commands of sed’s that put lines of a file right',
  wrong: 'lines of a file that are in the way',
  crlf: 'a file with line ends of Windows’',
  bom: 'a file that begins with the mark of UTF-8',
  blank: 'a file with a blank that nobody sees',
  notNumber: 'settings that hold no number where one belongs',
  service: 'services that run',
  tarball: 'the tarball that is there and whole',
  aside: 'what is in the way of what belongs there',
  suffix: 'what makes a name of it that is free',
  nested: 'a copy inside of what it is a copy of',
  moved: 'where that is once the outer one has that other name',
  port: 'a port that somebody else has',
  peer: 'holds where that is one for the other servers',
  silent: 'holds where the server runs and does not answer',
  old: 'holds where the server runs with what its files said before',
  user: 'a user’s name',
  sudo: 'holds where only root can do it',
  pid: 'process number of the node’s own server',
  tracked: 'holds where zkServer.sh knows that server',
  kill: 'process numbers of what is in the way',
  stale: 'pid files that name another process than a server',
  log: 'the log of a server that has ended by itself',
} as const;

/** What is shell syntax already, and is taken as it is. */
class Shell {
  constructor(readonly text: string) {}
}

type Value = string | number | Shell | readonly (string | number)[];

/** A value as bash needs it. */
function asWords(value: Value): string {
  if (value instanceof Shell) return value.text;
  return [value]
    .flat()
    .map((word) => quoted(String(word)))
    .join(' ');
}

/** A loop over all nodes as the tutorial types it, `for a in {1..3} … node$a`, where their names allow. */
function loopOver({ spec: { prefix }, nodes }: Lab): { range: Shell; each: Shell } {
  const counted = nodes.every(({ name }, index) => name === `${prefix}${index + 1}`);
  const range = nodes.length === 1 ? '1' : `{1..${nodes.length}}`;
  return counted
    ? { range: new Shell(range), each: new Shell(`${prefix}$a`) }
    : { range: new Shell(nodes.map(({ name }) => name).join(' ')), each: new Shell('$a') };
}

function labValues({ nodes }: Lab): Record<keyof typeof labPlaceholders, unknown> {
  return { nodes, severalNodes: nodes.length > 1 };
}

/** ZooKeeper's script; where a login would source a profile, a command that is not typed in one has to. */
function zkServerOf({ home, finished: { java } }: LessonNode): Shell {
  const source = java.profile === undefined ? '' : `source ${quoted(java.profile)}; `;
  return new Shell(`${source}${quoted(`${home}/bin/zkServer.sh`)}`);
}

/** How an ensemble that keeps its servers itself is told which they are. */
function membersOf(lab: Lab, settings: ReadonlyMap<string, string>): string {
  const host = settings.get('clientPortAddress');
  const port = settings.get('clientPort') ?? '2181';
  const members = lab.nodes.map(({ id, role, clientPort }) => {
    const server = `${settings.get(`server.${id}`)}`.replace(/:(participant|observer)$/, '');
    return `server.${id}=${server}:${role};${host === undefined ? port : `${host}:${clientPort}`}`;
  });
  return members.join(',');
}

/**
 * sed as it is typed. BSD's, which a machine of the learner's own may have, takes no -i without a suffix, and no letters for
 * what cannot be typed.
 */
const sed = {
  own: {
    inPlace: new Shell('sed -i'),
    cutCr: new Shell(String.raw`'s/\r$//'`),
    cutBom: new Shell(String.raw`'1s/^\xef\xbb\xbf//'`),
  },
  shared: {
    inPlace: new Shell('sed -i.bak'),
    cutCr: new Shell(String.raw`$'s/\r$//'`),
    cutBom: new Shell(String.raw`$'1s/^\xef\xbb\xbf//'`),
  },
};

function nodeValues(of: LessonNode): Record<keyof typeof nodePlaceholders, unknown> {
  const { lab, node, home, finished } = of;
  const { zooCfg, dataDir, dataLogDir, java, tarballs } = finished;
  const settings = zooCfgSettings(zooCfg.text);
  // A server that stands alone needs no servers.
  const wanted = [...settings].filter(([name]) => lab.nodes.length > 1 || !name.startsWith('server.'));
  return {
    ...labValues(lab),
    ...loopOver(lab),
    id: node.id,
    name: node.name,
    address: node.address,
    zookeeperHome: home,
    zkServer: zkServerOf(of),
    zooCfg: zooCfg.file,
    pidFile: of.pidFile,
    logFolders: of.logFolders,
    numbers: zooCfgNumbers.join(' '),
    settings: wanted.map(([name, value]) => `${name}=${value}`),
    members: membersOf(lab, settings),
    dataFolders: [...new Set([dataDir, dataLogDir])],
    myid: `${dataDir}/myid`,
    clientHost: settings.get('clientPortAddress') ?? '127.0.0.1',
    clientPort: settings.get('clientPort') ?? '2181',
    javaHome: java.home,
    javaProfile: java.profile ?? '',
    javaReleases: java.features,
    jdkTarball: tarballs?.jdk ?? '',
    zookeeperTarball: tarballs?.zookeeper ?? '',
    keptTarballs: tarballs?.kept ?? '',
    ...sed[of.machine],
  };
}

const filled = (template: string, view: object, write: (value: never) => string): string =>
  Mustache.render(template, view, undefined, { escape: write as (value: unknown) => string });

/** A text of the lesson, for a lab. */
export function textFor(lab: Lab, template: string): string {
  return filled(template, labValues(lab), String);
}

/** What a probe said that a remedy depends on, or names. */
export type Said = Pick<Observation, 'detail' | 'facts'>;

/** Fills in a command. */
export type FillIn = (template: string, said?: Said) => string;

/** Of what a node says it knows, what is a fact: nothing else that has a name is its to say. */
function known(facts: Said['facts']): Said['facts'] {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => Object.hasOwn(factPlaceholders, name)));
}

/** What fills in commands for a node. One is enough for all of them: its values are worked out once. */
export function commandsFor(of: LessonNode): FillIn {
  const values = nodeValues(of);
  return (template, { detail, facts } = { detail: '', facts: {} }) =>
    filled(template, { ...values, ...known(facts), detail }, asWords).trim();
}

/** What is so on a node, in words: what a command may name may stand in them, as it is. */
export function reasonFor(of: LessonNode, template: string, { detail, facts }: Said): string {
  const asText = (value: Value): string => (value instanceof Shell ? value.text : [value].flat().join(', '));
  return filled(template, { ...nodeValues(of), ...known(facts), detail }, asText)
    .replace(/\s+/g, ' ')
    .trim();
}
