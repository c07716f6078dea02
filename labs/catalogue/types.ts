/** Shapes of the catalogue's entries. The entries themselves are data, one file per kind. */

/** A processor architecture in the JDK vendors' spelling (Node's 'x64' and 'arm64'). */
export type Arch = 'x64' | 'aarch64';

/** A hexadecimal digest. Apache publishes sha512, most recipes and Adoptium sha256. */
export interface Checksum {
  readonly algorithm: 'sha256' | 'sha512';
  readonly value: string;
}

/** One downloadable file: where its path is below a mirror's base is the mirror's business (mirrors.ts). */
export interface Download {
  /** The file's name as published, e.g. zookeeper-3.4.9.tar.gz; also its name inside a lab. */
  readonly file: string;
  /** Absent where none is pinned: then the publisher's own checksum file decides. */
  readonly checksum?: Checksum;
  /** Size in bytes where known, for progress before the server has answered. */
  readonly bytes?: number;
}

/** A ZooKeeper release. */
export interface ZooKeeperRelease {
  readonly version: string;
  readonly download: Download;
  /** The single top folder of the tarball: zookeeper-3.4.9, apache-zookeeper-3.9.3-bin. */
  readonly root: string;
  /** Feature releases of Java that run server and zkCli, smallest first. */
  readonly jdks: readonly number[];
}

/** A Java release line. */
export interface JdkRelease {
  /** The feature release: 8, 11, 17, 21. */
  readonly feature: number;
  /** The exact build in the catalogue, e.g. 8u504-b01 or 17.0.17+10. */
  readonly version: string;
  readonly downloads: Readonly<Record<Arch, Download>>;
}

/** An operating system for nodes. */
export interface System {
  readonly name: string;
  readonly title: string;
  readonly packages: 'yum' | 'dnf' | 'apt';
  /** Which service a learner stops: firewalld on 7 and later, iptables on 6, none on Debian. */
  readonly firewall: 'firewalld' | 'iptables' | 'none';
  /** Container image; `archs` it is published for. */
  readonly image: { readonly name: string; readonly archs: readonly Arch[] };
  /** Vagrant boxes by provider; 'default' serves those not named. */
  readonly boxes: readonly {
    readonly providers: readonly string[];
    readonly name: string;
    readonly version: string;
    /** Base of the box file's URL and its checksum, where known. */
    readonly urls?: readonly string[];
    readonly checksum?: Checksum;
  }[];
  /** Path of the package archive below a vault mirror, for systems past their end of life. */
  readonly vault?: string;
}
