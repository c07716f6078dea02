import { basename, dirname } from 'node:path';
import Mustache from 'mustache';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { memberIn } from '../software/zookeeper/dynamic-config.js';
import { lineOf } from '../software/zookeeper/releases.js';
import { zooCfgNumbers, zooCfgSettings } from '../software/zookeeper/zoo-cfg.js';
import { quoted } from '../system/quoted.js';
import type { About } from './comparison.js';
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
  connectString: 'how a client on the node names the whole ensemble, in one word: HOST:PORT,HOST:PORT',
  javaHome: 'folder of the JDK',
  javaProfile: 'the file that puts java into PATH; empty where it always is',
  javaReleases: 'feature releases of Java that will do, such as 8',
  jdkTarball: 'path of the JDK’s tarball, where there is one (condition: tarballs)',
  zookeeperTarball: 'path of ZooKeeper’s tarball, where there is one (condition: tarballs)',
  keptTarballs:
    'folder of the lab’s own on the node, with both of them, where there is one (condition: tarballs)',
  otherVersion: 'of a lab about two releases of ZooKeeper (otherZookeeper): the other one',
  otherTarball: 'where a node has the tarball of the other one',
  otherHome: 'folder of the other one, once it is unpacked there',
  inPlace: 'sed, so that it changes the file that it is given',
  cutCr: 'sed’s command that takes away line ends of Windows’',
  cutBom: 'sed’s command that takes away the mark of UTF-8 at a file’s beginning',
} as const;

/** What pages of the guide may name beside what commands may. Where a page names what is a node's own, it is the first node's. */
export const pagePlaceholders = {
  ...nodePlaceholders,
  first: 'name of the first node',
  second: 'of the second, where there is one',
  third: 'of the third',
  fourth: 'of the fourth',
  fifth: 'of the fifth',
  last: 'name of the last node',
  otherNames: 'names of all nodes but the first',
  range2: 'what a loop over all nodes but the first goes through',
  ownMachines: 'holds where each node is a machine to itself, with files and ports of its own',
  zookeeperVersion: 'the release of ZooKeeper',
  zookeeper34:
    'holds for 3.4, whose zkCli.sh takes versions and watches as further words: {{#zookeeper34}}get /x watch{{/zookeeper34}}{{^zookeeper34}}get -w /x{{/zookeeper34}}',
  zooCfgText: 'all of the finished zoo.cfg',
  dataDir: 'ZooKeeper’s dataDir',
  dataLogDir: 'and its dataLogDir',
} as const;

/** What remedies may name beside that. */
export const remedyPlaceholders = {
  ...nodePlaceholders,
  detail:
    'what the probe says that the remedy depends on; under compare: same, a node that has it as most have',
  other: 'under compare: logins, the other node that it is about, or the first of them',
  others: 'under compare: logins, all of them, as nodes',
  which: 'under compare: logins, the files and the like that it is about, a word for each',
  onOthers:
    'one command for the others: {{#onOthers}}ssh-copy-id {{each}}{{/onOthers}}, a loop where there are several',
} as const;

/** What a probe may know beside that, and remedies and reasons name: each a list, empty where there is nothing of it. */
export const factPlaceholders = {
  locked: 'folders of somebody else’s that may not be written to',
  unwritable: 'own folders that may not be written to',
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
  unreached: 'members, as NAME/PORT, that take no connection from the node',
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

/** Numbers as bash counts them in a loop: 1 2 4 5 6 is {1..2} {4..6}. */
function counting(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `{${run[0]}..${run.at(-1)}}`)).join(' ');
}

/** A loop over some nodes of a lab as the tutorial types it, `for a in {1..3} … node$a`, where all names allow. */
function loopOver({ spec: { prefix }, nodes }: Lab, some: readonly LabNode[]): { range: Shell; each: Shell } {
  return nodes.every(({ name }, index) => name === `${prefix}${index + 1}`)
    ? {
        range: new Shell(counting(some.map((node) => nodes.indexOf(node) + 1))),
        each: new Shell(`${prefix}$a`),
      }
    : { range: new Shell(some.map(({ name }) => name).join(' ')), each: new Shell('$a') };
}

/** What fills in a command that is for some nodes of a lab, and its name for each. */
function onNodes(lab: Lab, some: readonly LabNode[]): object {
  const [first, second] = some;
  return {
    each: second ? loopOver(lab, some).each : first?.name,
    onOthers: () => (text: string, render: (template: string) => string) => {
      const command = render(text);
      return second ? `for a in ${loopOver(lab, some).range.text} ; do ${command} ; done` : command;
    },
  };
}

function labValues({ nodes }: Lab): Record<keyof typeof labPlaceholders, unknown> {
  return { nodes, severalNodes: nodes.length > 1 };
}

