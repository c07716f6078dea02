import { isNetworkFault } from '../faults/fault.js';
import { leavesNoQuorum } from '../faults/hindered.js';
import { solutionOf } from '../lessons/guide.js';
import {
  firstFailure,
  type StepCheck as Judged,
  judge,
  type NextStep,
  narrowed,
  stepsFor,
} from '../lessons/judge.js';
import type { Lesson, Step } from '../lessons/lesson.js';
import { type LessonNode, lessonNodes } from '../lessons/lesson-node.js';
import { look, lookAtTree } from '../lessons/look.js';
import type { Typed } from '../lessons/pages.js';
import type { Tree } from '../lessons/znodes.js';
import { LabError, UsageError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, nodesNamed } from '../model/lab.js';
import { type Progress, progressOf, rememberDone } from '../model/progress.js';
import { type Stage, stagesUpTo } from '../model/stages.js';
import type { Provider, ProviderName } from '../providers/contract.js';
import type { VerbOptions } from './context.js';
import { nodesToBe } from './guide-files.js';
import { requireProvider } from './holder.js';
import { caseSolutionOf, lessonOf } from './lesson.js';
import { isLearners, readerOf } from './reader.js';
import { withSurroundings } from './surroundings.js';
import { assertTrusted } from './trust.js';

export type { NextStep, NodeCheck } from '../lessons/judge.js';

/** How a step is: on the nodes that were asked for, and whether it was done before. */
export interface StepCheck extends Judged {
  /** When it was first seen to be done on all nodes, ISO 8601; null where it was not, or the lab itself does it. */
  readonly since: string | null;
  /** What to type, as the guide has it; null unless it was asked for and the step is not done. */
  readonly solution: readonly Typed[] | null;
}

/** How far a lab is, step by step. This shape, as JSON, is what programs read. */
export interface LabCheck {
  readonly lab: string;
  /** Name of the lesson whose steps these are. */
  readonly lesson: string;
  readonly provider: ProviderName;
  /** The last stage that was looked at. */
  readonly until: Stage;
  /** Stages before it that the provider's nodes do not go through. */
  readonly leftOut: readonly Stage[];
  /** How many steps the lab has beyond these for nodes with a machine of their own, which the provider's nodes lack. */
  readonly elsewhere: number;
  /** Whether every step is done now, on every node that was asked for. */
  readonly passed: boolean;
  /** Whether every step is done or was: what a learner has done stays done. */
  readonly done: boolean;
  /** Whether steps count as done only when all of them are at the same time. */
  readonly together: boolean;
  /** Whether hints and advice are to be shown unasked. */
  readonly hints: boolean;
  readonly checks: readonly StepCheck[];
  /** null where everything is done. A step on another node, where those that were asked for wait for it. */
  readonly next: NextStep | null;
}

/** What `check` may be told. */
export interface CheckOptions extends VerbOptions {
  /** Names of the nodes to tell about; all if empty. */
  readonly nodes?: readonly string[];
  /** The last stage to look at; all of them unless told otherwise. */
  readonly until?: Stage | undefined;
  /** Whether to tell what to type for what is not done. */
  readonly solutions?: boolean;
}

/** The steps that a lab has on a provider, up to a stage; those of no stage with the last one. */
export function stepsOn(
  { steps }: Lesson,
  nodes: readonly LessonNode[],
  { capabilities: { stages } }: Provider,
  until: Stage,
): Step[] {
  const wanted: readonly (Stage | undefined)[] = stagesUpTo(until);
  const inReach = steps.filter(({ stage }) =>
    stage === undefined ? until === 'cluster' : wanted.includes(stage) && stages.includes(stage),
  );
  return stepsFor(inReach, nodes);
}

/** How many steps, of no stage, a lab has on machines and lacks on this provider's nodes. */
export function stepsElsewhere(lab: Lab, { steps }: Lesson, here: readonly Step[]): number {
  // Which steps there are hangs on no configuration.
  const there = stepsFor(steps, nodesToBe(lab, '')).filter(({ stage }) => stage === undefined);
  return there.filter(({ id }) => !here.some((step) => step.id === id)).length;
}

/** Whether a failure may come of faults, so that what helps depends on them. */
function mayBeFaults(steps: readonly Step[], judged: readonly Judged[], tree: Tree | undefined): boolean {
  const failed = steps.filter(({ id }) => judged.some((each) => each.id === id && each.passed === false));
  return failed.some(
    ({ remedy, znodes }) =>
      (znodes !== undefined && tree === undefined) ||
      remedy.some(({ when }) => when.includes('network-fault')),
  );
}

