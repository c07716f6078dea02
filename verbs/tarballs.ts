import { type Artifact, requestOwn, type TarballRequest } from '../artifacts/index.js';
import type { Blueprint } from '../model/resolve.js';
import {
  archiveFieldOf,
  type ForEachSoftware,
  forEachSoftware,
  type SoftwareName,
} from '../software/index.js';
import type { Package } from '../software/software.js';
import { zookeeper } from '../software/zookeeper/index.js';

/** What of a blueprint decides about its tarballs. */
type Ordered = Pick<Blueprint, 'spec' | 'mirror' | SoftwareName>;

/**
 * The tarballs that a lab's specification asks for.
 * @param folders where the user's own may lie that are known by their content
 * @throws UsageError own-file.…
 */
export async function requestsFor(
  blueprint: Ordered,
  folders: readonly string[],
): Promise<ForEachSoftware<TarballRequest>> {
  const { spec, mirror } = blueprint;
  const requests = forEachSoftware(({ name, request }) => {
    const release = blueprint[name];
    if (release === undefined) return undefined;
    const own = spec[archiveFieldOf(name)];
    const wanted = request(release, spec.arch, mirror, typeof own === 'string' ? own : undefined);
    return { wanted, own };
  });
  const located: Record<string, TarballRequest> = {};
  for (const [name, { wanted, own }] of Object.entries(requests)) {
    located[name] = typeof own === 'object' ? await requestOwn(wanted, own, folders) : wanted;
  }
  return located as ForEachSoftware<TarballRequest>;
}

/**
 * Another ZooKeeper beside it, that a lesson is about.
 * @param named a version or a line; undefined for none
 * @throws UsageError catalogue.unknown.lines
 */
export async function otherRequest(
  named: string | undefined,
  blueprint: Ordered,
): Promise<TarballRequest | undefined> {
  if (named === undefined) return undefined;
  const { spec, mirror } = blueprint;
  return zookeeper.request(zookeeper.find(named), spec.arch, mirror);
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
