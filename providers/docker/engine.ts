import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Docker from 'dockerode';
import { say } from '../../messages/index.js';
import type { Silence } from '../contract.js';
import { readJson, settingsDirectory } from './settings.js';

/** Where `docker` itself would look for its engine, and if that place can be no use, why. */
export interface Endpoint {
  /** As people write it: unix:///var/run/docker.sock; for a context that is not there, its name. */
  readonly address: string;
  readonly unusable?: Silence;
}

/** An engine, and how errors call the place where it is. */
export interface Engine extends Endpoint {
  readonly docker: Docker;
}

const usual = (): string =>
  process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';

/** What a context says: its address, '' for the usual place, undefined if there is no such context. */
function addressOfContext(name: string): string | undefined {
  if (name === 'default') return '';
  // The folder of a context is named after the SHA-256 of the context's name.
  const folder = createHash('sha256').update(name).digest('hex');
  const meta = readJson(join(settingsDirectory(), 'contexts', 'meta', folder, 'meta.json'));
  return (meta.Endpoints as { docker?: { Host?: string } } | undefined)?.docker?.Host;
}

/**
 * DOCKER_HOST, else the chosen context (Docker Desktop, Colima and rootless engines are contexts), else the platform's
 * usual place.
 */
export function endpoint(): Endpoint {
  if (process.env.DOCKER_HOST) return checked(process.env.DOCKER_HOST);
  const chosen =
    process.env.DOCKER_CONTEXT || readJson(join(settingsDirectory(), 'config.json')).currentContext;
  if (typeof chosen !== 'string' || chosen === '') return { address: usual() };
  const address = addressOfContext(chosen);
  if (address === undefined) {
    const unusable = {
      reason: say('docker.no-context', { name: chosen }),
      remedy: say('docker.no-context.remedy'),
    };
    return { address: chosen, unusable };
  }
  return address === '' ? { address: usual() } : checked(address);
}

const schemes = /^(unix|npipe|tcp|https?):\/\//;

/** The ports of a lab are on the engine's machine: one that is reached over SSH is another. */
function checked(address: string): Endpoint {
  if (address.startsWith('ssh://')) {
    const unusable = {
      reason: say('docker.over-ssh', { address }),
      remedy: say('docker.over-ssh.remedy', { host: address.slice('ssh://'.length) }),
    };
    return { address, unusable };
  }
  if (schemes.test(address)) return { address };
  return {
    address,
    unusable: {
      reason: say('docker.bad-address', { address }),
      remedy: say('docker.bad-address.remedy', { example: usual() }),
    },
  };
}

/** Milliseconds for what an engine answers in a fraction of a second, or on a machine that is very busy in a few. */
const patience = 15_000;

/** The answer to a first question. An engine may take the connection and say nothing, for good. @throws Error where it does not come */
export async function answered<T>(question: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), patience);
  });
  try {
    return await Promise.race([question, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Connects to nothing yet: the engine is asked when it is first used. One that is no use gets no client. */
export function connectEngine(): Engine {
  const found = endpoint();
  return { ...found, docker: found.unusable ? new Docker({ socketPath: '/nonexistent' }) : clientFor(found) };
}

function clientFor({ address }: Endpoint): Docker {
  const local = /^(?:unix|npipe):\/\/(.*)$/.exec(address)?.[1];
  if (local !== undefined) return new Docker({ socketPath: local });
  // Certificates and the like are where DOCKER_HOST's own variables say: dockerode reads those itself.
  if (process.env.DOCKER_HOST) return new Docker();
  const url = new URL(address);
  return new Docker({ host: url.hostname, port: url.port || 2375 });
}
