/**
 * Trying out a lab that somebody writes: a throw-away lab of it is brought up, and its steps are done as the guide says. What
 * reading cannot tell shows there: a step that passes too early, one that its own page does not make pass.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Lesson, Step } from '../lessons/lesson.js';
import { lessonNodes } from '../lessons/lesson-node.js';
import { loadLesson, stepFolders } from '../lessons/load.js';
import { look } from '../lessons/look.js';
import { onHost, typedIn } from '../lessons/pages.js';
import { readProbes } from '../lessons/probes.js';
import { LabError } from '../messages/errors.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { rememberDone } from '../model/progress.js';
import { forgetLab } from '../model/registry.js';
import type { Stage } from '../model/stages.js';
import type { Provider, ProviderName } from '../providers/contract.js';
import { lastLines } from '../system/last-lines.js';
import { answer } from './answer.js';
import { check, type StepCheck } from './check.js';
import { usableProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';
import { createForProvider } from './create-for-provider.js';
import { destroy } from './destroy.js';
import { withFreeRoom } from './free-room.js';
import { isLearners } from './reader.js';
import { type } from './solve.js';
import { assertFolderTrusted } from './trust.js';
import { up } from './up.js';

/** What was seen where a step does not pass; null where there is nothing to tell. */
interface Seen {
  readonly node: string | null;
  readonly seen: string | null;
  readonly wanted: string | null;
}

/** What is wrong with a step. */
export type StepFault =
  /** It passes on nodes as the learner gets them. */
  | { readonly kind: 'done-before' }
  /** A stage that is built before the learner comes is to have done it, and has not. */
  | ({ readonly kind: 'unbuilt'; readonly stage: Stage } & Seen)
  /** What its page has one type does not make it pass. `said`: how that ended. */
  | ({ readonly kind: 'unsolved'; readonly said: string } & Seen)
  /** It takes an answer that cannot be right. */
  | { readonly kind: 'any-answer'; readonly answer: string }
  /** Its probe is content nowhere, so that no answer is right. */
  | { readonly kind: 'no-answer' };

/** How a step is. */
export interface TriedStep {
  readonly id: string;
  /** Its folder, as the lesson's was named. */
  readonly folder: string;
  /** In the user's language. */
  readonly title: string;
  /** Whether it was come to: behind one that cannot be solved nothing is tried. */
  readonly tried: boolean;
  /** What was done for the steps before it does this one as well; no fault, where it is meant. */
  readonly early: boolean;
  readonly faults: readonly StepFault[];
}

/** How the steps are in one case of a lesson. */
export interface TriedCase {
  /** Its number, from 1; null where the lesson has no cases. */
  readonly number: number | null;
  readonly steps: readonly TriedStep[];
}

/** What a try-out has shown. */
export interface TryOut {
  /** Name of the lesson. */
  readonly lesson: string;
  readonly provider: ProviderName;
  /** Whether nothing is wrong. */
  readonly passed: boolean;
  readonly cases: readonly TriedCase[];
}

/** No question has this for an answer. */
const wrongAnswer = 'zk-lab --try';

/** A throw-away lab, and what is needed to go through its steps. */
interface Trial {
  readonly lab: Lab;
  readonly provider: Provider;
  readonly lesson: Lesson;
  readonly context: Context;
}

/** How all steps are, with what solves those that are not done. */
async function stepsOf({ lab, provider, context }: Trial): Promise<readonly StepCheck[]> {
  const options = { provider: provider.name, solutions: true };
  return (await check(lab, options, { ...context, emit: () => {} })).checks;
}

function seenIn(step: StepCheck | undefined): Seen {
  const failed = step?.nodes.find(({ passed }) => !passed);
  return { node: failed?.name ?? null, seen: failed?.seen ?? null, wanted: failed?.wanted ?? null };
}

/** Types what a step's page says. @returns how that ended; what kept it from being typed is told there, too */
async function typed({ lab, provider, context }: Trial, step: StepCheck): Promise<string> {
  try {
    return await type(lab, provider, step, context);
  } catch (error) {
    if (!(error instanceof LabError) || context.signal.aborted) throw error;
    return error.message;
  }
}

/** What is wrong with a question. It counts as answered then. */
async function tryQuestion(trial: Trial, { id, answer: question }: Step): Promise<StepFault[]> {
  const { lab, provider, lesson, context } = trial;
  const options = { provider: provider.name };
  const taken = await answer(lab, id, wrongAnswer, options, context);
  const faults: StepFault[] = taken === 'right' ? [{ kind: 'any-answer', answer: wrongAnswer }] : [];
  if (question?.probe !== undefined && question.accept.length === 0) {
    const asked = { steps: [{ id, probe: question.probe }], probes: lesson.probes };
    const looked = await look(asked, lessonNodes(lab, provider), provider, context.signal);
    const right = looked.some((seen) => !('absent' in seen) && seen.get(id)?.done === true);
    if (!right) faults.push({ kind: 'no-answer' });
  }
  rememberDone(lab, [id]);
  return faults;
}

