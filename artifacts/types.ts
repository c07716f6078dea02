import type { Arch } from '../labs/catalogue/types.js';

/** What somebody needs a tarball of. */
export interface ArtifactRequest {
  readonly kind: 'zookeeper' | 'jdk';
  /** ZooKeeper: a version of the catalogue ('3.4.9'); JDK: a feature release ('8'). Unused with `archive`. */
  readonly version: string;
  /** Architecture of the nodes; ZooKeeper runs on any. */
  readonly arch: Arch;
  /** Name of a mirror or a base address. */
  readonly mirror: string;
  /** Path of the user's own tarball, which then is the only source. */
  readonly archive?: string;
}

/** A verified tarball in the cache. */
export interface Artifact {
  readonly kind: 'zookeeper' | 'jdk';
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

/** What obtain() is doing; how that looks is the command line's business. */
export interface ArtifactEvent {
  readonly phase: 'wait' | 'download' | 'verify' | 'maven' | 'inspect';
  /** The tarball, or with 'maven' the jar that just arrived. */
  readonly file: string;
  /** Bytes so far, and in all where the server says. With 'maven': files so far. */
  readonly received?: number;
  readonly total?: number;
  readonly url?: string;
}

/** How obtain() works. */
export interface ObtainOptions {
  /** Ends the work: nothing enters the cache; a partial download may stay for resuming. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((event: ArtifactEvent) => void) | undefined;
  /** Only the cache and the user's own tarball; no network, no Maven. */
  readonly offline?: boolean | undefined;
}
