import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from '../../system/user-folders.js';

/** Docker's own folder of settings. */
export function settingsDirectory(): string {
  return process.env.DOCKER_CONFIG ?? join(homeFolder() ?? '/', '.docker');
}

/** A file of Docker's as an object; empty where there is none. */
export function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
