/**
 * The labs of this machine, so that `list` finds them, no two share a name, and it is known which engine holds which.
 * Each has two small files: what is known of it, and where it is. Either alone is enough to make the other again.
 * A convenience, never a condition: where the folder cannot be written, nothing is remembered and nothing fails.
 */
import { existsSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../system/user-folders.js';
import { writeWhole } from '../system/whole-file.js';
import { specFileName } from './spec.js';

/** A lab as it is remembered. */
export interface RegisteredLab {
  /** Absent for labs that 0.1.0 remembered. */
  readonly id?: string;
  /** Absolute path of where it was last. */
  readonly dir: string;
  /** The name in its specification, which engines know it by; empty where that was lost. */
  readonly name: string;
  /** The provider that held it last: where to look first, not where it must be. */
  readonly provider?: string;
  /** The engine's address, for providers that may have several. */
  readonly endpoint?: string;
  /** The network in its specification, to name the lab that is in another one's way. */
  readonly network?: string;
  /** What the engine calls the lab's machines, by node, where only the lab's folder would tell. */
  readonly machines?: Readonly<Record<string, string>>;
}

const folder = (): string => join(stateFolder(), 'labs');

/** Whether there still is a lab where this one was. */
export function isThere({ dir }: Pick<RegisteredLab, 'dir'>): boolean {
  return existsSync(join(dir, specFileName));
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** What a file of JSON says of a lab; undefined where it is damaged. */
function parsed(text: string | undefined): RegisteredLab | undefined {
  try {
    const entry = JSON.parse(text ?? '');
    return typeof entry.dir === 'string' && typeof entry.name === 'string' ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** An entry by its key: the lab's id, or what 0.1.0 called it. */
function readEntry(key: string): RegisteredLab | undefined {
  const known = parsed(readText(join(folder(), `${key}.json`)));
  if (known) return known;
  const dir = readText(join(folder(), `${key}.dir`));
  return dir ? { id: key, dir, name: '' } : undefined;
}

function keys(): string[] {
  try {
    const names = readdirSync(folder()).flatMap((name) => /^(.+)\.(?:json|dir)$/.exec(name)?.[1] ?? []);
    return [...new Set(names)];
  } catch {
    return [];
  }
}

function forgetKey(key: string): void {
  for (const ending of ['json', 'dir']) {
    try {
      unlinkSync(join(folder(), `${key}.${ending}`));
    } catch {
      // Another process was quicker, or it is not ours to remove.
    }
  }
}

/** Every lab that is remembered, whether or not it still is where it was, by path. */
export function registeredLabs(): RegisteredLab[] {
  const labs = keys().flatMap((key) => readEntry(key) ?? []);
  return labs.sort((a, b) => (a.dir < b.dir ? -1 : 1));
}

/** What is remembered of the lab of that id. */
export function registeredLab(id: string): RegisteredLab | undefined {
  return readEntry(id);
}

/** Remembers a lab; what is known of it already and not told anew stays known. */
export function registerLab(lab: RegisteredLab & { readonly id: string }): void {
  const { id } = lab;
  const before = parsed(readText(join(folder(), `${id}.json`)));
  const entry = { ...before, ...lab };
  if (before && JSON.stringify(before) === JSON.stringify(entry)) return;
  try {
    if (before?.dir !== lab.dir) {
      writeWhole(join(folder(), `${id}.dir`), lab.dir);
      // What an older version remembered of the same folder is known better now.
      for (const key of keys()) if (key !== id && readEntry(key)?.dir === lab.dir) forgetKey(key);
    }
    writeWhole(join(folder(), `${id}.json`), `${JSON.stringify(entry)}\n`);
  } catch {
    // Not remembered: `list` will lack this lab, all else works.
  }
}

/** Forgets a lab of which nothing is left. */
export function forgetLab({ id, dir }: RegisteredLab): void {
  for (const key of keys()) {
    const entry = readEntry(key);
    if (entry?.dir === dir && entry.id === id) forgetKey(key);
  }
}

/** Another lab of this machine that has the name. @param dir the directory that asks, which does not count */
export function labNamed(name: string, dir: string): RegisteredLab | undefined {
  return registeredLabs().find((lab) => lab.name === name && lab.dir !== dir);
}
