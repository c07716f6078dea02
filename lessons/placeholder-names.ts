/**
 * What content may name in {{ }}, in Mustache's way. In a command a value is quoted for bash, and a list becomes a word
 * for each of its members. These descriptions are what an author's editor shows.
 */

import { allSoftware, type SoftwareName } from '../software/index.js';

/** What is the same on all nodes; all that texts may name. */
export const labPlaceholders = {
  nodes:
    'all nodes: {{#nodes}}{{name}}={{address}} {{/nodes}} is written once for each, with its id, name and address',
  severalNodes:
    'holds where there is more than one node: {{#severalNodes}}…{{/severalNodes}}, else {{^severalNodes}}…{{/severalNodes}}',
} as const;

/** Something for each kind of software, by the name that content has for its tarball. */
export function forTarballs(make: (name: SoftwareName, title: string) => string) {
  const made = allSoftware.map(({ name, title }) => [`${name}Tarball`, make(name, title)]);
  return Object.fromEntries(made) as Record<`${SoftwareName}Tarball`, string>;
}

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
  ...forTarballs((_, title) => `path of ${title}’s tarball, where there is one (condition: tarballs)`),
  keptTarballs:
    'folder of the lab’s own on the node, with all of them, where there is one (condition: tarballs)',
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

/** What this machine may know of what a probe saw, and remedies and reasons name beside that; lists, too. */
export const surroundingPlaceholders = {
  by: 'in words, who is in the way or what: the lab NAME in FOLDER',
  labFolder: 'the folder of the lab that this is about: of another one that is in the way, or of this one',
  goneLab: 'the name of such a lab whose folder is gone',
  setting: 'a setting of this machine’s kernel that makes room, as sysctl takes it',
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
  disk: 'a folder of the server’s whose disk is full',
} as const;
