/**
 * The hidden folder in which a lab is written before it appears in its place. It holds the lab's keys, so one whose maker
 * was killed must not stay: its name tells who that was, and the next maker sweeps it.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { contentName } from '../system/content-name.js';
import { processes } from '../system/processes.js';
import { isOldDraft } from './old-draft.js';

const prefix = '.zk-lab-draft';
const namePattern = /^\.zk-lab-draft-([0-9a-f]{12})-(\d+)-([0-9a-f]{12})$/;

/** Another machine may have the folder mounted, and its processes cannot be seen from here. */
const thisMachine = (): string => contentName([hostname()]);

/** What tells a process from an earlier one of the same number; undefined if there is none of that number. */
function tellingOf(pid: number): string | undefined {
  const mark = processes.find(pid)?.mark;
  return mark && contentName([mark.start, mark.boot]);
}

/** Makes an empty draft in a folder that is there. @returns its absolute path */
export function makeDraft(folder: string): string {
  const telling = tellingOf(process.pid) ?? contentName([]);
  const draft = join(folder, [prefix, thisMachine(), process.pid, telling].join('-'));
  rmSync(draft, { recursive: true, force: true });
  // As any new directory, unlike mkdtemp's, it is for whom the user's umask says: it becomes the lab itself.
  mkdirSync(draft);
  return draft;
}

/** Removes the drafts in a folder whose makers no longer run, those of 0.1.0 included. What cannot be looked at or removed stays. */
export function sweepDrafts(folder: string): void {
  for (const entry of entriesOf(folder)) {
    if (!entry.isDirectory()) continue;
    if (isAbandoned(entry.name) || isOldDraft(folder, entry.name)) removeQuietly(join(folder, entry.name));
  }
}

function isAbandoned(name: string): boolean {
  const [, machine, pid, telling] = namePattern.exec(name) ?? [];
  if (machine !== thisMachine()) return false;
  const maker = tellingOf(Number(pid));
  return maker === undefined || maker !== telling;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Somebody else's; this lab can be written all the same.
  }
}
