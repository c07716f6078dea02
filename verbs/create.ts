import { existsSync } from 'node:fs';
import { basename, join, resolve as resolvePath } from 'node:path';
import { findCached, obtain, place } from '../artifacts/index.js';
import type { Artifact, ArtifactEvent, ArtifactRequest } from '../artifacts/types.js';
import { type PlannedFile, planLab } from '../generators/plan.js';
import type { Package, Stack } from '../generators/stack.js';
import {
  assertFits,
  findJdk,
  findZooKeeper,
  javaFeatureOf,
  jdks,
  releaseFor,
  urlsOf,
} from '../labs/catalogue/index.js';
import { keysFor } from '../labs/keys.js';
import type { Lab } from '../labs/lab.js';
import { nodesOf, quorumOf } from '../labs/nodes.js';
import { nameInUse, registerLab } from '../labs/registry.js';
import { archOf, nameFrom, resolve, warningsFor } from '../labs/resolve.js';
import { readSchema } from '../labs/schema.js';
import type { LabSpec, PartialSpec } from '../labs/spec.js';
import { say } from '../messages/index.js';
import { baseImageOf } from './base-image.js';
import { assertWritable, type PlacedFile, writeLab } from './write-lab.js';

/** What `create` was asked for. */
export interface CreateInput {
  /** Where the lab goes; relative to the current directory. */
  readonly directory: string;
  /** Fields as typed or read from a file, valid one by one. Paths in them are absolute or relative to the current directory. */
  readonly typed: PartialSpec;
  /** Whether the JDK and ZooKeeper are got now. Without, nodes download them, or `zk-lab fetch` does later. */
  readonly fetch: boolean;
  /** Write over an earlier lab in the same directory; what its user edited is kept. */
  readonly force: boolean;
  /** Change nothing: neither the directory nor the cache. */
  readonly dryRun: boolean;
}

/** What `create` needs to know of its surroundings. */
export interface CreateContext {
  readonly signal: AbortSignal;
  readonly progress?: (event: ArtifactEvent) => void;
}

/** What `create` did. */
export interface CreateResult {
  readonly lab: Lab;
  readonly files: readonly PlannedFile[];
  /** Paths relative to the lab; empty with dryRun. */
  readonly written: readonly string[];
  /** Files that the user had edited and that were left as they are. */
  readonly kept: readonly string[];
  /** Sentences in the user's language. */
  readonly warnings: readonly string[];
  readonly artifacts: readonly Artifact[];
}

type Kind = ArtifactRequest['kind'];

export function requestFor(kind: Kind, spec: LabSpec): ArtifactRequest {
  const archive = kind === 'jdk' ? spec.jdkArchive : spec.zookeeperArchive;
  const { arch, mirror } = spec;
  return { kind, version: spec[kind], arch, mirror, ...(archive === undefined ? {} : { archive }) };
}

/** The exact file, where it is at hand; else what the catalogue says a node should look for. */
function packageOf(kind: Kind, spec: LabSpec, artifact: Artifact | undefined): Package {
  const release = kind === 'jdk' ? findJdk(spec.jdk) : findZooKeeper(spec.zookeeper);
  const download = 'downloads' in release ? release.downloads[spec.arch] : release.download;
  const urls = urlsOf(kind, download, spec.mirror);
  if (artifact === undefined) {
    const root = 'root' in release ? release.root : '';
    return {
      version: release.version,
      file: download.file,
      root,
      checksum: download.checksum,
      urls,
      source: 'absent',
    };
  }
  const { version, file, root, sha256, source } = artifact;
  // Nobody else serves what the user brought or what Maven assembled.
  return {
    version,
    file,
    root,
    checksum: { algorithm: 'sha256', value: sha256 },
    urls: source === 'download' ? urls : [],
    source,
  };
}

