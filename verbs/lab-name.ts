/** What a new lab is called: Compose, containers and `zk-lab destroy NAME` know labs by their names alone. */
import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Sentence, sentence } from '../messages/index.js';
import { readFactsFile } from '../model/facts.js';
import { plainLabName } from '../model/names.js';
import { isThere, labNamed, type RegisteredLab } from '../model/registry.js';
import { nameFrom } from '../model/resolve.js';
import { specFileName } from '../model/spec.js';

/** What a lab's name may come from. */
export interface NameSources {
  /** As it was typed, for this lab. */
  readonly typed: string | undefined;
  /** The specification file that was read, and the name in it. */
  readonly file?: { readonly path: string; readonly name: string | undefined };
}

/** A name, and what its user should know where it is not the one that they may expect. */
export interface ChosenName {
  readonly name: string;
  readonly note?: Sentence;
}

/** The folder itself, whatever links lead to it. */
function realFolder(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return dir;
  }
}

const isSame = (one: string, other: string): boolean => realFolder(one) === realFolder(other);

/** A name after the folder that no other lab of this machine has. @param but one that is taken for another reason */
function freeName(dir: string, but?: string): string {
  const name = plainLabName(nameFrom(basename(dir)));
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (candidate !== but && !labNamed(candidate, dir)) return candidate;
  }
}

/** Whether a folder holds a lab. */
const isLab = (dir: string): boolean => readFactsFile(dir) !== undefined;

/** The folder of another lab that has the name: the one that the file belongs to, or one that this machine knows. */
function ownerOf(name: string, file: string, dir: string): string | undefined {
  const folder = dirname(file);
  const known = basename(file) === specFileName ? readFactsFile(folder) : undefined;
  if (known && (known.facts?.made?.name ?? name) === name) return folder;
  return otherNamed(name, dir)?.dir;
}

function otherNamed(name: string, dir: string): RegisteredLab | undefined {
  const other = labNamed(name, dir);
  return other && !isSame(other.dir, dir) ? other : undefined;
}

/** A name that somebody insists on, and what to know about it. */
function insisted(name: string, dir: string): ChosenName {
  const other = otherNamed(name, dir);
  return other && isThere(other)
    ? { name, note: sentence('create.name-shared', { name, other: other.dir }) }
    : { name };
}

/**
 * The name of a lab: the one that was typed; else that of the specification file, unless it is another lab's; else one
 * after the folder.
 * @param dir the lab's folder, absolute
 */
export function labNameFor(dir: string, { typed, file }: NameSources): ChosenName {
  if (typed !== undefined) return insisted(typed, dir);
  if (file?.name === undefined) return { name: freeName(dir) };
  // A lab that is written anew stays what it is called.
  if (isLab(dir) && isSame(dirname(file.path), dir)) return insisted(file.name, dir);
  const owner = ownerOf(file.name, file.path, dir);
  if (owner === undefined) return { name: file.name };
  const name = freeName(dir, file.name);
  return { name, note: sentence('create.name-taken', { name, taken: file.name, other: owner }) };
}
