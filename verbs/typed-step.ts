/** A step that is typed, looked for before an engine is asked for anything. */
import type { Step } from '../lessons/lesson.js';
import type { Lab } from '../model/lab.js';
import type { VerbOptions } from './context.js';
import { stepsShown } from './guide.js';
import { lessonOf } from './lesson.js';
import { stepNamed } from './step-named.js';

/**
 * The step that is meant. An id is looked for among all; a number is the one that the guide shows, and on some engines a lab has fewer
 * steps: those are also what is told of where there is none.
 * @throws UsageError lesson.no-step
 */
export async function typedStep(lab: Lab, name: string, options: VerbOptions): Promise<Step> {
  const { steps } = lessonOf(lab);
  const isId = steps.some(({ id }) => id === name.trim().toLowerCase());
  return stepNamed(isId ? steps : await stepsShown(lab, options), name);
}
