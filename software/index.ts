/** All that nodes are built of. */
import { jdk } from './jdk/index.js';
import type { Software } from './software.js';
import { zookeeper } from './zookeeper/index.js';

/** In the order in which people name them. */
export const allSoftware = [zookeeper, jdk] as const;
export type SoftwareName = (typeof allSoftware)[number]['name'];

/** In the order in which they are installed: each runs on those before it. */
export const installedSoftware = [...allSoftware].reverse();

/** Something for each kind of software, by its name. */
export type ForEachSoftware<T> = Readonly<Record<SoftwareName, T>>;

/** Makes something for each kind of software. */
export function forEachSoftware<T>(
  make: (software: Software<SoftwareName, unknown>) => T,
): ForEachSoftware<T> {
  return Object.fromEntries(allSoftware.map((each) => [each.name, make(each)])) as ForEachSoftware<T>;
}

/** The field of zk-lab.yaml that names the user's own tarball of it. */
export const archiveFieldOf = <Name extends SoftwareName>(name: Name) => `${name}Archive` as const;

/** How people call a kind of software. */
export function titleOf(name: string): string {
  return allSoftware.find((software) => software.name === name)?.title ?? name;
}
