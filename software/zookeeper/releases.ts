import type { Checksum } from '../../artifacts/types.js';

/** A ZooKeeper release. */
export interface ZooKeeperRelease {
  readonly version: string;
  /** The tarball's name as published. */
  readonly file: string;
  /** Absent where none is pinned: then Apache's own checksum file decides. */
  readonly checksum?: Checksum;
  /** The single top folder of the tarball: zookeeper-3.4.9, apache-zookeeper-3.9.3-bin. */
  readonly root: string;
  /** Feature releases of Java that run server and zkCli, smallest first. */
  readonly jdks: readonly number[];
}

/**
 * Java feature releases that each line's server and client run on.
 *
 * Seen here, each with the jars of Maven Central in a Debian 13 container: a server started and answered, and zkCli
 * connected with a connect string of three host names, wrote and read. 3.5.10, 3.6.4, 3.7.2, 3.8.4, 3.8.6, 3.9.3 and
 * 3.9.5 did so on OpenJDK 8u504 and Temurin 11.0.13, 17.0.9, 21.0.8 and 25; all of 3.4 on 8 and 11.
 * 3.4.13 and 3.4.14 fail on 17 and 21: their client takes host strings from InetSocketAddress.toString(), whose form
 * changed in Java 14. (3.4.9 and 3.4.10 were seen to run there too, but the whole line asks for 8 in its
 * documentation and has had no release since 2019, so the line is not offered beyond 11.)
 */
const javaOf = {
  '3.4': [8, 11],
  '3.5': [8, 11, 17, 21, 25],
  '3.6': [8, 11, 17, 21, 25],
  '3.7': [8, 11, 17, 21, 25],
  '3.8': [8, 11, 17, 21, 25],
  '3.9': [8, 11, 17, 21, 25],
} as const;

/**
 * Releases of each line, oldest first. A line's newest entry is what its short name ("3.9") stands for.
 * A release enters once it has been run: 3.8.7 and 3.9.6 are published but could not be had whole from Maven Central yet.
 *
 * A checksum is pinned where independent public recipes agree (package managers, build files, Docker recipes). The
 * others are checked against the .sha512 beside them in Apache's own archive.
 */
export const zooKeepers: readonly ZooKeeperRelease[] = [
  release('3.4.9', sha256('e7f340412a61c7934b5143faef8d13529b29242ebfba2eba48169f4a8392f535')),
  release('3.4.10', sha256('7f7f5414e044ac11fee2a1e0bc225469f51fb0cdf821e67df762a43098223f27')),
  release('3.4.13', sha256('7ced798e41d2027784b8fd55c908605ad5bd94a742d5dab2506be8f94770594d')),
  release('3.4.14', sha256('b14f7a0fece8bd34c7fffa46039e563ac5367607c612517aa7bd37306afbd1cd')),
  release('3.5.10'),
  release('3.6.4'),
  release('3.7.2'),
  release('3.8.4', sha256('284cb4675adb64794c63d95bf202d265cebddc0cda86ac86fb0ede8049de9187')),
  release('3.8.6'),
  release(
    '3.9.3',
    sha512(
      'd44d870c1691662efbf1a8baf1859c901b820dc5ff163b36e81beb27b6fbf3cd31b5f1f075697edaaf6d3e7a4cb0cc92f924dcff64b294ef13d535589bdaf143',
    ),
  ),
  release('3.9.5'),
];

/** The release line of a version: 3.4 for 3.4.9. */
export function lineOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** An entry in the shape that its line has: 3.5.5 renamed the tarball and its top folder. */
function release(version: string, checksum?: Checksum): ZooKeeperRelease {
  const line = lineOf(version) as keyof typeof javaOf;
  const root = line === '3.4' ? `zookeeper-${version}` : `apache-zookeeper-${version}-bin`;
  return {
    version,
    root,
    jdks: javaOf[line],
    file: `${root}.tar.gz`,
    ...(checksum && { checksum }),
  };
}

function sha256(value: string): Checksum {
  return { algorithm: 'sha256', value };
}

function sha512(value: string): Checksum {
  return { algorithm: 'sha512', value };
}
