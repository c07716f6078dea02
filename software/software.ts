import type { Mirror, UrlTemplates } from '../artifacts/mirrors.js';
import type { Arch, TarballRequest } from '../artifacts/types.js';

/**
 * A kind of software that nodes are built of. Its name is that of its field in zk-lab.yaml, of its option, of the stage that
 * installs it, and of the stage's script and parameters (provision/NAME.sh, provision/NAME.env).
 */
export interface Software<Name extends string, Release, Optional extends boolean = false, Beside = unknown> {
  readonly name: Name;
  /** For people: ZooKeeper, JDK. */
  readonly title: string;
  /** Nodes have it only where somebody names a version. */
  readonly optional: Optional;
  /** The kinds that it runs on: they are installed before it. */
  readonly needs: readonly string[];
  /** Its field in zk-lab.yaml: a description for editors, and what it takes, unless that is any name without blanks and quotes. */
  readonly field: { readonly description: string; readonly pattern?: RegExp };
  readonly releases: readonly Release[];
  /** What can be typed as a version, for completion. */
  readonly versions: readonly string[];
  /** Short names of release lines among them, each for its newest. */
  readonly lines?: readonly string[];
  /** The name of a tarball of it, to be shown. */
  readonly example: string;
  /** Where its tarballs are. */
  readonly urlTemplates: UrlTemplates;
  /** Files that its script reads beside its parameters: in templates/lab/provision/, and in provision/ of a lab. */
  readonly files: readonly string[];
  /**
   * The version to take where none is named.
   * @param beside releases of the kinds that are listed before it, where they are known
   */
  usual(beside?: Beside): string;
  /** The release that a typed version names. @throws UsageError catalogue.… with the nearest known one */
  find(text: string): Release;
  /** How that release is named in zk-lab.yaml. */
  nameOf(release: Release): string;
  /**
   * Refuses a release that does not go with the others.
   * @param beside releases of the kinds that are listed before it
   * @throws UsageError
   */
  assertFits?(release: Release, beside: Beside): void;
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
