import type { Listing } from '../../artifacts/types.js';
import { UsageError } from '../../messages/errors.js';

/** A tarball of ZooKeeper's as it may be called. */
export const example = 'zookeeper-3.4.9.tar.gz';

/** The version of the ZooKeeper in a tarball. @throws UsageError artifact.archive.source, artifact.archive.not-zookeeper */
export function recognize(path: string, { files, root }: Listing): string {
  for (const file of files) {
    const [, folder, version] =
      /^(.+?\/(?:lib\/)?)zookeeper-(\d+\.\d+\.\d+(?:-[a-z]+)?)\.jar$/.exec(file) ?? [];
    if (version && (folder === `${root}/` || folder === `${root}/lib/`)) return version;
  }
  if (['pom.xml', 'build.xml'].some((name) => files.has(`${root}/${name}`))) {
    throw new UsageError('artifact.archive.source', { path, example });
  }
  throw new UsageError('artifact.archive.not-zookeeper', { path, example });
}
