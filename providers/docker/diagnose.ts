import { say, textOf } from '../../messages/index.js';
import { isOlder, versionOf } from '../common/versions.js';
import type { Availability, Diagnosis, Hindrance } from '../contract.js';

/** Tarballs are handed to the build with bind mounts, which the plugin has from here on. */
const oldestCompose = [2, 0] as const;

/**
 * What this machine's Docker lacks.
 * @param available whether the engine can be used at all
 * @param few what is to be said of the kernel's table of neighbours
 */
export async function diagnoseDocker(
  available: Availability,
  few: Hindrance | undefined,
): Promise<Diagnosis[]> {
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
    ...(few ? [neighboursAre(few)] : []),
  ];
}

function neighboursAre({ told, remedy }: Hindrance): Diagnosis {
  const title = say('doctor.neighbours');
  return { title, level: 'warning', detail: textOf(told), remedy: textOf(remedy) };
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
