import { UsageError } from '../../messages/errors.js';
import { listed, say } from '../../messages/index.js';
import { lineOf, type ZooKeeperRelease, zooKeepers } from './releases.js';

/**
 * Whether that ZooKeeper, server and client, runs on that Java.
 * A feature release between two tried ones is taken to work; one beyond the tried ones is not.
 */
export function runsOnJdk(zookeeper: Pick<ZooKeeperRelease, 'jdks'>, jdkFeature: number): boolean {
  const oldest = zookeeper.jdks[0] ?? 0;
  const newest = zookeeper.jdks.at(-1) ?? 0;
  return jdkFeature >= oldest && jdkFeature <= newest;
}

/** The lines of ZooKeeper that run on one of these feature releases of Java, newest last. */
export function linesOnJdks(features: readonly number[]): string[] {
  const fit = (release: ZooKeeperRelease): boolean => features.some((feature) => runsOnJdk(release, feature));
  return [...new Set(zooKeepers.filter(fit).map(({ version }) => lineOf(version)))];
}

/**
 * Refuses a JDK that cannot run that ZooKeeper.
 * @throws UsageError 'catalogue.misfit' with the JDKs that fit it and the ZooKeeper line that fits the JDK
 */
export function assertRunsOnJdk(zookeeper: ZooKeeperRelease, jdkFeature: number): void {
  if (runsOnJdk(zookeeper, jdkFeature)) return;
  const newest = linesOnJdks([jdkFeature]).at(-1);
  throw new UsageError('catalogue.misfit', {
    zookeeper: zookeeper.version,
    jdk: jdkFeature,
    jdks: listed(zookeeper.jdks),
    first: zookeeper.jdks[0] ?? 8,
    instead: newest ? say('catalogue.misfit.instead', { line: newest, jdk: jdkFeature }) : '',
  });
}
