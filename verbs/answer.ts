import type { Question } from '../lessons/lesson.js';
import { lessonNodes } from '../lessons/lesson-node.js';
import { look } from '../lessons/look.js';
import { UsageError } from '../messages/errors.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { rememberDone } from '../model/progress.js';
import { requireProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';
import { stepNamed } from './guide.js';
import { lessonOf } from './lesson.js';
import { assertTrusted } from './trust.js';

/** In which ways the same is written: capitals, blanks around it. */
const plain = (text: string): string => text.trim().toLowerCase();

/** Whether an answer is one of those that a question has with it. @internal */
export const isAccepted = ({ accept }: Question, value: string): boolean =>
  accept.some((pattern) => new RegExp(`^(?:${pattern})$`, 'i').test(value.trim()));

/**
 * Takes the answer to a step's question. A right one counts as the step being done.
 * @param name the step's id or number
 * @returns whether it is right
 * @throws UsageError lesson.no-step, lesson.no-question
 * @throws LabError lab.not-up where nodes have to be asked for what is right
 */
export async function answer(
  lab: Lab,
  name: string,
  value: string,
  options: VerbOptions,
  context: Context,
): Promise<boolean> {
  const { steps, probes } = lessonOf(lab);
  const step = stepNamed(steps, name);
  const { answer: question, id } = step;
  if (question === undefined) {
    const asking = steps.filter((each) => each.answer !== undefined).map((each) => each.id);
    throw new UsageError('lesson.no-question', { id, asking: asking.join(', ') || '–' });
  }
  let right = isAccepted(question, value);
  if (!right && question.probe !== undefined) {
    const provider = await requireProvider(lab, options.provider);
    assertTrusted(lab, provider);
    const asked = { steps: [{ id, probe: question.probe }], probes };
    const looked = await look(asked, lessonNodes(lab, provider), provider, context.signal);
    right = looked.some((seen) => {
      const found = 'absent' in seen ? undefined : seen.get(id);
      return found?.done === true && plain(found.seen) === plain(value);
    });
  }
  if (right) rememberDone(lab, [id]);
  return right;
}
