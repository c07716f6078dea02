/**
 * What a storm makes in the ensemble is noted in the lab until it is removed again: whoever comes after a storm that was killed
 * knows what it has left, and that it is this lab's.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { LabError, reasonOf } from '../messages/errors.js';
import { counting } from '../system/lock.js';
import { isAlive, type ProcessMark, processes } from '../system/processes.js';
import { writeWhole } from '../system/whole-file.js';
import type { Lab } from './lab.js';

/** What a note tells. */
interface Note {
  /** The znode below which everything of the storm is. */
  readonly root: string;
  /** The engine that has the ensemble. */
  readonly provider: string;
  /** Whether there are clients only: then anything may be done to the ensemble meanwhile. */
  readonly calm?: boolean | undefined;
  /** Whose storm it is, and where that number counts; absent once nobody is at it any more. */
  readonly process?: ProcessMark | undefined;
  readonly counting?: string;
}

/** Milliseconds between two signs of life, and after how many of silence a process that cannot be looked at from here is dead. */
const touchEvery = 30_000;
const deadAfter = 600_000;

const prefix = '.zk-lab-storm-';

/** The note of a storm that goes on. */
export interface StormNote {
  /** The storm is over. @param removed whether nothing of it is left */
  end(removed: boolean): void;
}

/** Notes that a storm begins. @param calm without any faults @throws LabError progress.unwritable */
export function noteStorm(
  { dir }: Pick<Lab, 'dir'>,
  root: string,
  provider: string,
  calm = false,
): StormNote {
  const file = join(dir, `${prefix}${root.split('-').at(-1)}.json`);
  const write = (note: Note): void => writeWhole(file, `${JSON.stringify(note, null, 1)}\n`);
  try {
    write({ root, provider, calm, process: processes.find(process.pid)?.mark, counting: counting() });
  } catch (error) {
    throw new LabError('progress.unwritable', { file, reason: reasonOf(error) });
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Somebody has removed it: then there is nothing to keep alive.
    }
  }, touchEvery);
  heartbeat.unref();
  return {
    end(removed) {
      clearInterval(heartbeat);
      if (removed) rmSync(file, { force: true });
      // Who destroyed the lab meanwhile, or removed its folder, has removed the znodes with it.
      else if (existsSync(file)) write({ root, provider });
    },
  };
}

/** Whether the storm goes on, as far as can be known; a process that sleeps lives. */
function lives(note: Note, file: string): boolean {
  if (note.process === undefined) return false;
  if (note.counting === counting()) return isAlive(note.process);
  return Date.now() - statSync(file).mtimeMs < deadAfter;
}

/** A storm of this lab that is over, and may have left something. */
export interface LeftStorm {
  readonly root: string;
  forget(): void;
}

/** What is noted, for an engine; of a note that nobody can read nothing is known. */
function notesOf(dir: string, provider: string): { readonly file: string; readonly note: Note }[] {
  const names = readdirSync(dir).filter((name) => name.startsWith(prefix) && name.endsWith('.json'));
  return names.flatMap((name) => {
    const file = join(dir, name);
    try {
      const note: Note = JSON.parse(readFileSync(file, 'utf8'));
      return note.provider === provider ? [{ file, note }] : [];
    } catch {
      return [];
    }
  });
}

/** Those on an engine. */
export function leftStorms({ dir }: Pick<Lab, 'dir'>, provider: string): LeftStorm[] {
  return notesOf(dir, provider)
    .filter(({ file, note }) => !lives(note, file))
    .map(({ file, note }) => ({ root: note.root, forget: () => rmSync(file, { force: true }) }));
}

/** The process whose storm's faults come and go in this lab, on an engine; undefined where there is none, or only what a killed one has left. */
export const stormOf = ({ dir }: Pick<Lab, 'dir'>, provider: string): number | undefined =>
  notesOf(dir, provider).find(({ file, note }) => !note.calm && lives(note, file))?.note.process?.pid;

/** @throws LabError storm.goes-on where faults of a storm come and go in this lab, on that engine */
export function assertNoStorm(lab: Pick<Lab, 'dir'>, provider: string): void {
  const pid = stormOf(lab, provider);
  if (pid !== undefined) throw new LabError('storm.goes-on', { pid: String(pid) });
}

/** There is no ensemble any more on that engine: nothing of any storm is left there. */
export function forgetStorms({ dir }: Pick<Lab, 'dir'>, provider: string): void {
  for (const { file } of notesOf(dir, provider)) rmSync(file, { force: true });
}
