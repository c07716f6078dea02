import { randomUUID } from 'node:crypto';
import { dirname, join, resolve as resolvePath } from 'node:path';
import {
  type Artifact,
  type ArtifactEvent,
  findCached,
  obtain,
  putInLab,
  type TarballRequest,
} from '../artifacts/index.js';
import { keyFiles } from '../generators/key-files.js';
import { planLab } from '../generators/plan.js';
import type { PlannedFile } from '../generators/planned-file.js';
import type { Stack } from '../generators/stack.js';
import { type Sentence, sentence } from '../messages/index.js';
import { idIn, readFactsFile } from '../model/facts.js';
import { assertForHosts } from '../model/hosts.js';
import { moveCommand, protectKeys } from '../model/key-protection.js';
import { keysFor } from '../model/keys.js';
import type { Lab } from '../model/lab.js';
import { assertNames } from '../model/names.js';
import { registerLab } from '../model/registry.js';
import { archOf, type Blueprint, resolve, warningsFor } from '../model/resolve.js';
import type { PartialSpec } from '../model/spec.js';
import { archiveFieldOf, forEachSoftware, type SoftwareName } from '../software/index.js';
import { jdk as jdkSoftware } from '../software/jdk/index.js';
import { javaFeatureOf } from '../software/jdk/version.js';
import { releaseFor } from '../software/zookeeper/index.js';
import { assertRunsOnJdk } from '../software/zookeeper/jdk-compatibility.js';
import { assertHarmless } from './assert-harmless.js';
import { assertOwnFolder } from './assert-original.js';
import { baseImageOf, boxFileOf } from './base-image.js';
import { sweepDrafts } from './draft.js';
import { assertEnoughFor, assertRightFor, forLesson } from './for-lesson.js';
import { guideFiles } from './guide-files.js';
import { addressed } from './host-addresses.js';
import { labNameFor } from './lab-name.js';
import { chosenLesson } from './lesson.js';
import { portable, replacedFiles, withAbsolutePaths } from './own-files.js';
import { otherRequest, packageOf, requestsFor } from './tarballs.js';
import { assertLabRoom, assertWritable, type PlacedFile, writeLab } from './write-lab.js';

/** A specification file, and what it says. */
export interface SpecFile {
  /** Absolute. */
  readonly path: string;
  readonly said: PartialSpec;
}

/** What `create` was asked for. */
export interface CreateInput {
  /** Where the lab goes; relative to the current directory. */
  readonly directory: string;
  /** Fields as typed or read from a file, its name aside; valid one by one. Paths in them are absolute or relative to the current directory. */
  readonly typed: PartialSpec;
  /** The specification file that fields were read from: its absolute path, and what it said itself. */
  readonly specFile?: SpecFile;
  /** Whether the JDK and ZooKeeper are got now. Without, nodes download them, or `zk-lab fetch` does later. */
  readonly fetch: boolean;
  /** Write over an earlier lab in the same directory; what its user edited is kept. */
  readonly force: boolean;
  /** Change nothing: neither the directory nor the cache. */
  readonly dryRun: boolean;
  /** Nodes come and go in an order that keeps what they hold, as growing and shrinking see to. */
  readonly inOrder?: boolean;
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
  /** What its user should know. */
  readonly warnings: readonly Sentence[];
  readonly artifacts: readonly Artifact[];
}

/**
 * The blueprint with the Java that the user's own tarball really holds, once that is known to fit.
 * @throws UsageError catalogue.misfit
 */
function settle(blueprint: Blueprint, zookeeper: Artifact | undefined, jdk: Artifact | undefined): Blueprint {
  const feature = jdk ? javaFeatureOf(jdk.version) : blueprint.jdk.feature;
  assertRunsOnJdk(zookeeper ? releaseFor(zookeeper.version) : blueprint.zookeeper, feature);
  const known = jdkSoftware.releases.find((release) => release.feature === feature);
  return known ? { ...blueprint, jdk: known, spec: { ...blueprint.spec, jdk: String(feature) } } : blueprint;
}

function warningsOf(blueprint: Blueprint): Sentence[] {
  const { voters: nodes, needed } = blueprint.quorum;
  return warningsFor(blueprint).map((key) =>
    key === 'voters.even'
      ? sentence(key, { nodes, fewer: nodes - 1, needed })
      : sentence(key, { nodes, needed }),
  );
}

/** A new lab's own id; one that is written over keeps its. */
function idFor(dir: string): string {
  return idIn(dir) ?? randomUUID();
}

/**
 * Makes a lab: fills in the specification, gets the tarballs, makes the keys, plans the files and writes them.
 * @throws UsageError for what cannot be built as typed, hosts.not.… for what does not go with machines that are there; LabError where a download or the disk fails. Nothing is left
 * half-written. With dryRun and inOrder also for what would find no room.
 */
