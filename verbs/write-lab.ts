import { hash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plan } from '../generators/plan.js';
import type { PlannedFile } from '../generators/planned-file.js';
import { LabError, UsageError } from '../messages/errors.js';
import { factsFileName, factsText, type LabFacts, readFactsFile } from '../model/facts.js';
import { makeDraft } from './draft.js';

/** What became of the planned files; paths are relative to the lab. */
export interface Written {
  readonly written: string[];
  /** Edited by the user since they were written: left as they are. */
  readonly kept: string[];
}

/** A large file that is put in place rather than rendered; `place` writes it to an absolute path. */
export interface PlacedFile {
  readonly path: string;
  place(destination: string): void;
}

const digest = (content: string | Buffer): string => hash('sha256', content);

/** The lab's facts, with what was written by path and SHA-256, so that a later --force can tell its own files from edited ones. */
function factsFileOf(files: readonly PlannedFile[], facts: LabFacts): PlannedFile {
  const digests = Object.fromEntries(files.map(({ path, content }) => [path, digest(content)]));
  return { path: factsFileName, mode: 0o644, content: factsText(facts, digests) };
}

function isEmptyOrAbsent(directory: string): boolean {
  try {
    return readdirSync(directory).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

function writeAll(directory: string, files: readonly PlannedFile[]): void {
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  for (const { path, content, mode } of files) writeFileSync(join(directory, path), content, { mode });
}

/** A new lab appears whole or not at all: written beside its place, then moved there. */
function writeNew(
  directory: string,
  files: readonly PlannedFile[],
  placed: readonly PlacedFile[],
  factsFile: PlannedFile,
): Written {
  const parent = dirname(directory);
  mkdirSync(parent, { recursive: true });
  const draft = makeDraft(parent);
  try {
    writeAll(draft, [...files, factsFile]);
    for (const file of placed) file.place(join(draft, file.path));
    if (existsSync(directory)) rmdirSync(directory);
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  return { written: files.map(({ path }) => path), kept: [] };
}

/** Over what is there already: edited files stay, files that the new plan no longer has go unless edited. */
function writeOver(
  directory: string,
  files: readonly PlannedFile[],
  placed: readonly PlacedFile[],
  factsFile: PlannedFile,
): Written {
  const before = readFactsFile(directory)?.files ?? {};
  const current = (path: string): string | undefined => {
    const file = join(directory, path);
    return existsSync(file) ? digest(readFileSync(file)) : undefined;
  };
  const edited = ({ path, content }: { path: string; content?: string }): boolean => {
    const now = current(path);
    return now !== undefined && now !== before[path] && (content === undefined || now !== digest(content));
  };
  const kept = files.filter(edited);
  const written = files.filter((file) => !kept.includes(file));
  const planned = new Set(files.map(({ path }) => path));
  const stale = Object.keys(before).filter((path) => !planned.has(path) && !edited({ path }));

  // Everything is on the disk before the first file changes: a full disk then harms nothing.
  const draft = makeDraft(directory);
  try {
    writeAll(draft, [...written, factsFile]);
    for (const file of placed) {
      mkdirSync(dirname(join(draft, file.path)), { recursive: true });
      file.place(join(draft, file.path));
    }
    for (const { path } of [...written, ...placed, factsFile]) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      renameSync(join(draft, path), join(directory, path));
    }
    for (const path of stale) rmSync(join(directory, path), { force: true });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return { written: written.map(({ path }) => path), kept: kept.map(({ path }) => path) };
}

/** @throws UsageError create.exists where something stands that --force was not given for */
export function assertWritable(directory: string, force: boolean): void {
  let empty: boolean;
  try {
    empty = isEmptyOrAbsent(directory);
  } catch (error) {
    throw new UsageError('create.not-directory', { directory, reason: (error as Error).message });
  }
  if (!empty && !force) throw new UsageError('create.exists', { directory });
}

/**
 * Writes a lab. A new one appears whole or not at all; an existing one keeps what its user edited.
 * @param directory absolute path
 * @throws UsageError create.exists; LabError create.unwritable for a read-only or full disk
 */
export function writeLab(
  directory: string,
  { files, facts }: Plan,
  placed: readonly PlacedFile[],
  force: boolean,
): Written {
  assertWritable(directory, force);
  try {
    // The directory one stands in cannot be replaced by another of the same name.
    const replaceable = isEmptyOrAbsent(directory) && directory !== process.cwd();
    const write = replaceable ? writeNew : writeOver;
    return write(directory, files, placed, factsFileOf(files, facts));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new LabError('create.unwritable', { directory, reason: (error as Error).message });
  }
}
