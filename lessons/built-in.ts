import { labsPath } from '../system/package-files.js';
import type { Lesson } from './lesson.js';
import { loadLesson } from './load.js';

/** A lab that comes with zk-lab. @param name of its folder in labs/ */
export function builtIn(name: string): Lesson {
  return loadLesson(labsPath(name));
}
