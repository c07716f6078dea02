/** What a local ensemble runs on: a ZooKeeper distribution and a JDK, found or fetched, and linked into the lab. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  type Artifact,
  type ArtifactEvent,
  type ArtifactRequest,
  findCached,
  obtain,
} from '../../artifacts/index.js';
import {
  assertFits,
  fits,
  javaFeatureOf,
  lineOf,
  releaseFor,
  type ZooKeeperRelease,
  zooKeepers,
} from '../../labs/catalogue/index.js';
import type { Lab } from '../../labs/lab.js';
import { archOf } from '../../labs/resolve.js';
import type { LabSpec } from '../../labs/spec.js';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Context } from '../provider.js';
import { fittingJdk, type Jdk, jdksAtHand } from './jdk-search.js';
import { foldersOf } from './layout.js';
import type { Surroundings } from './surroundings.js';
import { unpack, unpackedFolder } from './unpack.js';

/** Absolute folders, without links. */
export interface Equipment {
  readonly zookeeper: string;
  /** ZooKeeper's version. */
  readonly version: string;
  readonly jdk: Jdk;
}

/** The parts of a specification that decide what is fetched. */
export type Wanted = Pick<LabSpec, 'zookeeper' | 'jdk' | 'mirror' | 'zookeeperArchive' | 'jdkArchive'>;

/**
 * Finds or fetches what a lab runs on and links it to local/zookeeper and local/jdk.
 * @throws UsageError 'catalogue.misfit' where tarballs of the user's do not fit together
 * @throws LabError 'local.jdk.unfit' where no Java fits, 'artifact.…' where ZooKeeper cannot be had
 */
export async function equip(lab: Lab, surroundings: Surroundings, context: Context): Promise<Equipment> {
  const { spec } = lab;
  // A tarball of one's own may hold another version than the specification says; it costs nothing to look first.
  const own = spec.zookeeperArchive === undefined ? undefined : await getZooKeeper(spec, context);
  const version = own?.version ?? spec.zookeeper;
  const jdk = await findJdk({ ...spec, zookeeper: version }, surroundings, context);
  assertFits(releaseFor(version), jdk.feature);
  context.report.step(say('local.jdk.taken', { version: jdk.version, home: jdk.home }));
  const zookeeper = await unpack(own ?? (await getZooKeeper(spec, context)), context.signal);
  const folders = foldersOf(lab);
  mkdirSync(folders.root, { recursive: true });
  link(folders.zookeeper, zookeeper);
  link(folders.jdk, jdk.home);
  return { zookeeper, version, jdk };
}

/** What the links of an earlier `up` lead to, if both still do. */
export function equipped(lab: Lab): { zookeeper: string; jdk: string } | undefined {
  const { zookeeper, jdk } = foldersOf(lab);
  try {
    return { zookeeper: realpathSync(zookeeper), jdk: realpathSync(jdk) };
  } catch {
    return undefined;
  }
}

/** The JDKs on this machine, and last one that was fetched before. */
export function knownJdks(wanted: Wanted, surroundings: Surroundings): Jdk[] {
  const atHand = jdksAtHand(surroundings);
  if (surroundings.platform !== 'linux') return atHand;
  const cached = findCached(jdkRequest(wanted));
  return cached && existsSync(unpackedFolder(cached)) ? [...atHand, jdkIn(cached)] : atHand;
}

async function findJdk(wanted: Wanted, surroundings: Surroundings, context: Context): Promise<Jdk> {
  // A tarball of one's own is what one wants to run on.
  const found =
    wanted.jdkArchive === undefined || surroundings.platform !== 'linux'
      ? fittingJdk(knownJdks(wanted, surroundings), releaseFor(wanted.zookeeper), Number(wanted.jdk))
      : undefined;
  return found ?? (await fetchJdk(wanted, surroundings, context));
}

/**
 * A JDK from the cache, the mirrors or the user's tarball.
 * @throws LabError 'local.jdk.unfit' with what was found here, why none could be fetched, and the ways out
 */
