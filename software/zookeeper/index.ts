/** ZooKeeper: which releases there are, where they are got, and how a tarball of one is known. */

import { addressesOf, type Mirror } from '../../artifacts/mirrors.js';
import type { Arch, TarballRequest } from '../../artifacts/types.js';
import { UsageError } from '../../messages/errors.js';
import { listed } from '../../messages/index.js';
import { didYouMean } from '../../system/did-you-mean.js';
import { isInPath } from '../../system/programs.js';
import type { Software } from '../software.js';
import { homeOf } from './home.js';
import { example, recognize } from './recognize.js';
import { lineOf, type ZooKeeperRelease, zooKeepers } from './releases.js';
import { checksumUrlTemplate, urlTemplates } from './url-templates.js';

export type { ZooKeeperRelease } from './releases.js';

const lines = [...new Set(zooKeepers.map(({ version }) => lineOf(version)))];
const versions = zooKeepers.map(({ version }) => version);

/** The release that a version ("3.4.9") or a line ("3.9": its newest) names. */
function find(text: string): ZooKeeperRelease {
  const wanted = text.trim();
  const exact = zooKeepers.find(({ version }) => version === wanted);
  const found = exact ?? zooKeepers.findLast(({ version }) => lineOf(version) === wanted);
  if (found) return found;
  throw new UsageError('catalogue.unknown.lines', {
    title: 'ZooKeeper',
    name: text,
    near: didYouMean(wanted, [...versions, ...lines]),
    known: listed(versions),
    lines: listed(lines),
  });
}

/**
 * The entry of an exact version, or for one that the catalogue lacks (a user's own tarball: 3.4.12) what its line has.
 * @throws UsageError 'catalogue.unknown.lines' for a line that nothing is known of
 */
export function releaseFor(version: string): ZooKeeperRelease {
  const known = zooKeepers.find((release) => release.version === version);
  if (known) return known;
  const sibling = find(lineOf(version));
  const root = sibling.root.replace(sibling.version, version);
  return { version, root, jdks: sibling.jdks, file: `${root}.tar.gz` };
}

function request(release: ZooKeeperRelease, arch: Arch, mirror: Mirror, archive?: string): TarballRequest {
  const { version, file, root, checksum } = release;
  const values = { version, file };
  return {
    kind: 'zookeeper',
    title: `ZooKeeper ${version}`,
    key: `zookeeper-${version}`,
    version,
    arch,
    file,
    root,
    ...(checksum && { checksum }),
    checksumUrl: checksumUrlTemplate.replace(/\{(\w+)\}/g, (_, name: 'version' | 'file') => values[name]),
    urls: addressesOf(mirror, urlTemplates, values),
    recognize,
    assembly: {
      program: 'mvn',
      available: () => isInPath('mvn'),
      // Loaded where it is used: what it takes is not needed to know a tarball.
      make: async (...args) => (await import('./assembly.js')).assemble(release, ...args),
    },
    ...(archive !== undefined && { archive }),
  };
}

export const zookeeper: Software<'zookeeper', ZooKeeperRelease> = {
  name: 'zookeeper',
  title: 'ZooKeeper',
  optional: false,
  needs: ['jdk'],
  field: { description: 'ZooKeeper version, from the catalogue, e.g. 3.4.9' },
  releases: zooKeepers,
  versions: [...versions, ...lines],
  lines,
  example,
  urlTemplates,
  files: [],
  // The tutorial's own.
  usual: () => '3.4.9',
  find,
  nameOf: ({ version }) => version,
  request,
  homeOf,
};
