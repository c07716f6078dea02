import { endText, type Reader, solutionOf, stepText } from '../lessons/guide.js';
import { stepsFor } from '../lessons/judge.js';
import type { Lesson, Step } from '../lessons/lesson.js';
import { lessonNodes } from '../lessons/lesson-node.js';
import type { Typed } from '../lessons/pages.js';
import { textFor } from '../lessons/placeholders.js';
import { inUsersLanguage } from '../lessons/texts.js';
import { say } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { progressOf } from '../model/progress.js';
import type { Provider } from '../providers/contract.js';
import { check, type LabCheck, stepsElsewhere, stepsOn } from './check.js';
import type { VerbOptions } from './context.js';
import { nodesToBe } from './guide-files.js';
import { lastHolderOf, providerOf } from './holder.js';
import { caseSolutionOf, lessonOf } from './lesson.js';
import { isLearners, readerOf } from './reader.js';
import { stepNamed } from './step-named.js';

/** What `guide` may be told. */
export interface GuideOptions extends VerbOptions {
  /** A step by its id or its number; null for what stands at the end; the one that the learner is at, which takes a look, if absent. */
  readonly step?: string | null | undefined;
}

/** A page of the guide. */
export interface GuidePage {
  /** Id of the step; null for what stands at the end, when all steps are done. */
  readonly step: string | null;
  /** Its place among the steps, from 1, and how many there are. */
  readonly number: number;
  readonly count: number;
  readonly markdown: string;
  /** Whether an engine holds the lab: else there are no nodes yet on which anything could be typed. */
  readonly held: boolean;
  /** Why the engine that held the lab last does not say whether it still does; absent where that is known. In the user's language. */
  readonly trouble?: string;
  /** What it has one type, and where, in its order. */
  readonly typed: readonly Typed[];
}

/** The steps of a lab's guide, and who reads them: as the engine that holds the lab has them, or as any machines would. */
interface Open {
  readonly lesson: Lesson;
  readonly steps: readonly Step[];
  readonly reader: Reader;
  readonly held: boolean;
}

/** @param provider the one that holds the lab; undefined while none does */
function openGuide(lab: Lab, provider: Provider | undefined): Open {
  const lesson = lessonOf(lab);
  if (provider) {
    const nodes = lessonNodes(lab, provider);
    const reader = readerOf(lesson, nodes, provider.capabilities);
    return { lesson, steps: stepsOn(lesson, nodes, provider, 'cluster'), reader, held: true };
  }
  const nodes = nodesToBe(lab);
  return {
    lesson,
    steps: stepsFor(lesson.steps, nodes),
    reader: readerOf(lesson, nodes, { ssh: true }),
    held: false,
  };
}

/** The steps that the guide shows, in its order. */
export async function stepsShown(lab: Lab, options: VerbOptions): Promise<readonly Step[]> {
  return openGuide(lab, await providerOf(lab, options.provider)).steps;
}

/**
 * The learner's next step as far as it is remembered, without a look at the nodes.
 * @param provider the one that holds the lab; undefined while none does
 * @returns undefined where none is left; 'look' where steps count together alone, so that none is remembered on the way, and
 *   where those that are remembered were done on nodes that are gone
 */
export function nextByProgress(
  lab: Lab,
  provider?: Provider,
): { readonly number: number; readonly title: string } | 'look' | undefined {
  const { lesson, steps } = openGuide(lab, provider);
  const { done, nodesGone } = progressOf(lab);
  const index = steps.findIndex((step) => isLearners(step, lab) && done[step.id] === undefined);
  const step = steps[index];
  if (nodesGone || (step && lesson.together)) return 'look';
  return step && { number: index + 1, title: textFor(lab, inUsersLanguage(step.title, lesson.languages)) };
}

/** How far a learner is: what the lab builds counts as done, as it does for `check`. */
export interface StepsDone {
  readonly done: number;
  readonly count: number;
}

/**
 * How far a lab is as far as it is remembered, without a look at the nodes.
 * @param provider the one that holds it; undefined while none does
 * @returns null for a lab that was made without a lesson and in which nobody has done a step
 */
export function stepsDone(lab: Lab, provider: Provider | undefined): StepsDone | null {
  const { steps } = openGuide(lab, provider);
  const { done } = progressOf(lab);
  const left = steps.filter((step) => isLearners(step, lab));
  const open = left.filter(({ id }) => done[id] === undefined);
  if (steps.length === 0 || (lab.spec.lesson === undefined && open.length === left.length)) return null;
  return { done: steps.length - open.length, count: steps.length };
}

/**
 * Id of the step that the learner is at: the first that was never done; where that waits for others that are no longer so, what
 * `check` has one do next.
 * @returns undefined where none is left @internal
 */
export function stepAt({ checks, next }: Pick<LabCheck, 'checks' | 'next'>): string | undefined {
  const open = checks.find(({ passed, since }) => !passed && since === null);
  return open?.passed === null ? (next?.check ?? open.id) : open?.id;
}

/** Id of the step that the learner is at; undefined where none is left. */
async function current(lab: Lab, { steps, held }: Open, options: VerbOptions, context: Context) {
  if (held) return stepAt(await check(lab, options, context));
  const { done } = progressOf(lab);
  const learners = steps.filter((step) => isLearners(step, lab));
  // A lab that does all of them itself has done none yet.
  if (learners.length === 0) return steps[0]?.id;
  return learners.find(({ id }) => done[id] === undefined)?.id;
}

/**
 * A page of the guide, as Markdown, in the user's language and in the words of the engine that holds the lab.
 * @throws UsageError lesson.no-step
 */
export async function guide(lab: Lab, options: GuideOptions, context: Context): Promise<GuidePage> {
  // What is only to be read needs no engine.
  const { provider, trouble } = await lastHolderOf(lab, options.provider);
  const known = openGuide(lab, provider);
  const open = trouble === undefined ? known : { ...known, held: false };
  const { lesson, steps, reader, held } = open;
  const asFarAsKnown = { held, ...(trouble !== undefined && { trouble }) };
  const named = typeof options.step === 'string' ? stepNamed(steps, options.step).id : options.step;
  const id = named === undefined ? await current(lab, open, options, context) : named;
  const index = steps.findIndex((step) => step.id === id);
  const step = steps[index];
  if (step === undefined) {
    const elsewhere = provider ? stepsElsewhere(lab, lesson, steps) : 0;
    const more =
      elsewhere > 0 && say('check.elsewhere', { count: elsewhere, provider: provider?.name ?? '' });
    return {
      step: null,
      number: steps.length,
      count: steps.length,
      markdown: `${more ? `${more}\n\n` : ''}${endText(lesson, reader, caseSolutionOf(lab))}`,
      ...asFarAsKnown,
      typed: [],
    };
  }
  const number = index + 1;
  const markdown = stepText(step, number, reader);
  const typed = solutionOf(step, reader);
  return { step: step.id, number, count: steps.length, markdown, ...asFarAsKnown, typed };
}
