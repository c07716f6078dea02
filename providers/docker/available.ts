import type Docker from 'dockerode';
import { say } from '../../messages/index.js';
import { isOlder } from '../common/versions.js';
import type { Availability } from '../contract.js';
import { hasCompose } from './compose.js';
import { notAnswering } from './endpoint.js';
import { answered, connectEngine } from './engine.js';

/** Oldest engine with BuildKit's bind mounts built in, which keep the tarballs out of the image. */
const oldestEngine = [20, 10] as const;

const no = (reason: string, remedy: string): Availability => ({ ok: false, reason, remedy });

/** Oldest Podman whose Docker-compatible API is that of an engine of today. */
const oldestPodman = [4, 0] as const;

/** Podman's version, if it is Podman that answers: its API looks like Docker's, and its version does not compare with it. */
export function podmanVersion(engine: Docker.DockerVersion): string | undefined {
  const components = (engine as { Components?: readonly { Name?: string; Version?: string }[] }).Components;
  return components?.find(({ Name }) => /podman/i.test(Name ?? ''))?.Version;
}

/** Whether an engine answers that can run a lab, and Compose is there. */
export async function available(): Promise<Availability> {
  const { docker, ...place } = connectEngine();
  const { address, unusable } = place;
  if (unusable) return { ok: false, ...unusable };
  const [engine, composes] = await Promise.all([
    answered(docker.version()).catch((error: NodeJS.ErrnoException) => error),
    hasCompose(),
  ]);
  if (engine instanceof Error) return { ok: false, ...notAnswering(engine, place) };
  const podman = podmanVersion(engine);
  if (podman !== undefined && isOlder(podman, oldestPodman)) {
    return no(say('docker.old-podman', { version: podman, address }), say('docker.old-podman.remedy'));
  }
  if (podman === undefined && isOlder(engine.Version, oldestEngine)) {
    return no(say('docker.old-engine', { version: engine.Version }), say('docker.old-engine.remedy'));
  }
  if (!composes) {
    return podman === undefined
      ? no(say('docker.no-compose'), say('docker.no-compose.remedy'))
      : no(say('docker.podman.no-compose', { version: podman, address }), say('docker.podman.remedy'));
  }
  if (podman !== undefined) return { ok: true, detail: say('docker.podman', { version: podman, address }) };
  return { ok: true, detail: say('docker.detail', { version: engine.Version }) };
}
