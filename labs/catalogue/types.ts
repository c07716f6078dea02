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

/** A container image that nodes are built from. */
export interface BaseImage {
  /** Name as on Docker Hub, e.g. centos:7.3.1611. */
  readonly name: string;
  /** Architectures it is published for. */
  readonly archs: readonly Arch[];
  /** Git build context of the publisher's own recipe, as `docker build` takes it, for those without a registry. */
  readonly source?: string;
}

/** A Vagrant box. */
export interface Box {
  /** Vagrant providers that it serves; 'default' stands for those that no other entry names. */
  readonly providers: readonly string[];
  readonly name: string;
  readonly version: string;
  readonly archs: readonly Arch[];
  /** Path of the box file below a mirror of cloud images (mirrors.ts), where its publisher has one. */
  readonly file?: string;
  readonly checksum?: Checksum;
}

/** An operating system for nodes. */
export interface System {
  readonly name: string;
  readonly title: string;
  readonly packages: 'yum' | 'dnf' | 'apt';
  readonly image: BaseImage;
  /** The first entry whose `providers` has the provider, else the one with 'default'. */
  readonly boxes: readonly Box[];
  /** Path of the package archive below a vault mirror, for systems past their end of life. */
  readonly vault?: string;
}

/** A tarball that users bring themselves because its publisher lets nobody else hand it out. */
export interface KnownTarball {
  readonly kind: 'zookeeper' | 'jdk';
  /** As its publisher writes it: 8u144, 3.4.9. */
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
}

/**
 * Where one mirror keeps things: addresses with {placeholders}, tried in the order given. A kind that is absent is a
 * kind that the mirror lacks.
 */
export interface Mirror {
  readonly name: string;
  readonly title: string;
  /** {version}: 3.4.9; {file}: zookeeper-3.4.9.tar.gz. */
  readonly zookeeper?: readonly string[];
  /** {feature}: 17; {tag}: jdk-17.0.20%2B8, percent-encoded; {arch}: x64; {file}. */
  readonly jdk?: readonly string[];
  /** {path}: Box.file. */
  readonly box?: readonly string[];
  /** {path}: System.vault. Plain http, because CentOS 6 and 7.3 know no current certificates; packages are signed. */
  readonly vault?: readonly string[];
}
