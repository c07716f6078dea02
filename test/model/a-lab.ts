import type { Lab } from '../../model/lab.js';
import type { PartialSpec } from '../../model/spec.js';
import { blueprintOf, planOf } from '../generators/lab-files.js';

/** A lab in a folder that exists or not, with the facts that `create` would give it. It is called lab unless named. */
export function aLab(dir: string, typed: PartialSpec = {}): Lab {
  const blueprint = blueprintOf({ name: 'lab', ...typed });
  return { ...blueprint, dir, facts: planOf(blueprint).facts };
}
