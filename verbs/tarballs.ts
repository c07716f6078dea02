import type { Artifact, TarballRequest } from '../artifacts/index.js';
import type { Blueprint } from '../model/resolve.js';
import { jdk } from '../software/jdk/index.js';
import type { Package } from '../software/software.js';
import { zookeeper } from '../software/zookeeper/index.js';

/** The tarballs that a lab is built of. */
export interface Tarballs {
  readonly zookeeper: TarballRequest;
  readonly jdk: TarballRequest;
}

/** What a lab's specification asks for. */
export function requestsFor(blueprint: Pick<Blueprint, 'spec' | 'mirror' | 'zookeeper' | 'jdk'>): Tarballs {
  const { spec, mirror } = blueprint;
  return {
    zookeeper: zookeeper.request(blueprint.zookeeper, spec.arch, mirror, spec.zookeeperArchive),
    jdk: jdk.request(blueprint.jdk, spec.arch, mirror, spec.jdkArchive),
  };
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
