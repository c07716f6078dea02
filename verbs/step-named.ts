import type { Step } from '../lessons/lesson.js';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { didYouMean } from '../system/did-you-mean.js';

/** A step by its id or its number. @throws UsageError lesson.no-step */
export function stepNamed<T extends Pick<Step, 'id'>>(steps: readonly T[], name: string): T {
  const plain = name.trim().toLowerCase();
  const step = steps.find(({ id }, index) => id === plain || String(index + 1) === plain);
  if (step) return step;
  const ids = steps.map(({ id }) => id);
  throw new UsageError('lesson.no-step', { name, near: didYouMean(plain, ids), known: listed(ids) });
}
