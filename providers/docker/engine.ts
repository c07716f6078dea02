import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Docker from 'dockerode';
import { readJson, settingsDirectory } from './settings.js';

/** Where the engine is, and how errors call that place. */
export interface Engine {
  readonly docker: Docker;
  readonly address: string;
}

/**
 * The address that `docker` itself would use: DOCKER_HOST, else the chosen context's (Docker Desktop, Colima and
 * rootless engines are contexts), else undefined for the platform's default.
 */
function engineAddress(): string | undefined {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  const settings = settingsDirectory();
  const name = process.env.DOCKER_CONTEXT || readJson(join(settings, 'config.json')).currentContext;
  if (typeof name !== 'string' || name === 'default') return undefined;
  // The folder of a context is named after the SHA-256 of the context's name.
  const folder = createHash('sha256').update(name).digest('hex');
  const meta = readJson(join(settings, 'contexts', 'meta', folder, 'meta.json'));
  const endpoints = meta.Endpoints as { docker?: { Host?: string } } | undefined;
  return endpoints?.docker?.Host;
}

/** Connects to nothing yet: the engine is asked when it is first used. */
export function connectEngine(): Engine {
  const address = engineAddress();
  const local = /^(unix|npipe):\/\/(.*)$/.exec(address ?? '');
  if (local?.[2]) return { docker: new Docker({ socketPath: local[2] }), address: address ?? '' };
  if (address === undefined || address === process.env.DOCKER_HOST) {
    // Where `docker` looks by default; dockerode also tries Docker Desktop's place in the user's folder.
    const usual =
      process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
    return { docker: new Docker(), address: address ?? usual };
  }
  const url = new URL(address);
  return { docker: new Docker({ host: url.hostname, port: url.port || 2375 }), address };
}
