import { findZooKeeper } from '../../labs/catalogue/index.js';
import { defaults } from '../../labs/resolve.js';
import type { PartialSpec } from '../../labs/spec.js';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Context } from '../provider.js';
import { fetchJdk, knownJdks, linesFor, type Wanted } from './equipment.js';
import { fittingJdk, jdksAtHand } from './jdk-search.js';
import { type Surroundings, thisMachine } from './surroundings.js';

/**
 * Before a lab is made for this provider: if nobody named a ZooKeeper or a JDK, and no JDK for the usual ZooKeeper can
 * be had here, the newest ZooKeeper that runs on the JDK at hand takes its place.
 * @param typed what the user asked for, before defaults are filled in
 * @returns the specification to resolve, and, if it is another one, a sentence to tell the user
 * @throws LabError 'local.jdk.unfit' where no ZooKeeper at all would run
 */
export async function fitToThisMachine(
  typed: PartialSpec,
  context: Context,
  surroundings: Surroundings = thisMachine(),
): Promise<{ spec: PartialSpec; note?: string }> {
  const named = [typed.zookeeper, typed.zookeeperArchive, typed.jdk, typed.jdkArchive];
  if (named.some((each) => each !== undefined)) return { spec: typed };

  const wanted: Wanted = {
    zookeeper: defaults.zookeeper,
    jdk: defaults.jdk,
    mirror: typed.mirror ?? defaults.mirror,
  };
  const usual = findZooKeeper(wanted.zookeeper);
  if (fittingJdk(knownJdks(wanted, surroundings), usual, Number(wanted.jdk))) return { spec: typed };
  try {
    await fetchJdk(wanted, surroundings, context);
    return { spec: typed };
  } catch (error) {
    const atHand = jdksAtHand(surroundings);
    const line = linesFor(atHand).at(-1);
    if (!(error instanceof LabError) || line === undefined) throw error;
    const newest = findZooKeeper(line);
    const jdk = fittingJdk(atHand, newest, Number.NaN);
    if (jdk === undefined) throw error;
    const note = say('local.fitted', {
      usual: usual.version,
      jdks: usual.jdks.join(', '),
      zookeeper: newest.version,
      jdk: jdk.version,
      home: jdk.home,
    });
    return {
      spec: { ...typed, zookeeper: newest.version, jdk: catalogueJdk(newest.jdks, jdk.feature) },
      note,
    };
  }
}

/** The tried feature release nearest below: the catalogue lists what was tried, and what lies between works too. */
function catalogueJdk(tried: readonly number[], feature: number): string {
  return String(tried.findLast((each) => each <= feature) ?? feature);
}
