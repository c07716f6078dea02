/** A node's own files: zoo.cfg, myid, java.env and how it logs. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { heapOf } from '../../software/jdk/options.js';
import { lineOf } from '../../software/zookeeper/releases.js';
import { contentName } from '../../system/content-name.js';
import { loopback } from '../../system/ports.js';
import { fillTemplate } from '../common/templates.js';
import { nodeFolders, portsOf } from './layout.js';

/** How the distributions of the different lines say where their log goes; looked for beside zoo.cfg first. */
const logConfigurations = ['log4j.properties', 'logback.xml'];

/** The generated files of a node: path within its folder → content. Pure. @param version ZooKeeper's */
export function nodeFiles(lab: Lab, node: LabNode, version: string): Record<string, string> {
  const { data, logs } = nodeFolders(lab, node.name);
  const view = {
    name: node.name,
    host: loopback,
    data: javaProperty(data),
    logs: javaProperty(logs),
    clientPort: node.clientPort,
    adminServer: lineOf(version) !== '3.4',
    servers: lab.nodes.map((each) => ({
      id: each.id,
      ...portsOf(lab, each),
      observer: each.role === 'observer',
    })),
  };
  return {
    'conf/zoo.cfg': fillTemplate('local/zoo.cfg', view),
    'conf/java.env': fillTemplate('local/java.env', { heap: heapOf(lab.spec.memory) }),
    'data/myid': `${node.id}\n`,
  };
}

/** A value in a Java properties file, which is read as Latin-1 with \uXXXX for the rest. */
function javaProperty(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What became of a node's files. */
export interface Configured {
  /** Whether anything differs from what was there before. */
  readonly changed: boolean;
  /** Digests of what was generated, for the next time. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that the user has edited: left alone although they would be different now. */
  readonly kept: readonly string[];
}

/**
 * Writes a node's files. What the user edited is kept, as is all that ZooKeeper itself has written.
 * @param before digests from the last time
 * @param distribution ZooKeeper's folder, whose way of logging the node takes over, and its version
 */
export function configure(
  lab: Lab,
  node: LabNode,
  before: Readonly<Record<string, string>>,
  distribution: { readonly zookeeper: string; readonly version: string },
): Configured {
  const folders = nodeFolders(lab, node.name);
  for (const folder of [folders.conf, folders.data, folders.logs]) mkdirSync(folder, { recursive: true });
  const files: Record<string, string> = {};
  const kept: string[] = [];
  let changed = false;
  for (const [path, content] of Object.entries(nodeFiles(lab, node, distribution.version))) {
    const file = join(folders.root, path);
    const digest = contentName([content]);
    const now = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    if (now === undefined || (now !== content && contentName([now]) === before[path])) {
      writeFileSync(file, content);
      changed = true;
    } else if (now !== content && digest !== before[path]) {
      kept.push(path);
    }
    files[path] = digest;
  }
  for (const name of logConfigurations) {
    const source = join(distribution.zookeeper, 'conf', name);
    const destination = join(folders.conf, name);
    if (existsSync(source) && !existsSync(destination)) copyFileSync(source, destination);
  }
  return { changed, files, kept };
}
