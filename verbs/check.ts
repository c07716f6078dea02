import { builtIn } from '../lessons/built-in.js';
import { firstFailure, judge, type NextStep, narrowed, type StepCheck, stepsFor } from '../lessons/judge.js';
import { lessonNodes } from '../lessons/lesson-node.js';
import { look } from '../lessons/look.js';
import { UsageError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, nodesNamed } from '../model/lab.js';
import { type Stage, stagesUpTo } from '../model/stages.js';
import type { ProviderName } from '../providers/contract.js';
import { requireProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';

export type { NextStep, NodeCheck, StepCheck } from '../lessons/judge.js';

/** How far a lab is, step by step. This shape, as JSON, is what programs read. */
export interface LabCheck {
  readonly lab: string;
  readonly provider: ProviderName;
  /** The last stage that was looked at. */
  readonly until: Stage;
  /** Stages before it that the provider's nodes do not go through. */
  readonly leftOut: readonly Stage[];
  /** Whether every step is done on every node that was asked for. */
  readonly passed: boolean;
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
}

/**
 * How far the learner is: which of the tutorial's steps are done on which node, and what to type about the first that
 * is not. Changes nothing.
 * @throws UsageError lab.no-node, check.nothing where the provider's nodes have none of these stages
 * @throws LabError lab.not-up while nothing of the lab is there
 */
export async function check(lab: Lab, options: CheckOptions, context: Context): Promise<LabCheck> {
  const { until = 'cluster' } = options;
  const names = nodesNamed(lab, options.nodes ?? []).map(({ name }) => name);
  const provider = await requireProvider(lab, options.provider);
  const wanted = stagesUpTo(until);
  const { stages } = provider.capabilities;
  const leftOut = wanted.filter((stage) => !stages.includes(stage));
  if (leftOut.length === wanted.length) {
    throw new UsageError('check.nothing', { provider: provider.name, until, first: stages[0] ?? until });
  }

  const nodes = lessonNodes(lab, provider);
  const lesson = builtIn('zookeeper-cluster');
  const inReach = lesson.steps.filter(({ stage }) => wanted.includes(stage) && stages.includes(stage));
  const asked = { ...lesson, steps: stepsFor(inReach, nodes) };
  context.emit({ type: 'step', title: sentence('check.looking', { nodes: namesOf(lab.nodes) }) });
  // The others are looked at too: much is only right beside them.
  const all = judge(asked, nodes, await look(asked.steps, nodes, provider, context.signal));
  const checks = narrowed(all, names);
  const passed = checks.every((check) => check.passed);
  return {
    lab: lab.spec.name,
    provider: provider.name,
    until,
    leftOut,
    passed,
    checks,
    next: passed ? null : (firstFailure(checks) ?? firstFailure(all) ?? null),
  };
}
