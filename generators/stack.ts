import type { ForEachSoftware } from '../software/index.js';
import type { Package } from '../software/software.js';

/** What the machines are built of, besides the specification: exact files instead of versions. */
export interface Stack extends ForEachSoftware<Package> {
  /** Another ZooKeeper that nodes are handed, for a lesson that is about both. */
  readonly other?: Package | undefined;
  /** File below artifacts/ that holds the base image's root file system, if it is not a named image. */
  readonly baseArchive?: string | undefined;
  /** Absolute path of the user's own box, if it is a file. */
  readonly boxFile?: string | undefined;
}
