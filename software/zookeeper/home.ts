/** Where ZooKeeper is on a node, given the top folder of its tarball: where the tutorial unpacks it. */
export function homeOf(root: string): string {
  return `/opt/${root}`;
}