/** How every step is. Faults, which no node tells of, are asked for only where something failed that they could explain. */
async function judgedSteps(
  lab: Lab,
  lesson: Lesson,
  nodes: readonly LessonNode[],
  provider: Provider,
  done: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Judged[]> {
  const [seen, tree] = await Promise.all([
    look(lesson, nodes, provider, signal),
    lookAtTree(lesson.steps, nodes, provider),
  ]);
  const looked = await withSurroundings(lab, provider, seen);
  const all = judge(lesson, nodes, looked, done, tree);
  if (!mayBeFaults(lesson.steps, all, tree)) return all;
  // Where nobody can say, nothing is known of faults.
  const faults = await provider.faults.inForce(lab).catch(() => []);
  if (faults.length === 0) return all;
  const networkFault = faults.some(isNetworkFault);
  // `up` undoes no fault.
  const back = leavesNoQuorum(lab, faults) ? 'zk-lab fault heal' : undefined;
  const told = nodes.map((node) => ({ ...node, networkFault }));
  return judge(lesson, told, looked, done, tree, back);
}

/** What is remembered to be done. Where nothing can be written down, the check goes on, and that is told. */
function remembered(lab: Lab, ids: readonly string[], before: Progress, { emit }: Context): Progress {
  try {
    return rememberDone(lab, ids);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    emit({ type: 'note', text: sentence('said', { text: error.message }) });
    return before;
  }
}

/** A step where a node should be named is told what it is. @throws UsageError lesson.node-wanted */
function assertNodes(lab: Lab, named: readonly string[]): void {
  const known = lab.nodes.flatMap(({ id, name }) => [name, String(id)]);
  const strange = named.find((name) => !known.includes(name));
  const step = strange === undefined ? undefined : lessonOf(lab).steps.find(({ id }) => id === strange);
  if (step) throw new UsageError('lesson.node-wanted', { id: step.id, known: namesOf(lab.nodes) });
}

/**
 * How far the learner is: which of the lesson's steps are done on which node, and what to type about the first that
 * is not. Changes nothing on nodes; what is done is remembered in the lab.
 * @throws UsageError lab.no-node, lesson.node-wanted, lesson.not-here, check.none-until, check.nothing where the provider's nodes have none of these stages
 * @throws LabError lab.not-up while nothing of the lab is there
 */
export async function check(lab: Lab, options: CheckOptions, context: Context): Promise<LabCheck> {
  const { until = 'cluster' } = options;
  assertNodes(lab, options.nodes ?? []);
  const names = nodesNamed(lab, options.nodes ?? []).map(({ name }) => name);
  const provider = await requireProvider(lab, options.provider);
  const wanted = stagesUpTo(until);
  const { stages } = provider.capabilities;
  const leftOut = wanted.filter((stage) => !stages.includes(stage));
  if (leftOut.length === wanted.length) {
    throw new UsageError('check.nothing', { provider: provider.name, until, first: stages[0] ?? until });
  }

  assertTrusted(lab, provider);
  const nodes = lessonNodes(lab, provider);
  const lesson = lessonOf(lab);
  const asked = { ...lesson, steps: stepsOn(lesson, nodes, provider, until) };
  if (asked.steps.length === 0) {
    // Steps of no stage come last.
    if (stepsOn(lesson, nodes, provider, 'cluster').length > 0) {
      throw new UsageError('check.none-until', { name: lesson.name, until });
    }
    throw new UsageError('lesson.not-here', { name: lesson.name, provider: provider.name });
  }
  context.emit({ type: 'step', title: sentence('check.looking', { nodes: namesOf(lab.nodes) }) });
  // The others are looked at too: much is only right beside them.
  const before = progressOf(lab);
  const all = await judgedSteps(
    lab,
    asked,
    nodes,
    provider,
    new Set(Object.keys(before.done)),
    context.signal,
  );

  const learners = new Set(asked.steps.filter((step) => isLearners(step, lab)).map(({ id }) => id));
  const passing = all.filter(({ passed }) => passed);
  const counts = !lesson.together || passing.length === all.length;
  const fresh = (counts ? passing : []).map(({ id }) => id).filter((id) => learners.has(id));
  const { done } = remembered(lab, fresh, before, context);
  const since = (id: string): string | null => (learners.has(id) ? (done[id] ?? null) : null);
  const isOpen = ({ id, passed }: Judged): boolean => !passed && since(id) === null;

  const reader = readerOf(lesson, nodes, provider.capabilities);
  const ofCase = caseSolutionOf(lab);
  const first = all.find((each) => each.passed === false);
  const solved = (judged: Judged): readonly Typed[] | null => {
    const step = asked.steps.find(({ id }) => id === judged.id);
    if (!options.solutions || judged.passed || !step) return null;
    if (ofCase === undefined) return solutionOf(step, reader);
    // What solves a case is typed once, whatever it is that cannot be done without.
    return judged.id === first?.id ? solutionOf({ page: ofCase }, reader) : [];
  };
  const told = narrowed(all, names);
  const open = told.filter(isOpen);
  return {
    lab: lab.spec.name,
    lesson: lesson.name,
    provider: provider.name,
    until,
    leftOut,
    elsewhere: until === 'cluster' ? stepsElsewhere(lab, lesson, asked.steps) : 0,
    passed: told.every(({ passed }) => passed),
    done: open.length === 0,
    together: lesson.together,
    hints: lesson.hints,
    checks: told.map((each) => ({ ...each, since: since(each.id), solution: solved(each) })),
    next:
      open.length === 0
        ? null
        : (firstFailure(open) ?? firstFailure(all.filter(isOpen)) ?? firstFailure(all) ?? null),
  };
}