export async function fetchJdk(
  wanted: Wanted,
  surroundings: Surroundings,
  { report, signal }: Context,
): Promise<Jdk> {
  const request = jdkRequest(wanted);
  try {
    // The publishers' tarballs that the catalogue knows are for Linux.
    if (surroundings.platform !== 'linux') throw new LabError('local.jdk.only-linux');
    if (!findCached(request) && wanted.jdkArchive === undefined) {
      report.step(say('local.jdk.fetching', { jdk: wanted.jdk }));
    }
    const artifact = await obtain(request, { signal, progress: teller(report) });
    await unpack(artifact, signal, (home) => assertRuns(artifact.file, home));
    return jdkIn(artifact);
  } catch (error) {
    if (!(error instanceof LabError) || wanted.jdkArchive !== undefined) throw error;
    throw unfit(wanted, jdksAtHand(surroundings), error.message);
  }
}

/** A JDK for another C library or processor unpacks well and then does not run. */
function assertRuns(file: string, home: string): void {
  try {
    execFileSync(join(home, 'bin', 'java'), ['-version'], {
      stdio: 'pipe',
      encoding: 'utf8',
      timeout: 30_000,
    });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const reason = (stderr || message).trim().split('\n')[0] ?? '';
    throw new LabError('local.jdk.broken', { file, reason });
  }
}

/** The distribution's tarball, fetched where it is not in the cache. @throws LabError 'artifact.…' */
async function getZooKeeper(wanted: Wanted, { report, signal }: Context): Promise<Artifact> {
  const request: ArtifactRequest = {
    kind: 'zookeeper',
    version: wanted.zookeeper,
    arch: archOf(process.arch),
    mirror: wanted.mirror,
    ...(wanted.zookeeperArchive !== undefined && { archive: wanted.zookeeperArchive }),
  };
  if (!findCached(request)) report.step(say('local.zookeeper.fetching', { version: wanted.zookeeper }));
  return obtain(request, { signal, progress: teller(report) });
}

function jdkRequest(wanted: Wanted): ArtifactRequest {
  return {
    kind: 'jdk',
    version: wanted.jdk,
    arch: archOf(process.arch),
    mirror: wanted.mirror,
    ...(wanted.jdkArchive !== undefined && { archive: wanted.jdkArchive }),
  };
}

function jdkIn(artifact: Artifact): Jdk {
  const { version } = artifact;
  return { home: unpackedFolder(artifact), version, feature: javaFeatureOf(version) };
}

/** The lines of ZooKeeper that run on a JDK, newest last. */
export function linesFor(jdks: readonly Jdk[]): string[] {
  const fit = (release: ZooKeeperRelease): boolean => jdks.some(({ feature }) => fits(release, feature));
  return [...new Set(zooKeepers.filter(fit).map(({ version }) => lineOf(version)))];
}

function unfit(wanted: Wanted, jdks: readonly Jdk[], reason: string): LabError {
  const release = releaseFor(wanted.zookeeper);
  const line = linesFor(jdks).at(-1);
  const found = jdks.map(({ version, home }) => say('local.jdk.found', { version, home }));
  const ways = [
    say('local.way.install', { jdk: wanted.jdk }),
    ...(line ? [say('local.way.line', { line })] : []),
    say('local.way.provider'),
  ];
  return new LabError('local.jdk.unfit', {
    zookeeper: wanted.zookeeper,
    jdks: release.jdks.join(', '),
    found: found.length > 0 ? found.join('\n') : say('local.jdk.found-none'),
    reason,
    ways: ways.join('\n'),
  });
}

/** Replaces a link in one step, so that a node that starts meanwhile finds one or the other. */
function link(path: string, target: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(path) === target) return;
  const draft = `${path}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  symlinkSync(target, draft);
  renameSync(draft, path);
}

/** Tells of a download in tenths, so that a log of it stays short. */
function teller(report: Context['report']): (event: ArtifactEvent) => void {
  let told = '';
  return ({ phase, file, received, total }) => {
    const tenths = received !== undefined && total ? Math.floor((received / total) * 10) * 10 : undefined;
    const line = tenths === undefined ? `${phase} ${file}` : `${phase} ${file} ${tenths} %`;
    if (line !== told) report.output(line);
    told = line;
  };
}

/** Where a program of the distribution is, once linked. */
export function scriptOf(lab: Lab, name: 'zkServer.sh' | 'zkCli.sh'): string {
  return join(foldersOf(lab).zookeeper, 'bin', name);
}
