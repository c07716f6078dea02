import { hash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plan } from '../generators/plan.js';
import type { PlannedFile } from '../generators/planned-file.js';
import { LabError, reasonOf, UsageError } from '../messages/errors.js';
import { factsFileName, factsText, type LabFacts, readFactsFile } from '../model/facts.js';
import { assertRoom, codeOf, isFull, nearestFolder, whyUnwritable } from '../system/disk.js';
import { makeFolder } from '../system/folder.js';
import { setMode } from '../system/modes.js';
import { typedPath } from '../system/quoted.js';
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
  /** Where it is now. */
  readonly source: string;
  place(destination: string): void;
}

const digest = (content: string | Buffer): string => hash('sha256', content);

/** The digest of a file as it is now; undefined where there is none. */
function digestNow(directory: string, path: string): string | undefined {
  const file = join(directory, path);
  const found = statSync(file, { throwIfNoEntry: false });
  // What is no file is nobody's that the lab wrote.
  return found && (found.isFile() ? digest(readFileSync(file)) : '');
}

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

/** Makes the folders of files, with their modes where those matter. */
function makeFolders(directory: string, files: readonly PlannedFile[]): void {
  const modes = new Map(files.map(({ path, folder }) => [dirname(path), folder]));
  for (const [folder, mode] of modes) {
    makeFolder(join(directory, folder));
    if (mode !== undefined) setMode(join(directory, folder), mode);
  }
}

function writeAll(directory: string, files: readonly PlannedFile[]): void {
  makeFolders(directory, files);
  for (const { path, content, mode, folder } of files) {
    writeFileSync(join(directory, path), content, { mode });
    // A umask takes nothing of a file that is its owner's alone.
    if (folder !== undefined && (mode & 0o077) !== 0) setMode(join(directory, path), mode);
  }
}

/** Removes a folder and those above it, up to the topmost, as far as there is nothing else in them. */
function removeEmpty(folder: string, topmost: string): void {
  try {
    for (let each = folder; ; each = dirname(each)) {
      rmdirSync(each);
      if (each === topmost) return;
    }
  } catch {
    // Somebody else has put something there.
  }
}

/** A new lab appears whole or not at all: written beside its place, then moved there. */
function writeNew(
  directory: string,
  files: readonly PlannedFile[],
  placed: readonly PlacedFile[],
  factsFile: PlannedFile,
): Written {
  const parent = dirname(directory);
  const above = makeFolder(parent);
  let draft: string | undefined;
  try {
    draft = makeDraft(parent);
    writeAll(draft, [...files, factsFile]);
    for (const file of placed) file.place(join(draft, file.path));
    if (existsSync(directory)) rmdirSync(directory);
    renameSync(draft, directory);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
    if (above !== undefined) removeEmpty(parent, above);
    throw error;
  }
  return { written: files.map(({ path }) => path), kept: [] };
}

/**
 * Refuses before the first file changes where a folder is in the place of a file, or a file in that of a folder.
 * @throws UsageError create.folder-in-place, create.file-in-place
 */
function assertPlaces(directory: string, paths: readonly string[]): void {
  const at = (path: string) => statSync(join(directory, path), { throwIfNoEntry: false });
  for (const path of paths) {
    for (let above = dirname(path); above !== '.'; above = dirname(above)) {
      if (lstatSync(join(directory, above), { throwIfNoEntry: false }) && !at(above)?.isDirectory()) {
        throw new UsageError('create.file-in-place', { path: above });
      }
    }
    if (at(path)?.isDirectory()) throw new UsageError('create.folder-in-place', { path });
  }
}

/** Over what is there already: edited files stay, files that the new plan no longer has go unless edited. */
function writeOver(
  directory: string,
  files: readonly PlannedFile[],
  placed: readonly PlacedFile[],
  factsFile: PlannedFile,
): Written {
  assertPlaces(
    directory,
    [...files, ...placed, factsFile].map(({ path }) => path),
  );
  const before = readFactsFile(directory)?.files ?? {};
  const edited = ({ path, content }: { path: string; content?: string }): boolean => {
    const now = digestNow(directory, path);
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
      makeFolder(dirname(join(draft, file.path)));
      file.place(join(draft, file.path));
    }
    makeFolders(directory, [...files, factsFile]);
    for (const { path } of [...written, ...placed, factsFile]) {
      makeFolder(dirname(join(directory, path)));
      renameSync(join(draft, path), join(directory, path));
    }
    for (const path of stale) rmSync(join(directory, path), { force: true });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return { written: written.map(({ path }) => path), kept: kept.map(({ path }) => path) };
}