/** Absolute paths: the lab's own copy of the specification must mean the same files from anywhere. */
function withAbsolutePaths(typed: PartialSpec): PartialSpec {
  const absolute = (path: string | undefined): string | undefined => path && resolvePath(path);
  const local = (reference: string | undefined): string | undefined =>
    reference !== undefined && existsSync(reference) ? resolvePath(reference) : reference;
  return {
    ...typed,
    zookeeperArchive: absolute(typed.zookeeperArchive),
    jdkArchive: absolute(typed.jdkArchive),
    image: local(typed.image),
    box: local(typed.box),
  };
}

/** A name that no other lab of this machine has: Compose knows labs by their names alone. */
function freeName(directory: string): string {
  const name = nameFrom(basename(directory));
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!nameInUse(candidate, directory)) return candidate;
  }
}

/**
 * The specification with the Java that the user's own tarball really holds, once that is known to fit.
 * @throws UsageError catalogue.misfit
 */
function settle(spec: LabSpec, zookeeper: Artifact | undefined, jdk: Artifact | undefined): LabSpec {
  const feature = jdk ? javaFeatureOf(jdk.version) : Number(spec.jdk);
  assertFits(releaseFor(zookeeper?.version ?? spec.zookeeper), feature);
  return jdks.some((known) => known.feature === feature) ? { ...spec, jdk: String(feature) } : spec;
}

function warningTexts(spec: LabSpec): string[] {
  const { needed } = quorumOf(spec.nodes);
  return warningsFor(spec).map((key) =>
    key === 'voters.even'
      ? say(key, { nodes: spec.nodes, fewer: spec.nodes - 1, needed })
      : say(key, { nodes: spec.nodes, needed }),
  );
}

/**
 * Makes a lab: fills in the specification, gets the tarballs, makes the keys, plans the files and writes them.
 * @throws UsageError for what cannot be built as typed; LabError where a download or the disk fails. Nothing is left
 * half-written.
 */
export async function create(input: CreateInput, context: CreateContext): Promise<CreateResult> {
  const dir = resolvePath(input.directory);
  const typed = withAbsolutePaths(input.typed);
  const spec = resolve({ ...typed, name: typed.name ?? freeName(dir) }, archOf(process.arch));
  assertWritable(dir, input.force || input.dryRun);
  const base = baseImageOf(spec);

  const at = async (kind: Kind): Promise<Artifact | undefined> => {
    const request = requestFor(kind, spec);
    const cached = findCached(request);
    // The user's own file is looked at even when nothing may be downloaded.
    if (cached || input.dryRun || (!input.fetch && request.archive === undefined)) return cached;
    return obtain(request, context);
  };
  // The user's own file first: what is wrong with it should not wait for the other's download.
  const ownJdk = spec.jdkArchive === undefined ? undefined : await at('jdk');
  const zookeeper = await at('zookeeper');
  const jdk = ownJdk ?? (await at('jdk'));
  const settled = settle(spec, zookeeper, jdk);
  const artifacts = [zookeeper, jdk].filter((artifact) => artifact !== undefined);

  const nodes = nodesOf(settled);
  const stack: Stack = {
    zookeeper: packageOf('zookeeper', settled, zookeeper),
    jdk: packageOf('jdk', settled, jdk),
    baseArchive: base?.file,
  };
  const files = planLab(settled, keysFor(spec.name, nodes, join(dir, 'keys')), stack, readSchema());
  const lab: Lab = { dir, spec: settled, nodes };
  const warnings = warningTexts(spec);
  if (input.dryRun) return { lab, files, written: [], kept: [], warnings, artifacts };

  context.signal.throwIfAborted();
  const placed: PlacedFile[] = artifacts.map((artifact) => ({
    path: `artifacts/${artifact.file}`,
    place: (destination) => place(artifact, destination),
  }));
  if (base) placed.push({ path: `artifacts/${base.file}`, place: base.place });
  const { written, kept } = writeLab(dir, files, placed, input.force);
  registerLab({ dir, name: spec.name });
  return { lab, files, written, kept, warnings, artifacts };
}
