import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from '../../system/user-folders.js';

/** Docker's own folder of settings. */
export function settingsDirectory(): string {
  return process.env.DOCKER_CONFIG || join(homeFolder() ?? '/', '.docker');
}

/** A file of Docker's as an object; undefined where there is none, or what is there says nothing. */
function parsed(path: string): Record<string, unknown> | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof found === 'object' && found !== null ? { ...found } : undefined;
  } catch {
    return undefined;
  }
}

/** A file of Docker's as an object; empty where there is none. */
export function readJson(path: string): Record<string, unknown> {
  return parsed(path) ?? {};
}

/** Whether a file of Docker's is there and cannot be read or understood. */
export function isDamaged(path: string): boolean {
  return existsSync(path) && parsed(path) === undefined;
}
