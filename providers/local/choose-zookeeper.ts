import { LabError } from '../../messages/errors.js';
import { listed, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import { archOf, resolve } from '../../model/resolve.js';
import type { PartialSpec } from '../../model/spec.js';
import { fittingJdk, jdksAtHand } from '../../software/jdk/installed.js';
import { type JdkSearch, thisMachine } from '../../software/jdk/search.js';
import { zookeeper } from '../../software/zookeeper/index.js';
import { linesOnJdks } from '../../software/zookeeper/jdk-compatibility.js';
import type { Prepared } from '../contract.js';
import { fetchJdk, knownJdks, runsOn } from './runtime.js';

/**
 * Before a lab is made for this provider: if nobody named a ZooKeeper or a JDK, and no JDK for the usual ZooKeeper can
 * be had here, the newest ZooKeeper that runs on the JDK at hand takes its place.
 * @param typed what the user asked for, before defaults are filled in
 * @throws LabError 'local.jdk.unfit' where no ZooKeeper at all would run
 */
export async function chooseZooKeeper(
  typed: PartialSpec,
  context: Context,
  search: JdkSearch = thisMachine(),
): Promise<Prepared> {
  const asTyped: Prepared = { spec: typed, fetches: true };
  const named = [typed.zookeeper, typed.zookeeperArchive, typed.jdk, typed.jdkArchive];
  if (named.some((each) => each !== undefined)) return asTyped;

  const usual = resolve({ name: 'usual', mirror: typed.mirror }, archOf(process.arch));
  if (fittingJdk(knownJdks(usual, search), runsOn(usual.zookeeper), usual.jdk.feature)) return asTyped;
  try {
    await fetchJdk(usual, search, context);
    return asTyped;
  } catch (error) {
    const atHand = jdksAtHand(search);
    const line = linesOnJdks(atHand.map(({ feature }) => feature)).at(-1);
    if (!(error instanceof LabError) || line === undefined) throw error;
    const newest = zookeeper.find(line);
    const jdk = fittingJdk(atHand, runsOn(newest), Number.NaN);
    if (jdk === undefined) throw error;
    const note = sentence('local.fitted', {
      usual: usual.zookeeper.version,
      jdks: listed(usual.zookeeper.jdks),
      zookeeper: newest.version,
      jdk: jdk.version,
      home: jdk.home,
    });
    const spec = { ...typed, zookeeper: newest.version, jdk: triedJdk(newest.jdks, jdk.feature) };
    return { spec, note, fetches: true };
  }
}

/** The tried feature release nearest below: the catalogue lists what was tried, and what lies between works too. */
function triedJdk(tried: readonly number[], feature: number): string {
  return String(tried.findLast((each) => each <= feature) ?? feature);
}
