/**
 * A change of who belongs to the ensemble takes several steps, between which neither the files nor the servers say all. What
 * is to come is noted in the lab before each of them, so that whoever comes after an interruption can go on.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError, reasonOf } from '../messages/errors.js';
import type { Sentence } from '../messages/index.js';
import { isHeld, withLock } from '../system/lock.js';
import { writeWhole } from '../system/whole-file.js';
import type { Lab } from './lab.js';
import type { GrowthStep } from './membership.js';
import type { NodeSpec } from './spec.js';

type Members = readonly (Required<Omit<NodeSpec, 'host'>> & Pick<NodeSpec, 'host'>)[];

/** A change that has begun. `typed`: the words behind the verb that began it, to be typed again. */
export type Change =
  /** `steps`: those that are left. In the first of them the old members are stopped and get their files, or others join. */
  | {
      readonly verb: 'grow';
      readonly typed: string;
      readonly steps: readonly GrowthStep[];
      readonly phase: 'stop' | 'join';
    }
  /** Those that leave are stopped; then all are, those that leave are removed and the others get their files. */
  | {
      readonly verb: 'shrink';
      readonly typed: string;
      readonly members: Members;
      readonly phase: 'leave' | 'stop';
    }
  /** The node is removed with its data, and comes back empty. */
  | { readonly verb: 'replace'; readonly typed: string };

const fileOf = ({ dir }: Pick<Lab, 'dir'>): string => join(dir, '.zk-lab-unfinished.json');

const lockFile = ({ dir }: Pick<Lab, 'dir'>): string => join(dir, '.zk-lab-unfinished.lock');

/**
 * Does what changes the members of a lab while nobody else does so.
 * @param waiting called once where somebody does @throws LabError members.not-noted
 */
export async function alone<T>(
  { dir }: Pick<Lab, 'dir'>,
  options: { readonly signal: AbortSignal; readonly waiting: () => void },
  work: () => Promise<T>,
): Promise<T> {
  const file = lockFile({ dir });
  let begun = false;
  try {
    return await withLock(file, options, () => {
      begun = true;
      return work();
    });
  } catch (error) {
    if (begun || options.signal.aborted) throw error;
    throw notNoted(file, error);
  }
}

/** What to throw where something about a change cannot be written down. */
const notNoted = (file: string, error: unknown): LabError =>
  new LabError('members.not-noted', { file, reason: reasonOf(error) });

/** @throws LabError members.not-noted */
function write(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    throw notNoted(file, error);
  }
}

/** The change that a lab is in the middle of; undefined where there is none. @throws LabError lab.damaged */
export function unfinishedOf(lab: Pick<Lab, 'dir'>): Change | undefined {
  const file = fileOf(lab);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new LabError('lab.damaged', { file });
  }
}

/** Notes what is to come. @throws LabError members.not-noted */
export function noteUnfinished(lab: Pick<Lab, 'dir'>, change: Change): void {
  write(fileOf(lab), `${JSON.stringify(change, null, 1)}\n`);
}

/** Forgets it: it is done, or there is nothing left that it was about. */
export function forgetUnfinished(lab: Pick<Lab, 'dir'>): void {
  holdNobody(lab);
  rmSync(fileOf(lab), { force: true });
}

/** Nodes whose servers do not start yet, whoever starts their machines: provision/cluster.sh reads it. */
const holdFile = ({ dir }: Pick<Lab, 'dir'>): string => join(dir, 'config', 'joining');

/** From now on these nodes' servers do not start. @throws LabError members.not-noted */
export function holdBack(lab: Pick<Lab, 'dir'>, names: readonly string[]): void {
  write(holdFile(lab), names.map((name) => `${name}\n`).join(''));
}

/** The names of those whose servers do not start yet, a line each, for engines that do not hand over all of config/; '' for nobody. */
export function heldBack(lab: Pick<Lab, 'dir'>): string {
  const file = holdFile(lab);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** From now on everybody's server starts. */
export function holdNobody(lab: Pick<Lab, 'dir'>): void {
  rmSync(holdFile(lab), { force: true });
}

/** @throws LabError members.unfinished with what to type, where somebody has to go on first */
export function assertFinished(lab: Pick<Lab, 'dir'>): void {
  const change = unfinishedOf(lab);
  if (change) throw new LabError('members.unfinished', { verb: change.verb, typed: change.typed });
}

/** @throws LabError members.changing while somebody changes the members, members.unfinished where that was interrupted */
export function assertSettled(lab: Pick<Lab, 'dir'>): void {
  if (isHeld(lockFile(lab))) throw new LabError('members.changing');
  assertFinished(lab);
}

/** What is to be said of members that change now, or did until that was interrupted; undefined where they do not. */
export function toldChange(lab: Pick<Lab, 'dir'>): Sentence | undefined {
  try {
    assertSettled(lab);
    return undefined;
  } catch (error) {
    if (error instanceof LabError) return error.sentence;
    throw error;
  }
}
