import type { Mirror } from '../artifacts/mirrors.js';
import type { Arch, TarballRequest } from '../artifacts/types.js';

/**
 * A kind of software that nodes are built of. Its name is that of its field in zk-lab.yaml, of the stage that installs it,
 * and of the stage's script and parameters (provision/NAME.sh, provision/NAME.env).
 */
export interface Software<Name extends string, Release> {
  readonly name: Name;
  /** For people: ZooKeeper, JDK. */
  readonly title: string;
  readonly releases: readonly Release[];
  /** What can be typed as a version, for completion. */
  readonly versions: readonly string[];
  /** The release that a typed version names. @throws UsageError catalogue.NAME.unknown with the nearest known one */
  find(text: string): Release;
  /** The tarball of a release for nodes of an architecture, from a mirror. @param archive path of the user's own instead */
  request(release: Release, arch: Arch, mirror: Mirror, archive?: string): TarballRequest;
  /** Its folder on nodes. @param root its tarball's single top folder */
  homeOf(root: string): string;
}

/** A tarball that a stage unpacks, as the generated files name it. */
export interface Package {
  readonly version: string;
  /** Its name below artifacts/. */
  readonly file: string;
  /** The tarball's single top folder; empty where it is not known yet. */
  readonly root: string;
  /** Absent only where it was not fetched and its publisher's checksum is not pinned. */
  readonly checksum?: TarballRequest['checksum'] | undefined;
  /** Where a node may get it from if it did not come with the lab, in the order to try. */
  readonly urls: readonly string[];
  /** How the lab came by it: told in the lab's README. */
  readonly source: 'download' | 'maven' | 'user' | 'absent';
}
