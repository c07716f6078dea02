/** How far a learner has come in a lab: a file in it, so that it goes wherever the lab goes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError, reasonOf } from '../messages/errors.js';
import { writeWhole } from '../system/whole-file.js';
import type { Lab } from './lab.js';

/** The file in the lab that remembers it. */
export const progressPath = ({ dir }: Pick<Lab, 'dir'>): string => join(dir, '.zk-lab-progress.json');

/** When steps were first seen to be done: ids → ISO 8601, UTC. What was done stays done, whatever becomes of the node. */
export interface Progress {
  readonly done: Readonly<Record<string, string>>;
  /** The nodes on which that was done are gone: what comes next is for them to tell who are there now. Absent: they are not. */
  readonly nodesGone?: true;
  /** The lesson, with the number of its case, for which nodes were made ready last; absent where that was for none. */
  readonly readyFor?: string;
}

/** What is remembered of a lab; nothing where the file is not there or cannot be read: progress is no reason to fail. */
export function progressOf(lab: Pick<Lab, 'dir'>): Progress {
  try {
    const { done, nodesGone, readyFor } = JSON.parse(
      readFileSync(progressPath(lab), 'utf8'),
    ) as Partial<Progress>;
    const known = Object.entries(done ?? {}).filter(([, since]) => typeof since === 'string');
    return {
      done: Object.fromEntries(known),
      ...(nodesGone === true && { nodesGone }),
      ...(typeof readyFor === 'string' && { readyFor }),
    };
  } catch {
    return { done: {} };
  }
}

/** @throws LabError progress.unwritable */
function write(lab: Pick<Lab, 'dir'>, progress: Progress): void {
  const file = progressPath(lab);
  try {
    writeWhole(file, `${JSON.stringify(progress, null, 2)}\n`);
  } catch (error) {
    throw new LabError('progress.unwritable', { file, reason: reasonOf(error) });
  }
}

/**
 * Remembers that steps are done, each with when that was first seen.
 * @param now ISO 8601 @returns what is remembered now @throws LabError progress.unwritable
 */
export function rememberDone(
  lab: Pick<Lab, 'dir'>,
  ids: readonly string[],
  now = new Date().toISOString(),
): Progress {
  const before = progressOf(lab);
  const fresh = ids.filter((id) => before.done[id] === undefined);
  if (fresh.length === 0) return before;
  const { nodesGone: _, ...kept } = before;
  const progress = {
    ...kept,
    done: { ...before.done, ...Object.fromEntries(fresh.map((id) => [id, now])) },
  };
  write(lab, progress);
  return progress;
}

/** Forgets that these steps were done: their nodes were taken back to before. @throws LabError progress.unwritable */
export function forgetDone(lab: Pick<Lab, 'dir'>, ids: readonly string[]): void {
  const { done, nodesGone: _, ...others } = progressOf(lab);
  const kept = Object.entries(done).filter(([id]) => !ids.includes(id));
  if (kept.length === Object.keys(done).length) return;
  write(lab, { ...others, done: Object.fromEntries(kept) });
}

/** Remembers for which lesson nodes were made ready: what is edited in zk-lab.yaml later does nothing to them. @throws LabError progress.unwritable */
export function rememberReady(lab: Pick<Lab, 'dir'>, lesson: string): void {
  const before = progressOf(lab);
  if (before.readyFor !== lesson) write(lab, { ...before, readyFor: lesson });
}

/** Notes that the nodes are gone on which steps were done. Where it cannot be written, only advice is less apt. */
export function noteNodesGone(lab: Pick<Lab, 'dir'>): void {
  const { done, readyFor } = progressOf(lab);
  const any = Object.keys(done).length > 0;
  if (!any && readyFor === undefined) return;
  try {
    write(lab, { done, ...(any && { nodesGone: true }) });
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
}