/** Goes through the steps in their order, as somebody would who does what the guide says. */
async function goThrough(trial: Trial, folderOf: (id: string) => string): Promise<TriedStep[]> {
  const { lab, lesson } = trial;
  const first = await stepsOf(trial);
  // Of a riddle some steps hold from the beginning, and one solution is for all of them.
  const together = lesson.together && first.some(({ passed }) => !passed);
  const tried: TriedStep[] = [];
  let now = first;
  let stuck = false;

  /** Does one of the learner's steps and tells what is wrong with it. */
  async function tryStep(step: Step, before: StepCheck): Promise<readonly StepFault[]> {
    const said = await typed(trial, before);
    const faults = step.answer === undefined ? [] : await tryQuestion(trial, step);
    now = await stepsOf(trial);
    const after = now.find(({ id }) => id === step.id);
    if (after?.passed) return faults;
    stuck = true;
    return [...faults, { kind: 'unsolved', said: lastLines(said, 8), ...seenIn(after) }];
  }

  for (const [index, { id, title, passed: atFirst }] of first.entries()) {
    const step = lesson.steps.find((each) => each.id === id);
    const before = now[index];
    if (step === undefined || before === undefined) continue;
    const fine = { id, title, folder: folderOf(id), tried: true, early: false, faults: [] };
    if (stuck) tried.push({ ...fine, tried: false });
    else if (!isLearners(step, lab)) {
      const { stage = 'cluster' } = step;
      tried.push({ ...fine, faults: atFirst ? [] : [{ kind: 'unbuilt', stage, ...seenIn(before) }] });
    } else if (atFirst) tried.push({ ...fine, faults: together ? [] : [{ kind: 'done-before' }] });
    else if (before.passed) tried.push({ ...fine, early: !together });
    else tried.push({ ...fine, faults: await tryStep(step, before) });
  }
  return tried;
}

/** Whether a lesson runs anything on the user's own machine. */
function runsHere({ steps }: Lesson, { capabilities }: Provider): boolean {
  if (capabilities.machine === 'shared') return true;
  return steps.some(({ page }) =>
    Object.values(page).some((text) => typedIn(text).some(({ place }) => place === onHost)),
  );
}

/** For what is to be done whatever has happened. */
const quiet: Context = { signal: new AbortController().signal, emit: () => {} };

/** Has work done on a throw-away lab that is up. @param named what the lab is for, as `create` takes it */
async function onThrowAway<T>(
  named: string,
  provider: Provider,
  context: Context,
  work: (lab: Lab) => Promise<T>,
): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'zk-lab-try-'));
  const wanted = { directory: join(parent, 'try'), typed: { lesson: named }, provider: provider.name };
  let lab: Lab | undefined;
  try {
    ({ lab } = await createForProvider(wanted, context, withFreeRoom));
    await up(lab, { provider: provider.name }, context);
    return await work(lab);
  } finally {
    if (lab) {
      await destroy(lab, { provider: provider.name }, quiet);
      forgetLab({ id: lab.facts.id, dir: lab.dir, name: lab.spec.name });
    }
    rmSync(parent, { recursive: true, force: true });
  }
}

/**
 * Brings up a throw-away lab of a lesson, or of each of its cases, goes through the steps as the guide says, and removes it
 * again, however that ends.
 * @param folder of the lesson, as errors and the result are to call it
 * @throws UsageError content.* for what reading it shows; LabError try.untrusted where it would run on this machine and the
 * user has not let it, and as create and up do
 */
export async function tryOut(folder: string, options: VerbOptions, context: Context): Promise<TryOut> {
  const lesson = loadLesson(folder, readProbes());
  const folders = stepFolders(folder);
  const folderOf = (id: string): string =>
    folders[lesson.steps.findIndex((step) => step.id === id)] ?? folder;
  const source = resolve(folder);
  const { provider } = await usableProvider(options.provider, { nodes: [] });
  if (runsHere(lesson, provider)) assertFolderTrusted(source);

  const numbers = lesson.setups.length < 2 ? [null] : lesson.setups.map((_, index) => index + 1);
  const cases: TriedCase[] = [];
  for (const number of numbers) {
    const named = number === null ? source : `${source}/${number}`;
    const steps = await onThrowAway(named, provider, context, (lab) =>
      goThrough({ lab, provider, lesson, context }, folderOf),
    );
    cases.push({ number, steps });
  }
  const all = cases.flatMap(({ steps }) => steps);
  const passed = all.every(({ tried, faults }) => tried && faults.length === 0);
  return { lesson: basename(source), provider: provider.name, passed, cases };
}
