/**
 * The labs of this machine, one small file each, so that `list` finds them and no two share a name.
 * A convenience, never a condition: where the folder cannot be written, nothing is remembered and nothing fails.
 */
import { existsSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { contentName } from '../system/content-name.js';
import { stateFolder } from '../system/user-folders.js';
import { writeWhole } from '../system/whole-file.js';

/** A lab as it is remembered. */
export interface RegisteredLab {
  /** Absolute path. */
  readonly dir: string;
  /** The name in its specification, which engines know it by. */
  readonly name: string;
  /** The provider that held it last: where to look first, not where it must be. */
  readonly provider?: string;
  /** The network in its specification, to name the lab that is in another one's way. */
  readonly network?: string;
}

/** The specification's name, kept here so that looking for labs does not load what reads them. */
const specFileName = 'zk-lab.yaml';

const registryFolder = (): string => join(stateFolder(), 'labs');

const fileOf = (dir: string): string => join(registryFolder(), `${contentName([dir], 16)}.json`);

function readEntry(file: string): RegisteredLab | undefined {
  try {
    const { dir, name, provider, network } = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof dir !== 'string' || typeof name !== 'string') return undefined;
    return {
      dir,
      name,
      ...(typeof provider === 'string' && { provider }),
      ...(typeof network === 'string' && { network }),
    };
  } catch {
    return undefined;
  }
}

function forget(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Another process was quicker, or it is not ours to remove.
  }
}

/** Every lab that still is where it was, by path; what is gone is forgotten. */
export function registeredLabs(): RegisteredLab[] {
  let files: string[];
  try {
    files = readdirSync(registryFolder()).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  const labs: RegisteredLab[] = [];
  for (const name of files) {
    const file = join(registryFolder(), name);
    const entry = readEntry(file);
    if (entry && existsSync(join(entry.dir, specFileName))) labs.push(entry);
    else forget(file);
  }
  return labs.sort((a, b) => (a.dir < b.dir ? -1 : 1));
}

/** What is remembered of the lab in a directory. */
export function registeredLab(dir: string): RegisteredLab | undefined {
  return readEntry(fileOf(dir));
}

/** Remembers a lab; a provider that is known already stays known unless another is given. */
export function registerLab(lab: RegisteredLab): void {
  const file = fileOf(lab.dir);
  const before = readEntry(file);
  const entry = { ...before, ...lab };
  if (before && JSON.stringify(before) === JSON.stringify({ ...before, ...lab })) return;
  try {
    writeWhole(file, `${JSON.stringify(entry)}\n`);
  } catch {
    // Not remembered: `list` will lack this lab, all else works.
  }
}

/** Whether a lab elsewhere on this machine has the name. @param dir the directory that asks, which does not count */
export function nameInUse(name: string, dir: string): boolean {
  return registeredLabs().some((lab) => lab.name === name && lab.dir !== dir);
}
