import { readdirSync } from 'node:fs';
import { labsPath, made } from '../system/package-files.js';
import type { Lesson } from './lesson.js';
import { loadLesson } from './load.js';
import { readProbes } from './probes.js';

/*
 * Content from labs/, read and checked when it is asked for. The build does that once (scripts/labs.mjs): a published `check` reads no
 * YAML for it.
 */

/** The labs that come with zk-lab, by name. */
export function builtInNames(): readonly string[] {
  const built = made<readonly string[]>('labs/index.json');
  if (built) return built;
  const entries = readdirSync(labsPath(''), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** A lab that comes with zk-lab. @param name of its folder in labs/ */
export function builtIn(name: string): Lesson {
  return made<Lesson>(`labs/${name}.json`) ?? loadLesson(labsPath(name), readProbes());
}
