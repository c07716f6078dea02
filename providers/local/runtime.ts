/** What a local ensemble runs on: a ZooKeeper distribution and a JDK, found or fetched, and linked into the lab. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Artifact,
  findCached,
  type OwnFile,
  obtain,
  requestOwn,
  type TarballRequest,
} from '../../artifacts/index.js';
import { LabError } from '../../messages/errors.js';
import { listed, say, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import { archOf, type Blueprint } from '../../model/resolve.js';
import { jdk as jdkSoftware } from '../../software/jdk/index.js';
import { fittingJdk, type Jdk, jdksAtHand } from '../../software/jdk/installed.js';
import type { JdkSearch } from '../../software/jdk/search.js';
import { javaFeatureOf } from '../../software/jdk/version.js';
import {
  releaseFor,
  type ZooKeeperRelease,
  zookeeper as zooKeeperSoftware,
} from '../../software/zookeeper/index.js';
import { assertRunsOnJdk, linesOnJdks, runsOnJdk } from '../../software/zookeeper/jdk-compatibility.js';
import { codeOf } from '../../system/disk.js';
import { makeFolder } from '../../system/folder.js';
import { foldersOf } from './layout.js';
import { unpack, unpackedFolder } from './unpack.js';

/** Absolute folders, without links. */
export interface Runtime {
  readonly zookeeper: string;
  /** ZooKeeper's version. */
  readonly version: string;
  readonly jdk: Jdk;
}

/** The parts of a lab that decide what is fetched. */
export type Wanted = Pick<Blueprint, 'zookeeper' | 'jdk' | 'mirror'> & {
  readonly spec: Pick<Blueprint['spec'], 'zookeeperArchive' | 'jdkArchive'>;
  /** The lab's directory, once there is one: its artifacts/ may hold what its owner brought. */
  readonly dir?: string;
};

/**
 * Finds or fetches what a lab runs on and links it to local/zookeeper and local/jdk.
 * @throws UsageError 'catalogue.misfit' where tarballs of the user's do not fit together
 * @throws LabError 'local.jdk.unfit' where no Java fits, 'artifact.…' where ZooKeeper cannot be had, 'local.no-links'
 */
export async function provideRuntime(lab: Lab, search: JdkSearch, context: Context): Promise<Runtime> {
  // A tarball of one's own may hold another version than the specification says; it costs nothing to look first.
  const own = lab.spec.zookeeperArchive === undefined ? undefined : await getZooKeeper(lab, context);
  const release = own ? releaseFor(own.version) : lab.zookeeper;
  const jdk = await findJdk({ ...lab, zookeeper: release }, search, context);
  assertRunsOnJdk(release, jdk.feature);
  context.emit({
    type: 'step',
    title: sentence('local.jdk.taken', { version: jdk.version, home: jdk.home }),
  });
  const zookeeper = await unpack(own ?? (await getZooKeeper(lab, context)), context.signal);
  const folders = foldersOf(lab);
  makeFolder(folders.root);
  link(folders.zookeeper, zookeeper);
  link(folders.jdk, jdk.home);
  return { zookeeper, version: release.version, jdk };
}

/** What the links of an earlier `up` lead to, if both still do. */
export function linkedRuntime(lab: Lab): { zookeeper: string; jdk: string } | undefined {
  const { zookeeper, jdk } = foldersOf(lab);
  try {
    return { zookeeper: realpathSync(zookeeper), jdk: realpathSync(jdk) };
  } catch {
    return undefined;
  }
}

/** What of that is there, and closed to this user: the lab is another's, whose home it is in say. */
export function closedRuntime(lab: Lab): string | undefined {
  const { zookeeper, jdk } = foldersOf(lab);
  return [zookeeper, jdk].find((link) => {
    try {
      realpathSync(link);
      return false;
    } catch (error) {
      return codeOf(error) === 'EACCES';
    }
  });
}

/** Whether a ZooKeeper runs on a feature release of Java. */
export const runsOn =
  (zookeeper: ZooKeeperRelease) =>
  (feature: number): boolean =>
    runsOnJdk(zookeeper, feature);

/** The JDKs on this machine, and last one that was fetched before. */
export function knownJdks(wanted: Wanted, search: JdkSearch): Jdk[] {
  const atHand = jdksAtHand(search);
  if (search.platform !== 'linux') return atHand;
  const cached = findCached(jdkRequest(wanted));
  return cached && existsSync(unpackedFolder(cached)) ? [...atHand, jdkIn(cached)] : atHand;
}

