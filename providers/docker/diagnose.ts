import { say } from '../../messages/index.js';
import { isOlder, versionOf } from '../common/versions.js';
import type { Availability, Diagnosis } from '../contract.js';

/** Tarballs are handed to the build with bind mounts, which the plugin has from here on. */
const oldestCompose = [2, 0] as const;

/** What this machine's Docker lacks. @param available whether the engine can be used at all */
export async function diagnoseDocker(available: Availability): Promise<Diagnosis[]> {
  const title = say('doctor.docker');
  if (!available.ok) {
    return [{ title, level: 'failure', detail: available.reason, remedy: available.remedy }];
  }
  const [compose, buildx] = await Promise.all([
    versionOf('docker', ['compose', 'version', '--short']),
    versionOf('docker', ['buildx', 'version']),
  ]);
  return [
    { title, level: 'ok', detail: available.detail },
    composeIs(say('doctor.compose'), compose),
    buildxIs(say('doctor.buildx'), buildx),
  ];
}

function composeIs(title: string, version: string | undefined): Diagnosis {
  if (version === undefined) {
    return { title, level: 'failure', detail: say('doctor.absent'), remedy: say('doctor.compose.remedy') };
  }
  return isOlder(version, oldestCompose)
    ? { title, level: 'failure', detail: version, remedy: say('doctor.compose.remedy') }
    : { title, level: 'ok', detail: version };
}

function buildxIs(title: string, version: string | undefined): Diagnosis {
  if (version === undefined) {
    return { title, level: 'warning', detail: say('doctor.absent'), remedy: say('doctor.buildx.remedy') };
  }
  // "github.com/docker/buildx v0.13.1 …"
  return { title, level: 'ok', detail: version.split(' ')[1] ?? version };
}
