import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../messages/errors.js';

/** Where the JDK is on a node: right there, so that zkCli reports the tutorial's java.home. */
export const javaHome = '/usr/lib/jvm';

/** Where ZooKeeper is on a node, given the top folder of its tarball. */
export function zooKeeperHome(root: string): string {
  return `/opt/${root}`;
}

/** What the provisioning scripts of a written lab are told, in provision/NAME.env. @throws LabError lab.damaged */
function provisioned(directory: string, name: 'jdk' | 'zookeeper', variable: string): string {
  const file = join(directory, 'provision', `${name}.env`);
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Told below, as for a file that lacks the line.
  }
  const value = new RegExp(`^${variable}='?([^'\n]+)`, 'm').exec(text)?.[1];
  if (value === undefined) throw new LabError('lab.damaged', { file });
  return value;
}

/**
 * Where ZooKeeper is on the nodes of a written lab: a tarball of the user's own may have any top folder,
 * so the lab's own provision/zookeeper.env says it.
 * @throws LabError lab.damaged
 */
export function zooKeeperHomeOf(directory: string): string {
  return provisioned(directory, 'zookeeper', 'ZOOKEEPER_HOME');
}

/** Where the tarballs lie on the nodes of a written lab that leaves their stages to the learner. @throws LabError lab.damaged */
export function tarballsOf(directory: string): { readonly jdk: string; readonly zookeeper: string } {
  return {
    jdk: `/opt/${provisioned(directory, 'jdk', 'JDK_FILE')}`,
    zookeeper: `/opt/${provisioned(directory, 'zookeeper', 'ZOOKEEPER_FILE')}`,
  };
}