async function findJdk(wanted: Wanted, search: JdkSearch, context: Context): Promise<Jdk> {
  // A tarball of one's own is what one wants to run on.
  const found =
    wanted.spec.jdkArchive === undefined || search.platform !== 'linux'
      ? fittingJdk(knownJdks(wanted, search), runsOn(wanted.zookeeper), wanted.jdk.feature)
      : undefined;
  return found ?? (await fetchJdk(wanted, search, context));
}

/**
 * A JDK from the cache, the mirrors or the user's tarball.
 * @throws LabError 'local.jdk.unfit' with what was found here, why none could be fetched, and the ways out
 */
export async function fetchJdk(wanted: Wanted, search: JdkSearch, { emit, signal }: Context): Promise<Jdk> {
  const own = wanted.spec.jdkArchive !== undefined;
  try {
    const request = await located(wanted, jdkRequest(wanted), wanted.spec.jdkArchive);
    // The publishers' tarballs that the catalogue knows are for Linux.
    if (search.platform !== 'linux') throw new LabError('local.jdk.only-linux');
    if (!findCached(request) && !own) {
      emit({ type: 'step', title: sentence('local.jdk.fetching', { jdk: wanted.jdk.feature }) });
    }
    const artifact = await obtain(request, {
      signal,
      neededHere: true,
      progress: (event) => emit({ type: 'artifact', artifact: event }),
    });
    await unpack(artifact, signal, (home) => assertRuns(artifact.file, home));
    return jdkIn(artifact);
  } catch (error) {
    if (!(error instanceof LabError) || own) throw error;
    throw unfit(wanted, jdksAtHand(search), error.message);
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
async function getZooKeeper(wanted: Wanted, { emit, signal }: Context): Promise<Artifact> {
  const { zookeeper, mirror, spec } = wanted;
  const own = spec.zookeeperArchive;
  const path = typeof own === 'string' ? own : undefined;
  const known = zooKeeperSoftware.request(zookeeper, archOf(process.arch), mirror, path);
  const request = await located(wanted, known, own);
  if (!findCached(request)) {
    emit({ type: 'step', title: sentence('local.zookeeper.fetching', { version: zookeeper.version }) });
  }
  return obtain(request, {
    signal,
    neededHere: true,
    progress: (event) => emit({ type: 'artifact', artifact: event }),
  });
}

function jdkRequest({ jdk, mirror, spec }: Wanted): TarballRequest {
  const path = typeof spec.jdkArchive === 'string' ? spec.jdkArchive : undefined;
  return jdkSoftware.request(jdk, archOf(process.arch), mirror, path);
}

/** A request for a tarball that may be known by its content. @throws UsageError own-file.… */
async function located(
  { dir }: Wanted,
  request: TarballRequest,
  own: string | OwnFile | undefined,
): Promise<TarballRequest> {
  if (typeof own !== 'object') return request;
  return requestOwn(request, own, dir === undefined ? [] : [join(dir, 'artifacts')]);
}

function jdkIn(artifact: Artifact): Jdk {
  const { version } = artifact;
  return { home: unpackedFolder(artifact), version, feature: javaFeatureOf(version) };
}

function unfit({ zookeeper, jdk }: Wanted, jdks: readonly Jdk[], reason: string): LabError {
  const line = linesOnJdks(jdks.map(({ feature }) => feature)).at(-1);
  const found = jdks.map(({ version, home }) => say('local.jdk.found', { version, home }));
  const ways = [
    say('local.way.install', { jdk: jdk.feature }),
    ...(line ? [say('local.way.line', { line })] : []),
    say('local.way.provider'),
  ];
  return new LabError('local.jdk.unfit', {
    zookeeper: zookeeper.version,
    jdks: listed(zookeeper.jdks),
    found: found.length > 0 ? found.join('\n') : say('local.jdk.found-none'),
    reason,
    ways: ways.join('\n'),
  });
}

/**
 * Replaces a link in one step, so that a node that starts meanwhile finds one or the other.
 * @throws LabError 'local.no-links' on a file system that has none: FAT, exFAT, many a network share
 */
function link(path: string, target: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(path) === target) return;
  const draft = `${path}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  try {
    symlinkSync(target, draft);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!['EPERM', 'ENOSYS', 'EOPNOTSUPP', 'ENOTSUP'].includes(code ?? '')) throw error;
    throw new LabError('local.no-links', { path: dirname(path) });
  }
  renameSync(draft, path);
}

/** Where a program of the distribution is, once linked. */
export function scriptOf(lab: Lab, name: 'zkServer.sh' | 'zkCli.sh'): string {
  return join(foldersOf(lab).zookeeper, 'bin', name);
}
