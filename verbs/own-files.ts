/** Files that somebody brings for their lab, as a specification names them: tarballs, an image, a box. */
import { existsSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import type { OwnFile } from '../artifacts/index.js';
import { type Sentence, sentence } from '../messages/index.js';
import type { LabSpec, PartialSpec } from '../model/spec.js';
import { allSoftware, archiveFieldOf } from '../software/index.js';

const archiveFields = allSoftware.map(({ name }) => archiveFieldOf(name));
/** An image or a box may also be a name. */
const maybeNames = ['image', 'box'] as const;
const ownFields = [...archiveFields, ...maybeNames];
type OwnField = (typeof ownFields)[number];

/** Absolute paths: whatever is done from now on, wherever it is done, means the same files. */
export function withAbsolutePaths(typed: PartialSpec): PartialSpec {
  const located: { -readonly [K in keyof PartialSpec]: PartialSpec[K] } = { ...typed };
  for (const field of archiveFields) {
    const path = typed[field];
    if (typeof path === 'string') located[field] = resolvePath(path);
  }
  for (const field of maybeNames) {
    const path = typed[field];
    if (typeof path === 'string' && existsSync(path)) located[field] = resolvePath(path);
  }
  return located;
}

/**
 * The specification as the lab keeps it: what its owner brought it names by content, and no path of this machine.
 * @param files by the field that named them, as far as they are at hand
 */
export function portable(
  spec: LabSpec,
  files: Readonly<Partial<Record<OwnField, OwnFile | undefined>>>,
): LabSpec {
  const named = Object.entries(files).flatMap(([field, own]) => {
    if (own === undefined || spec[field as OwnField] === undefined) return [];
    return [[field, { file: own.file, sha256: own.sha256 }] as const];
  });
  return { ...spec, ...Object.fromEntries(named) };
}

/** What is to be said of files that took the place of those that a specification file names. */
export function replacedFiles(said: PartialSpec, spec: LabSpec): Sentence[] {
  return ownFields.flatMap((field) => {
    const [wanted, own] = [said[field], spec[field]];
    if (typeof wanted !== 'object' || typeof own !== 'object' || wanted.sha256 === own.sha256) return [];
    const { file, sha256: found } = own;
    return [sentence('own-file.replaced', { file, found, wanted: wanted.file, sha256: wanted.sha256 })];
  });
}
