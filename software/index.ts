/** All that nodes are built of. */
import { jdk } from './jdk/index.js';
import { zookeeper } from './zookeeper/index.js';

/** In the order in which people name them. */
export const allSoftware = [zookeeper, jdk] as const;

/** How people call a kind of software. */
export function titleOf(name: string): string {
  return allSoftware.find((software) => software.name === name)?.title ?? name;
}
