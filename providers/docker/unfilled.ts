/**
 * What a start that failed has left half-made. The engine fills a new volume from the image before its container is there; where that
 * breaks off, over a full disk say, the next start would take what is in it for all that belongs there.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { Lab } from '../../model/lab.js';
import { containersOf, type LabContainer, unusedVolumesOf, volumesOf } from './held.js';

/** What there was before a start. */
export interface BeforeStart {
  /** Removes what is new and was never used. */
  takeBack(): Promise<void>;
}

/** Compose does not wait for what it has asked for beside what failed: the engine may be at it yet. Milliseconds. */
const beat = 250;
const patience = 10_000;

/** Notes what there is before a start. @param own the lab's containers */
export async function beforeStart(
  docker: Docker,
  lab: Lab,
  own: readonly LabContainer[],
): Promise<BeforeStart> {
  const known = new Set([...own.map(({ id }) => id), ...(await volumesOf(docker, lab))]);

  /** Removes what there is of it now. @returns whether there was anything, or is yet */
  async function removed(): Promise<boolean> {
    const all = await containersOf(docker, lab);
    const idle = all.filter(({ id, neverRan }) => neverRan && !known.has(id));
    // One that the engine is at is kept until it has done with it.
    await Promise.allSettled(idle.map(({ id }) => docker.getContainer(id).remove({ force: true })));
    const fresh = (await unusedVolumesOf(docker, lab)).filter((name) => !known.has(name));
    await Promise.allSettled(fresh.map((name) => docker.getVolume(name).remove()));
    return idle.length + fresh.length > 0;
  }

  return {
    async takeBack() {
      const end = Date.now() + patience;
      for (let quiet = 0; quiet < 3 && Date.now() < end; ) {
        quiet = (await removed()) ? 0 : quiet + 1;
        await pause(beat);
      }
    },
  };
}
