import type { Question } from '../lessons/lesson.js';
import { lessonNodes } from '../lessons/lesson-node.js';
import { look } from '../lessons/look.js';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { rememberDone } from '../model/progress.js';
import type { VerbOptions } from './context.js';
import { requireProvider } from './holder.js';
import { lessonOf } from './lesson.js';
import { assertTrusted } from './trust.js';
import { typedStep } from './typed-step.js';

/** The same without what people put around an answer: quotes, a full stop; in the letters and digits that all know. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/^[\s"'`“”‘’「『]+|[\s"'`“”‘’」』.。,!]+$/gu, '')
    .toLowerCase();

/** Whether an answer is one of those that a question has with it. @internal */
export const isAccepted = ({ accept }: Question, value: string): boolean =>
  accept.some((pattern) => {
    const whole = new RegExp(`^(?:${pattern})$`, 'i');
    return whole.test(value.trim()) || whole.test(bare(value));
  });

/** Whether an answer is what a node shows: of a number, its unit may stand behind it, 4000 ms. @internal */
export function isShown(shown: string, value: string): boolean {
  const [right, said] = [bare(shown), bare(value)];
  return said === right || (/^\d+$/.test(right) && /^(\d+)\s*\p{L}+$/u.exec(said)?.[1] === right);
}

/** What there is to say of an answer; unknown: no node shows what would be right. */
export type Answered = 'right' | 'wrong' | 'unknown';

/**
 * Takes the answer to a step's question. A right one counts as the step being done.
 * @param name the step's id or number
 * @throws UsageError lesson.no-step, lesson.no-question, lesson.no-questions
 * @throws LabError lab.not-up where nodes have to be asked for what is right
 */
export async function answer(
  lab: Lab,
  name: string,
  value: string,
  options: VerbOptions,
  context: Context,
): Promise<Answered> {
  const { steps, probes } = lessonOf(lab);
  const step = await typedStep(lab, name, options);
  const { answer: question, id } = step;
  if (question === undefined) {
    const asking = steps.filter((each) => each.answer !== undefined).map((each) => each.id);
    if (asking.length === 0) throw new UsageError('lesson.no-questions', { id });
    throw new UsageError('lesson.no-question', { id, asking: listed(asking) });
  }
  let answered: Answered = isAccepted(question, value) ? 'right' : 'wrong';
  if (answered === 'wrong' && question.probe !== undefined) {
    const provider = await requireProvider(lab, options.provider);
    assertTrusted(lab, provider);
    const asked = { steps: [{ id, probe: question.probe }], probes };
    const looked = await look(asked, lessonNodes(lab, provider), provider, context.signal);
    const shown = looked.flatMap((seen) => {
      const found = 'absent' in seen ? undefined : seen.get(id);
      return found?.done ? [found.seen] : [];
    });
    if (shown.some((each) => isShown(each, value))) answered = 'right';
    else if (shown.length === 0 && question.accept.length === 0) answered = 'unknown';
  }
  if (answered === 'right') rememberDone(lab, [id]);
  return answered;
}