/** ZooKeeper's script; where a login would source a profile, a command that is not typed in one has to. */
function zkServerOf({ home, finished: { java } }: LessonNode): Shell {
  const source = java.profile === undefined ? '' : `source ${quoted(java.profile)}; `;
  return new Shell(`${source}${quoted(`${home}/bin/zkServer.sh`)}`);
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

/** What a lab has of another ZooKeeper; on machines of their own that goes where the tutorial puts the first. */
function otherValues({ lab, machine, finished: { dataDir } }: LessonNode) {
  const { version = '', file = '', home = '' } = lab.facts.other ?? {};
  const own = machine === 'own';
  return {
    otherVersion: version,
    otherTarball: own ? `/opt/${file}` : `${lab.dir}/artifacts/${file}`,
    otherHome: own ? home : `${dirname(dataDir)}/${basename(home)}`,
  };
}

function nodeValues(of: LessonNode): Record<keyof typeof nodePlaceholders, unknown> {
  const { lab, node, home, finished } = of;
  const { zooCfg, dataDir, dataLogDir, java, tarballs } = finished;
  const settings = zooCfgSettings(zooCfg.text);
  // A server that stands alone needs no servers.
  const wanted = [...settings].filter(([name]) => lab.nodes.length > 1 || !name.startsWith('server.'));
  return {
    ...labValues(lab),
    ...loopOver(lab, lab.nodes),
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
    members: lab.nodes.map((each) => memberIn(settings, each)).join(','),
    dataFolders: [...new Set([dataDir, dataLogDir])],
    myid: `${dataDir}/myid`,
    clientHost: settings.get('clientPortAddress') ?? '127.0.0.1',
    clientPort: settings.get('clientPort') ?? '2181',
    connectString: of.connectString,
    javaHome: java.home,
    javaProfile: java.profile ?? '',
    javaReleases: java.features,
    jdkTarball: tarballs?.jdk ?? '',
    zookeeperTarball: tarballs?.zookeeper ?? '',
    keptTarballs: tarballs?.kept ?? '',
    ...otherValues(of),
    ...sed[of.machine],
  };
}

/** The nodes that a page can name one by one. */
const ordinals = ([first, second, third, fourth, fifth]: readonly LabNode[]): Record<string, string> => ({
  first: first?.name ?? '',
  second: second?.name ?? '',
  third: third?.name ?? '',
  fourth: fourth?.name ?? '',
  fifth: fifth?.name ?? '',
});

/** What stands in a page: values as they are, and below `sh` as bash needs them. */
export function pageValues(of: LessonNode): object {
  const { lab, finished } = of;
  const { nodes } = lab;
  const settings = zooCfgSettings(finished.zooCfg.text);
  const values: Record<string, unknown> = {
    ...nodeValues(of),
    ...ordinals(nodes),
    last: nodes.at(-1)?.name,
    otherNames: nodes.slice(1).map(({ name }) => name),
    range2: loopOver(lab, nodes.slice(1)).range,
    ownMachines: of.machine === 'own',
    zookeeperVersion: lab.facts.zookeeper.version,
    zookeeper34: lineOf(lab.facts.zookeeper.version) === '3.4',
    zooCfgText: new Shell(finished.zooCfg.text.trimEnd()),
    dataDir: finished.dataDir,
    dataLogDir: finished.dataLogDir,
  };
  const both = (each: Record<string, unknown>): object => {
    const typed = Object.entries(each).map(([name, value]) => [name, new Shell(asWords(value as Value))]);
    return { ...each, sh: Object.fromEntries(typed) };
  };
  const listed = nodes.map(({ id, name, address }) => {
    return both({ id, name, address, server: settings.get(`server.${id}`) });
  });
  return { ...both(values), nodes: listed };
}

/** Values of a page as they are written: those below `sh`, which stand in what is typed, are bash's words already. */
const asText = (value: Value): string =>
  value instanceof Shell ? value.text : [value].flat().map(String).join(' ');

/** Fills in a page. @param values of pageValues */
export function filledPage(template: string, values: object): string {
  return filled(template, values, asText);
}

const writer = new Mustache.Writer();

/** Fills in a page that was parsed. @param values of pageValues, and what else the page names */
export function filledTokens(tokens: readonly unknown[], values: object): string {
  const context = new Mustache.Context(values);
  return writer.renderTokens(tokens as string[][], context, undefined, undefined, {
    escape: asText as (value: unknown) => string,
  });
}

/** Most texts name nothing, and to look for that takes longer than to see it. */
const filled = (template: string, view: object, write: (value: never) => string): string =>
  template.includes('{{')
    ? Mustache.render(template, view, undefined, { escape: write as (value: unknown) => string })
    : template;

/** A text of the lesson, for a lab. */
export function textFor(lab: Lab, template: string): string {
  return filled(template, labValues(lab), String);
}

/** What a probe said that a remedy depends on, or names. */
export type Said = Pick<Observation, 'detail' | 'facts'>;

/** Fills in a command. */
export type FillIn = (template: string, said?: Said, about?: About) => string;

/** Of what a node says it knows, what is a fact: nothing else that has a name is its to say. */
function known(facts: Said['facts']): Said['facts'] {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => Object.hasOwn(factPlaceholders, name)));
}

/** What fills in commands for a node. One is enough for all of them: its values are worked out once. */
export function commandsFor(of: LessonNode): FillIn {
  const values = nodeValues(of);
  return (template, said = { detail: '', facts: {} }, about = { others: [], which: [] }) => {
    const { others, which } = about;
    const beside = {
      ...(others.length > 0 && onNodes(of.lab, others)),
      other: others[0]?.name,
      others,
      which,
    };
    const { detail, facts } = said;
    return filled(template, { ...values, ...known(facts), ...beside, detail }, asWords).trim();
  };
}

/** What is so on a node, in words: what a command may name may stand in them, as it is. */
export function reasonFor(of: LessonNode, template: string, { detail, facts }: Said): string {
  const asText = (value: Value): string => (value instanceof Shell ? value.text : [value].flat().join(', '));
  return filled(template, { ...nodeValues(of), ...known(facts), detail }, asText)
    .replace(/\s+/g, ' ')
    .trim();
}
