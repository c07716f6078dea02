import { readdirSync, readFileSync } from 'node:fs';
import { labsPath, made } from '../system/package-files.js';
import type { Lesson } from './lesson.js';
import { loadLesson } from './load.js';
import { readProbes } from './probes.js';

/*
 * Content from labs/, read and checked when it is asked for. The build does that once (scripts/build/labs.mjs): a published `check` reads no
 * YAML for it.
 */

/**
 * The labs that come with zk-lab, by name. labs/order.json says in which order somebody takes them who knows nothing yet, from
 * what each of them needs to what needs them all; a lab that is not in it comes last.
 */
export function builtInNames(): readonly string[] {
  const built = made<readonly string[]>('labs/index.json');
  if (built) return built;
  const order: readonly string[] = JSON.parse(readFileSync(labsPath('order.json'), 'utf8'));
  const placeOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return readdirSync(labsPath(''), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b));
}

/** A lab that comes with zk-lab. @param name of its folder in labs/ */
export function builtIn(name: string): Lesson {
  return made<Lesson>(`labs/${name}.json`) ?? loadLesson(labsPath(name), readProbes());
}
