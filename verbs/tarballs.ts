import { type Artifact, type OwnFile, requestOwn, type TarballRequest } from '../artifacts/index.js';
import type { Blueprint } from '../model/resolve.js';
import { jdk } from '../software/jdk/index.js';
import type { Package } from '../software/software.js';
import { zookeeper } from '../software/zookeeper/index.js';

/** The tarballs that a lab is built of. */
export interface Tarballs {
  readonly zookeeper: TarballRequest;
  readonly jdk: TarballRequest;
}

/**
 * What a lab's specification asks for.
 * @param folders where the user's own may lie that are known by their content
 * @throws UsageError own-file.…
 */
export async function requestsFor(
  blueprint: Pick<Blueprint, 'spec' | 'mirror' | 'zookeeper' | 'jdk'>,
  folders: readonly string[],
): Promise<Tarballs> {
  const { spec, mirror } = blueprint;
  const { arch, zookeeperArchive, jdkArchive } = spec;
  const located = (request: TarballRequest, own: string | OwnFile | undefined) =>
    typeof own === 'object' ? requestOwn(request, own, folders) : request;
  return {
    zookeeper: await located(
      zookeeper.request(blueprint.zookeeper, arch, mirror, pathOf(zookeeperArchive)),
      zookeeperArchive,
    ),
    jdk: await located(jdk.request(blueprint.jdk, arch, mirror, pathOf(jdkArchive)), jdkArchive),
  };
}

/**
 * Another ZooKeeper beside it, that a lesson is about.
 * @param named a version or a line; undefined for none
 * @throws UsageError catalogue.zookeeper.unknown
 */
export async function otherRequest(
  named: string | undefined,
  blueprint: Pick<Blueprint, 'spec' | 'mirror' | 'zookeeper' | 'jdk'>,
): Promise<TarballRequest | undefined> {
  if (named === undefined) return undefined;
  // What its owner brought is the first one.
  const { zookeeperArchive: _, jdkArchive: __, ...spec } = blueprint.spec;
  return (await requestsFor({ ...blueprint, spec, zookeeper: zookeeper.find(named) }, [])).zookeeper;
}

/** A file that is named by its path. */
function pathOf(own: string | OwnFile | undefined): string | undefined {
  return typeof own === 'string' ? own : undefined;
}

/** The exact file, where it is at hand; else what a node should look for. */
export function packageOf(request: TarballRequest, artifact: Artifact | undefined): Package {
  if (artifact === undefined) {
    const { version, file, root = '', checksum, urls } = request;
    return { version, file, root, checksum, urls, source: 'absent' };
  }
  const { version, file, root, sha256, source } = artifact;
  return {
    version,
    file,
    root,
    checksum: { algorithm: 'sha256', value: sha256 },
    // Nobody else serves what the user brought or what Maven assembled.
    urls: source === 'download' ? request.urls : [],
    source,
  };
}