/** Paths of what the lab wrote in a directory and somebody has edited or removed since. */
export function editedFiles(directory: string): string[] {
  const files = Object.entries(readFactsFile(directory)?.files ?? {});
  return files.filter(([path, was]) => digestNow(directory, path) !== was).map(([path]) => path);
}

/** What each file takes at least, whatever is in it. */
const blockBytes = 4096;

/** Bytes that a lab takes: its files, and those of the large ones that get no second name there but a copy. */
function bytesOf(directory: string, files: readonly PlannedFile[], placed: readonly PlacedFile[]): number {
  const blocks = files.map(({ content }) => Math.ceil(Buffer.byteLength(content) / blockBytes) || 1);
  const parent = nearestFolder(directory);
  const copies = placed
    .map(({ source }) => statSync(source))
    .filter(({ dev }) => dev !== statSync(parent).dev)
    .map(({ size }) => size);
  return [...blocks.map((count) => count * blockBytes), ...copies].reduce((sum, bytes) => sum + bytes, 0);
}

/** What to throw for an error that came up while a lab was written: told to the user where it is the system's. */
export function unwritableOr(error: unknown, directory: string, needed?: number): unknown {
  const code = codeOf(error);
  if (error instanceof LabError || code === undefined) return error;
  const reason = whyUnwritable(error, directory, needed);
  return new LabError(isFull(code) ? 'create.disk-full' : 'create.unwritable', { directory, reason });
}

/** @throws UsageError create.exists where something stands that --force was not given for */
export function assertWritable(directory: string, force: boolean): void {
  let empty: boolean;
  try {
    empty = isEmptyOrAbsent(directory);
  } catch (error) {
    throw new UsageError('create.not-directory', { directory, reason: reasonOf(error) });
  }
  if (!empty && !force) throw new UsageError('create.exists', { directory, typed: typedPath(directory) });
}

/** What a lab's files take, whoever asks. @returns bytes, files */
function sizeOf(directory: string, files: readonly PlannedFile[], placed: readonly PlacedFile[]) {
  const folders = new Set(files.map(({ path }) => dirname(path)));
  return {
    bytes: bytesOf(directory, files, placed),
    entries: files.length + placed.length + folders.size,
  };
}

/** Refuses where writing a lab would: nothing is written. @throws LabError create.disk-full, create.unwritable */
export function assertLabRoom(
  directory: string,
  { files, facts }: Plan,
  placed: readonly PlacedFile[],
): void {
  const { bytes, entries } = sizeOf(directory, [...files, factsFileOf(files, facts)], placed);
  try {
    accessSync(nearestFolder(directory), constants.W_OK);
    assertRoom(directory, bytes, entries);
  } catch (error) {
    throw unwritableOr(error, directory, bytes);
  }
}

/**
 * Writes a lab. A new one appears whole or not at all; an existing one keeps what its user edited.
 * @param directory absolute path
 * @throws UsageError create.exists; LabError create.disk-full, create.unwritable
 */
export function writeLab(
  directory: string,
  { files, facts }: Plan,
  placed: readonly PlacedFile[],
  force: boolean,
): Written {
  assertWritable(directory, force);
  const factsFile = factsFileOf(files, facts);
  let needed: number | undefined;
  try {
    const { bytes, entries } = sizeOf(directory, [...files, factsFile], placed);
    needed = bytes;
    assertRoom(directory, needed, entries);
    // The directory one stands in cannot be replaced by another of the same name.
    const replaceable = isEmptyOrAbsent(directory) && directory !== process.cwd();
    const write = replaceable ? writeNew : writeOver;
    return write(directory, files, placed, factsFile);
  } catch (error) {
    throw unwritableOr(error, directory, needed);
  }
}
