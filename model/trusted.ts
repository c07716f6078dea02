/**
 * Lessons of other people's that the user lets run on this machine: by their content, so that what was changed since is asked
 * for again, and outside of labs, so that no lab can bring its own permission along.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../messages/errors.js';
import { stateFolder } from '../system/user-folders.js';
import { writeWhole } from '../system/whole-file.js';

/** @throws LabError registry.no-home for a user who has nowhere to keep it */
function file(): string {
  const folder = stateFolder();
  if (folder === undefined) throw new LabError('registry.no-home');
  return join(folder, 'trusted.json');
}

function trusted(): string[] {
  try {
    const names: unknown = JSON.parse(readFileSync(file(), 'utf8'));
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

/** Whether the user lets content of that name (system/content-name.ts) run. */
export function isTrusted(name: string): boolean {
  return trusted().includes(name);
}

/** Remembers that the user does. @throws where the state folder cannot be written */
export function trust(name: string): void {
  if (isTrusted(name)) return;
  writeWhole(file(), `${JSON.stringify([...trusted(), name])}\n`);
}
