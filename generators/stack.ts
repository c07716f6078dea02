import type { Checksum } from '../labs/catalogue/index.js';

/** A tarball that a stage unpacks, as the generated files name it. */
export interface Package {
  readonly version: string;
  /** Its name below artifacts/. */
  readonly file: string;
  /** The tarball's single top folder. */
  readonly root: string;
  /** Absent only where it was not fetched and its publisher's checksum is not pinned. */
  readonly checksum?: Checksum | undefined;
  /** Where a node may get it from if it did not come with the lab, in the order to try. */
  readonly urls: readonly string[];
  /** How the lab came by it: told in the lab's README. */
  readonly source: 'download' | 'maven' | 'user' | 'absent';
}

/** What the machines are built of, besides the specification: exact files instead of versions. */
export interface Stack {
  readonly zookeeper: Package;
  readonly jdk: Package;
  /** File below artifacts/ that holds the base image's root file system, if it is not a named image. */
  readonly baseArchive?: string | undefined;
}
