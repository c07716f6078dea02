/**
 * The labs of this machine, so that `list` finds them, no two share a name, and it is known which engine holds which.
 * Each has two small files: what is known of it, and where it is. Either alone is enough to make the other again.
 * A convenience, never a condition: where the folder cannot be read or written, nothing is remembered and nothing fails. Why that
 * is so can be asked for.
 */
import { existsSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { say } from '../messages/index.js';
import { whyUnwritable } from '../system/disk.js';
import { stateFolder } from '../system/user-folders.js';
import { writeWhole } from '../system/whole-file.js';
import { idIn } from './facts.js';
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
  /** The ports of this machine that it takes where it was held last, for the same. */
  readonly ports?: readonly number[];
  /** What the engine calls the lab's machines, by node, where only the lab's folder would tell. */
  readonly machines?: Readonly<Record<string, string>>;
}

/** Why labs are not remembered or not found again, in the user's language; undefined while nothing is known against it. */
let trouble: string | undefined;

/** What keeps this machine's labs from being remembered, as far as this command has met it. */
export function registryTrouble(): string | undefined {
  return trouble;
}

/** Where labs are remembered; nowhere for a user who has no home. */
function folder(): string | undefined {
  const state = stateFolder();
  if (state === undefined) trouble = say('registry.no-home');
  return state === undefined ? undefined : join(state, 'labs');
}

function noteTrouble(error: unknown, where: string): void {
  trouble = say('registry.trouble', { folder: where, reason: whyUnwritable(error, where) });
}

/** Whether it still is where it was, and no other lab is there by now. */
export function isThere({ dir, id }: Pick<RegisteredLab, 'dir' | 'id'>): boolean {
  if (!existsSync(join(dir, specFileName))) return false;
  const now = id === undefined ? undefined : idIn(dir);
  return now === undefined || now === id;
}

/** Whether another lab was made in the folder of one that is gone. */
export function isTakenOver(lab: Pick<RegisteredLab, 'dir' | 'id'>): boolean {
  return !isThere(lab) && isThere({ dir: lab.dir });
}

/** Which lab that is, and how it is ended where its folder is gone: part of a sentence in the user's language. */
export function toldLab(lab: RegisteredLab): string {
  if (isTakenOver(lab)) return say('taken.by-replaced-lab', lab);
  return say(isThere(lab) ? 'taken.by-lab' : 'taken.by-gone-lab', lab);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNetwork = (value: unknown): boolean =>
  isText(value) && /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(value);
const isPorts = (value: unknown): boolean => Array.isArray(value) && value.every(Number.isInteger);
const isMachines = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every(isText);

/** What the fields of an entry may be that are not always there. */
const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: isText,
  provider: isText,
  endpoint: isText,
  network: isNetwork,
  ports: isPorts,
  machines: isMachines,
};

/** What a file of JSON says of a lab, without what is damaged of it; undefined where that is too much. */
function parsed(text: string | undefined): RegisteredLab | undefined {
  try {
    const entry = JSON.parse(text ?? '');
    if (!isText(entry.dir) || !isAbsolute(entry.dir) || !isText(entry.name)) return undefined;
    const sound = Object.entries(entry).filter(([name, value]) => fields[name]?.(value) ?? true);
    return Object.fromEntries(sound) as unknown as RegisteredLab;
  } catch {
    return undefined;
  }
}

/** An entry by its key: the lab's id, or what 0.1.0 called it. */
function readEntry(at: string, key: string): RegisteredLab | undefined {
  const known = parsed(readText(join(at, `${key}.json`)));
  if (known) return known;
  const dir = readText(join(at, `${key}.dir`));
  return dir && isAbsolute(dir) ? { id: key, dir, name: '' } : undefined;
}

function keys(at: string): string[] {
  try {
    const names = readdirSync(at).flatMap((name) => /^(.+)\.(?:json|dir)$/.exec(name)?.[1] ?? []);
    return [...new Set(names)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') noteTrouble(error, at);
    return [];
  }
}

function forgetKey(at: string, key: string): void {
  for (const ending of ['json', 'dir']) {
    try {
      unlinkSync(join(at, `${key}.${ending}`));
    } catch {
      // Another process was quicker, or it is not ours to remove.
    }
  }
}

/** Every lab that is remembered, whether or not it still is where it was, by path. */
export function registeredLabs(): RegisteredLab[] {
  const at = folder();
  const labs = at === undefined ? [] : keys(at).flatMap((key) => readEntry(at, key) ?? []);
  return labs.sort((a, b) => (a.dir < b.dir ? -1 : 1));
}

/** Files that should say where a lab is, and do not: of which, nothing tells until something is done in its folder. */
export function damagedEntries(): string[] {
  const at = folder();
  if (at === undefined) return [];
  return keys(at)
    .filter((key) => readEntry(at, key) === undefined)
    .map((key) => join(at, `${key}.json`));
}

/** What is remembered of the lab of that id. */
export function registeredLab(id: string): RegisteredLab | undefined {
  const at = folder();
  return at === undefined ? undefined : readEntry(at, id);
}

/** Remembers a lab; what is known of it already and not told anew stays known. */
export function registerLab(lab: RegisteredLab & { readonly id: string }): void {
  const { id } = lab;
  const at = folder();
  if (at === undefined) return;
  const before = parsed(readText(join(at, `${id}.json`)));
  const entry = { ...before, ...lab };
  if (before && JSON.stringify(before) === JSON.stringify(entry)) return;
  try {
    if (before?.dir !== lab.dir) {
      writeWhole(join(at, `${id}.dir`), lab.dir);
      // What an older version remembered of the same folder is known better now. Of a lab that was there before, and that no
      // engine is remembered to have let go of, something may be left.
      for (const key of keys(at)) {
        const other = key === id ? undefined : readEntry(at, key);
        if (other?.dir === lab.dir && !(other.id && other.provider)) forgetKey(at, key);
      }
    }
    writeWhole(join(at, `${id}.json`), `${JSON.stringify(entry)}\n`);
  } catch (error) {
    // Not remembered: `list` will lack this lab, all else works.
    noteTrouble(error, at);
  }
}

/** Forgets a lab of which nothing is left. */
export function forgetLab({ id, dir }: RegisteredLab): void {
  const at = folder();
  if (at === undefined) return;
  for (const key of keys(at)) {
    const entry = readEntry(at, key);
    if (entry?.dir === dir && entry.id === id) forgetKey(at, key);
  }
}

/** Another lab of this machine that has the name. @param dir the directory that asks, which does not count */
export function labNamed(name: string, dir: string): RegisteredLab | undefined {
  return registeredLabs().find((lab) => lab.name === name && lab.dir !== dir);
}