export async function create(input: CreateInput, context: CreateContext): Promise<CreateResult> {
  const dir = resolvePath(input.directory);
  assertForHosts(input.typed);
  const { lesson, name: lessonName, files: lessonFiles } = chosenLesson(input.typed.lesson);
  const typed = withAbsolutePaths(await addressed(forLesson(lesson, lessonName, input.typed)));
  const { specFile } = input;
  const named = labNameFor(dir, {
    typed: typed.name,
    ...(specFile && { file: { path: specFile.path, name: specFile.said.name } }),
  });
  const blueprint = resolve({ ...typed, name: named.name }, archOf(process.arch));
  const before = readFactsFile(dir)?.facts?.made;
  const asNamed = input.typed.lesson ?? lesson.name;
  assertRightFor(lesson, asNamed, blueprint.zookeeper.version);
  assertEnoughFor(lesson, asNamed, blueprint.nodes);
  assertNames(blueprint, before ? [before.name, ...before.nodes.map(({ name }) => name)] : []);
  if (!input.dryRun) for (const folder of [dirname(dir), dir]) sweepDrafts(folder);
  assertWritable(dir, input.force || input.dryRun);
  assertOwnFolder(dir, named.name);
  // Made while all else is got and planned. If that fails, nobody asks for them any more.
  const keys = keysFor(named.name, blueprint.nodes, join(dir, 'keys'));
  keys.catch(() => {});
  const near = specFile ? [join(dirname(specFile.path), 'artifacts'), dirname(specFile.path)] : [];
  const folders = [...near, join(dir, 'artifacts')];
  const ownFiles = { folders, keep: !input.dryRun, signal: context.signal };
  const base = await baseImageOf(blueprint.spec.image, ownFiles);
  const box = await boxFileOf(blueprint.spec.box, ownFiles);

  const get = async (request: TarballRequest): Promise<Artifact | undefined> => {
    const cached = findCached(request);
    // The user's own file is looked at even when nothing may be downloaded.
    if (cached || input.dryRun || (!input.fetch && request.archive === undefined)) return cached;
    return obtain(request, context);
  };
  const wanted = await requestsFor(blueprint, folders);
  // The user's own file first: what is wrong with it should not wait for the other's download.
  const got: Partial<Record<SoftwareName, Artifact | undefined>> = {};
  const requests = Object.entries(wanted) as [SoftwareName, TarballRequest][];
  const ownFirst = requests.toSorted(
    ([, a], [, b]) => Number(b.archive !== undefined) - Number(a.archive !== undefined),
  );
  for (const [name, request] of ownFirst) got[name] = await get(request);
  const names = requests.map(([name]) => name);
  const otherWanted = await otherRequest(lesson.otherZookeeper, blueprint);
  const other = otherWanted && (await get(otherWanted));
  const fitting = settle(blueprint, got.zookeeper, got.jdk);
  if (got.zookeeper) assertRightFor(lesson, asNamed, got.zookeeper.version);
  const archives = Object.fromEntries(names.map((name) => [archiveFieldOf(name), got[name]]));
  const settled = { ...fitting, spec: portable(fitting.spec, { ...archives, image: base?.own, box }) };
  const artifacts = [...names.map((name) => got[name]), other].filter((artifact) => artifact !== undefined);

  const { spec } = settled;
  const stack: Stack = {
    ...forEachSoftware(({ name }) => wanted[name] && packageOf(wanted[name], got[name])),
    other: otherWanted && packageOf(otherWanted, other),
    baseArchive: base?.file,
    boxFile: box?.path,
  };
  const plan = planLab(settled, stack, idFor(dir));
  const { facts } = plan;
  const lab: Lab = { ...settled, dir, facts };
  const zooCfg = plan.files.find(({ path }) => path === 'config/zoo.cfg')?.content ?? '';
  const guides = guideFiles(lesson, lab, zooCfg);
  const files = [...plan.files, ...keyFiles(await keys, settled), ...guides, ...lessonFiles];
  if (input.force && !input.inOrder) await assertHarmless(lab);
  const warnings = [
    ...(named.note === undefined ? [] : [named.note]),
    ...warningsOf(settled),
    ...replacedFiles(specFile?.said ?? {}, spec),
  ];
  context.signal.throwIfAborted();
  const placed: PlacedFile[] = artifacts.map((artifact) => ({
    path: `artifacts/${artifact.file}`,
    source: artifact.path,
    place: (destination) => putInLab(artifact, destination),
  }));
  if (base) placed.push({ path: `artifacts/${base.file}`, source: base.path, place: base.place });
  if (input.dryRun) {
    if (input.inOrder) assertLabRoom(dir, { files, facts }, placed);
    return { lab, files, written: [], kept: [], warnings, artifacts };
  }
  const { written, kept } = writeLab(dir, { files, facts }, placed, input.force);
  if (!protectKeys(dir))
    warnings.push(sentence('keys.unprotected', { directory: dir, command: moveCommand(dir) }));
  registerLab({ id: facts.id, dir, name: spec.name, network: settled.network.cidr });
  return { lab, files, written, kept, warnings, artifacts };
}
