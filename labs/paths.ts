import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../messages/errors.js';

/** Where the JDK is on a node: right there, so that zkCli reports the tutorial's java.home. */
export const javaHome = '/usr/lib/jvm';

/** Where ZooKeeper is on a node, given the top folder of its tarball. */
export function zooKeeperHome(root: string): string {
  return `/opt/${root}`;
}

/**
 * Where ZooKeeper is on the nodes of a written lab: a tarball of the user's own may have any top folder,
 * so the lab's own provision/zookeeper.env says it.
 * @throws LabError lab.damaged
 */
export function zooKeeperHomeOf(directory: string): string {
  const file = join(directory, 'provision', 'zookeeper.env');
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Told below, as for a file that lacks the line.
  }
  const home = /^ZOOKEEPER_HOME='?([^'\n]+)/m.exec(text)?.[1];
  if (home === undefined) throw new LabError('lab.damaged', { file });
  return home;
}
