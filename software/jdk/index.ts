/** Java: which builds there are, where they are got, and how a tarball of one is known. */

import { addressesOf, type Mirror } from '../../artifacts/mirrors.js';
import type { Arch, TarballRequest } from '../../artifacts/types.js';
import { UsageError } from '../../messages/errors.js';
import { listed } from '../../messages/index.js';
import { didYouMean } from '../../system/did-you-mean.js';
import type { Software } from '../software.js';
import { assertRunsOnJdk } from '../zookeeper/jdk-compatibility.js';
import type { ZooKeeperRelease } from '../zookeeper/releases.js';
import { javaHome } from './home.js';
import { example, recognize } from './recognize.js';
import { type JdkRelease, jdks, knownTarballs } from './releases.js';
import { urlTemplates } from './url-templates.js';

export type { JdkRelease } from './releases.js';

/** What of the other software decides about Java. */
export interface Beside {
  readonly zookeeper?: ZooKeeperRelease;
}

const tutorialsOwn = 8;
const features = jdks.map(({ feature }) => String(feature));

/** Of numbers the numerically nearest: 16 is closer to 17 than to 11, whatever its letters say. */
function nearestFeature(wanted: string): string {
  const value = Number.parseInt(wanted, 10);
  if (Number.isNaN(value)) return wanted;
  return features.reduce((best, name) =>
    Math.abs(Number(name) - value) < Math.abs(Number(best) - value) ? name : best,
  );
}

/** The JDK that a feature release names, also in its old spelling: "8", "1.8", "17". */
function find(text: string): JdkRelease {
  const wanted = text.trim().replace(/^1\.(?=\d+$)/, '');
  const found = jdks.find(({ feature }) => String(feature) === wanted);
  if (found) return found;
  throw new UsageError('catalogue.unknown', {
    title: 'JDK',
    name: text,
    near: didYouMean(nearestFeature(wanted), features),
    known: listed(features),
  });
}

/** 17.0.20+8 was released under the tag jdk-17.0.20+8, 8u504-b01 under jdk8u504-b01. */
function tagOf({ version }: JdkRelease): string {
  return version.includes('u') ? `jdk${version}` : `jdk-${version.replace('+', '%2B')}`;
}

function request(release: JdkRelease, arch: Arch, mirror: Mirror, archive?: string): TarballRequest {
  const { feature, version, files } = release;
  const { file, sha256 } = files[arch];
  return {
    kind: 'jdk',
    title: `JDK ${feature} (${arch})`,
    key: `jdk-${version}-${arch}`,
    version,
    arch,
    file,
    checksum: { algorithm: 'sha256', value: sha256 },
    urls: addressesOf(mirror, urlTemplates, { file, arch, feature: String(feature), tag: tagOf(release) }),
    known: knownTarballs,
    recognize,
    ...(archive !== undefined && { archive }),
  };
}

/** 8 where it fits, as in the tutorial, else the newest that does. */
function usual({ zookeeper }: Beside = {}): string {
  const fitting = zookeeper?.jdks ?? [tutorialsOwn];
  return String(fitting.includes(tutorialsOwn) ? tutorialsOwn : fitting.at(-1));
}

export const jdk: Software<'jdk', JdkRelease, false, Beside> = {
  name: 'jdk',
  title: 'JDK',
  optional: false,
  needs: [],
  field: { description: 'Feature release of the JDK: "8", "11", "17" or "21"', pattern: /^\d{1,2}$/ },
  releases: jdks,
  versions: features,
  example,
  urlTemplates,
  files: ['jdk-profile.sh'],
  usual,
  find,
  nameOf: ({ feature }) => String(feature),
  assertFits({ feature }, { zookeeper }) {
    if (zookeeper) assertRunsOnJdk(zookeeper, feature);
  },
  request,
  homeOf: () => javaHome,
};
