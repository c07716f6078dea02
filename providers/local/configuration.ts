/** A node's own files: zoo.cfg, myid, java.env and how it logs. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { startsWithoutVerifier } from '../../software/jdk/options.js';
import { isDynamic } from '../../software/zookeeper/dynamic-config.js';
import { lineOf } from '../../software/zookeeper/releases.js';
import { decidedBy, propertyValue, zooCfgSettings } from '../../software/zookeeper/zoo-cfg.js';
import { contentName } from '../../system/content-name.js';
import { makeFolder } from '../../system/folder.js';
import { loopback } from '../../system/ports.js';
import { writeAllWhole } from '../../system/whole-file.js';
import { configurationOf, type FileThere, type Standing, standingOf } from '../common/configuration.js';
import { fillTemplate } from '../common/templates.js';
import { foldersOf, nodeFolders, portsOf } from './layout.js';
import { isRelayed } from './relays.js';
import { readState } from './state.js';

/** How the distributions of the different lines say where their log goes; looked for beside zoo.cfg first. */
const logConfigurations = ['log4j.properties', 'logback.xml'];

/** What decides beside the lab how a node's files are: ZooKeeper's version, and the feature release of Java. */
export interface RunsOn {
  readonly version: string;
  readonly feature: number;
}

/** What the lab's links lead to; before the first `up`, what its specification says. */
export function runsOnIn(lab: Lab): RunsOn {
  const { zookeeper = lab.spec.zookeeper, jdk = lab.jdk.feature } = readState(lab);
  return { version: zookeeper, feature: jdk };
}

/** A node's zoo.cfg. Pure. @param text the lab's own, whose settings it has where this provider does not decide them */
export function zooCfgFor(lab: Lab, node: LabNode, { version }: RunsOn, text: string): string {
  const { data, logs } = nodeFolders(lab, node.name);
  const relayed = isRelayed(lab, text);
  const own = [...zooCfgSettings(text)].filter(([name]) => decidedBy(name) === undefined);
  return fillTemplate('local/zoo.cfg', {
    name: node.name,
    settings: own.map(([name, value]) => ({ name, value })),
    host: loopback,
    data: propertyValue(data),
    logs: propertyValue(logs),
    clientPort: node.clientPort,
    adminServer: lineOf(version) !== '3.4' && !own.some(([name]) => name === 'admin.enableServer'),
    relayed,
    servers: lab.nodes.map((each) => {
      const { quorum, election, quorumRelay, electionRelay } = portsOf(lab, each);
      const there = relayed && each !== node;
      return {
        id: each.id,
        quorum: there ? quorumRelay : quorum,
        election: there ? electionRelay : election,
        observer: each.role === 'observer',
      };
    }),
  });
}

/** The lab's java.env, without what a newer Java than the lab's own would warn of. */
function javaEnvFor({ feature }: RunsOn, text: string): string {
  return startsWithoutVerifier(feature) ? text : text.replace(/ -Xverify:none(?![\w:])/g, '');
}

/** The lab's zookeeper-env.sh, without the places that are a machine's: here every node has its own. */
function zookeeperEnvFor(text: string): string {
  const machines = /^\s*(export\s+)?(ZOO_LOG_DIR|ZOOPIDFILE)=/;
  return text
    .split('\n')
    .filter((line) => !machines.test(line))
    .join('\n');
}

/** A node's files by their paths in its folder. @throws LabError lab.damaged */
function nodeFiles(lab: Lab, node: LabNode, runsOn: RunsOn): Record<string, string> {
  return {
    'conf/zoo.cfg': zooCfgFor(lab, node, runsOn, configurationOf(lab, 'zoo.cfg')),
    'conf/java.env': javaEnvFor(runsOn, configurationOf(lab, 'java.env')),
    'conf/zookeeper-env.sh': zookeeperEnvFor(configurationOf(lab, 'zookeeper-env.sh')),
    'data/myid': `${node.id}\n`,
  };
}

/** A file of a node: where it is, what is to be there and how what is there stands to that. */
interface NodeFile {
  readonly path: string;
  readonly file: string;
  /** Where what was put there last is kept, so that the user's edits can be told. */
  readonly copy: string;
  readonly text: string;
  readonly there: FileThere;
  readonly standing: Standing;
}

const read = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

/** How a node's files stand to what they are to be. Changes nothing. */
export function lookAtFiles(lab: Lab, node: LabNode, runsOn: RunsOn): NodeFile[] {
  const { root } = nodeFolders(lab, node.name);
  const before = readState(lab).nodes[node.name]?.files ?? {};
  return Object.entries(nodeFiles(lab, node, runsOn)).map(([path, text]) => {
    const file = join(root, path);
    const copy = join(root, 'put', basename(path));
    const now = read(file);
    // 0.1.0 kept a digest instead of a copy. What nobody is known to have put there is the user's.
    const known = now !== undefined && contentName([now]) === before[path] ? now : '';
    const there = { now, put: read(copy) ?? known };
    return { path, file, copy, text, there, standing: standingOf(text, there) };
  });
}

/** Whether other servers, ports or folders are in a node's zoo.cfg than are to be: then no node can go on without the others. */
export function hasMoved(files: readonly NodeFile[]): boolean {
  return files.some(({ path, text, there: { now }, standing }) => {
    if (path !== 'conf/zoo.cfg' || standing.is !== 'pending' || now === undefined) return false;
    return decidedPart(now) !== decidedPart(text) && !isDynamic(now);
  });
}

function decidedPart(text: string): string {
  return JSON.stringify([...zooCfgSettings(text)].filter(([name]) => decidedBy(name) !== undefined).sort());
}

/** Writes what of a node's files is pending. What the user edited is kept, as is all that ZooKeeper itself has written. */
export function configure(lab: Lab, node: LabNode, runsOn: RunsOn): void {
  const folders = nodeFolders(lab, node.name);
  const put = join(folders.root, 'put');
  for (const folder of [folders.conf, folders.data, folders.logs, put]) makeFolder(folder);
  // All or none: half of it would be taken for the user's own.
  writeAllWhole(
    lookAtFiles(lab, node, runsOn).flatMap(({ file, copy, text, standing }) => [
      ...(standing.is === 'pending' ? [{ path: file, content: standing.content }] : []),
      ...(standing.is !== 'kept' && read(copy) !== text ? [{ path: copy, content: text }] : []),
    ]),
  );
  const { zookeeper } = foldersOf(lab);
  for (const name of logConfigurations) {
    const source = join(zookeeper, 'conf', name);
    const destination = join(folders.conf, name);
    if (existsSync(source) && !existsSync(destination)) copyFileSync(source, destination);
  }
}
