/** A processor architecture in the JDK vendors' spelling (Node's 'x64' and 'arm64'). */
export type Arch = 'x64' | 'aarch64';

/** A hexadecimal digest. Apache publishes sha512, most recipes and Adoptium sha256. */
export interface Checksum {
  readonly algorithm: 'sha256' | 'sha512';
  readonly value: string;
}

/** What stands in a tarball. Paths as they are in it, normalized. */
export interface Listing {
  /** The single top folder. */
  readonly root: string;
  readonly files: ReadonlySet<string>;
  /** The text of the file `release` in the top folder, which JDKs have; else empty. */
  readonly release: string;
}

/** A file that its owner brought, known by its content: on another machine it lies elsewhere. */
export interface OwnFile {
  readonly file: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A tarball that somebody needs: all that getting, verifying and knowing it again takes. Software describes its own. */
export interface TarballRequest {
  /** What software it is of: 'zookeeper', 'jdk'. */
  readonly kind: string;
  /** For people: ZooKeeper 3.4.9, JDK 8 (x64). */
  readonly title: string;
  /** Names this very tarball among all: zookeeper-3.4.9, jdk-8u504-b01-x64. */
  readonly key: string;
  /** The exact version: 3.4.9, 8u504-b01. Not known yet where `archive` is given. */
  readonly version: string;
  /** Architecture of the nodes. */
  readonly arch: Arch;
  /** The file's name as published; also its name inside a lab. */
  readonly file: string;
  /** Its single top folder, where that is known beforehand. */
  readonly root?: string;
  /** Absent where none is pinned: then the publisher's own checksum file decides. */
  readonly checksum?: Checksum;
  /** Address of the publisher's checksum file. */
  readonly checksumUrl?: string;
  /** Size in bytes where known, for progress before a server has answered. */
  readonly bytes?: number;
  /** Where to get it, in the order to try. */
  readonly urls: readonly string[];
  /** Path of the user's own tarball, which then is the only source. */
  readonly archive?: string;
  /** What that one must be, where it was brought before. */
  readonly own?: OwnFile;
  /** Versions of well-known tarballs of this software by their sha256. */
  readonly known?: Readonly<Record<string, string>>;
  /**
   * The version that a tarball holds, by what stands in it.
   * @param path as errors name it
   * @throws UsageError 'artifact.archive.…' where it is something else
   */
  recognize(path: string, listing: Listing, arch: Arch): string;
  /** Another way to make it, where no address gives it. */
  readonly assembly?: Assembly;
}

/** How a distribution is put together from parts that can be had elsewhere. */
export interface Assembly {
  /** The program that it takes. */
  readonly program: string;
  /** Whether that program is installed. */
  available(): boolean;
  /**
   * Writes the tarball to `destination`.
   * @param work folder for the work in hand, made anew and removed at the end
   * @param progress called with the name of each part that has arrived, and their number so far
   * @throws SourceFailure
   */
  make(
    destination: string,
    work: string,
    options: { readonly signal?: AbortSignal | undefined; progress?(part: string, count: number): void },
  ): Promise<void>;
}

/** A verified tarball in the cache. */
export interface Artifact {
  readonly kind: string;
  /** Exact version, from the catalogue or from inside the user's tarball: 3.4.9, 8u504-b01, 8u144, 17.0.20. */
  readonly version: string;
  /** Name for it inside a lab: letters, digits, '.', '_', '+' and '-' only, safe in shell, Ruby and YAML. */
  readonly file: string;
  /** Absolute path of the blob in the cache; read-only, named by its digest. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Its single top folder, of the same letters as `file`. */
  readonly root: string;
  readonly source: 'download' | 'maven' | 'user';
  /** Where it was downloaded from. */
  readonly url?: string;
}

/** What obtain() is doing; how that looks is a face's business. */
export interface ArtifactEvent {
  /** 'failed': one of its sources would not do, and the next is tried. */
  readonly phase: 'wait' | 'download' | 'verify' | 'maven' | 'inspect' | 'failed';
  /** The tarball, or with 'maven' the jar that just arrived. */
  readonly file: string;
  /** Bytes so far, and in all where the server says. With 'maven': files so far. */
  readonly received?: number;
  readonly total?: number;
  readonly url?: string;
  /** With 'failed': why, as a sentence for the user. */
  readonly reason?: string;
}

/** Milliseconds to wait for a connection or the first answer, and for the next piece of a file. */
export interface Patience {
  readonly connect: number;
  readonly stall: number;
}

/** How obtain() works. */
export interface ObtainOptions {
  /** Ends the work: nothing enters the cache; a partial download may stay for resuming. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((event: ArtifactEvent) => void) | undefined;
  /** Only the cache and the user's own tarball; no network, no assembly. */
  readonly offline?: boolean | undefined;
  /** This machine needs it itself, and now: no node can get it later. */
  readonly neededHere?: boolean | undefined;
  readonly patience?: Patience | undefined;
}
