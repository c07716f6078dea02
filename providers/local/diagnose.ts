import { listed, say } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { fittingJdk, jdksAtHand } from '../../software/jdk/installed.js';
import type { JdkSearch } from '../../software/jdk/search.js';
import type { Availability, Diagnosis } from '../contract.js';
import { runsOn } from './runtime.js';

/** What this machine lacks for running servers itself. @param available whether it can at all */
export function diagnoseLocal(lab: Lab, available: Availability, search: JdkSearch): Diagnosis[] {
  const title = say('doctor.local');
  if (!available.ok) {
    return [{ title, level: 'failure', detail: available.reason, remedy: available.remedy }];
  }
  return [{ title, level: 'ok', detail: available.detail }, javaIs(say('doctor.jdk'), lab, search)];
}

function javaIs(title: string, { zookeeper, jdk }: Lab, search: JdkSearch): Diagnosis {
  const found = jdksAtHand(search);
  const fitting = fittingJdk(found, runsOn(zookeeper), jdk.feature);
  if (fitting) return { title, level: 'ok', detail: `${fitting.version} (${fitting.home})` };
  const names = listed(found.map(({ feature }) => feature));
  const detail = names
    ? say('doctor.jdk.unfit', {
        found: names,
        zookeeper: zookeeper.version,
        jdks: listed(zookeeper.jdks),
      })
    : say('doctor.jdk.none');
  return { title, level: 'warning', detail, remedy: say('doctor.jdk.remedy', { jdk: jdk.feature }) };
}
