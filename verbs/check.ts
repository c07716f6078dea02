import { answersIn } from '../lessons/answers.js';
import { scriptFor } from '../lessons/script.js';
import { type CheckedNode, type Step, steps } from '../lessons/steps.js';
import {
  firstFailure,
  judge,
  type Looked,
  type NextStep,
  narrowed,
  type StepCheck,
} from '../lessons/verdict.js';
import { LabError, UsageError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, nodesNamed } from '../model/lab.js';
import { type Stage, stagesUpTo } from '../model/stages.js';
import type { Provider, ProviderName } from '../providers/contract.js';
import { readTemplate } from '../system/package-files.js';
import { requireProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';

export type { NextStep, NodeCheck, StepCheck } from '../lessons/verdict.js';

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

/** Milliseconds for everything on a node, and for each node that it logs in on: its probes end by themselves before. */
const patience = 60_000;
const patiencePerNode = 5_000;

function placeOf(lab: Lab, provider: Provider, node: CheckedNode['node']): CheckedNode {
  const handle = provider.node(lab, node);
  return { lab, node, home: handle.layout.home, finished: handle.finished() };
}

/** Runs the probes on one node. @throws LabError where nothing can be run there */
async function lookAt(
  place: CheckedNode,
  script: string,
  provider: Provider,
  signal: AbortSignal,
): Promise<Looked> {
  const timeout = AbortSignal.timeout(patience + patiencePerNode * place.lab.nodes.length);
  let output = '';
  try {
    await provider.node(place.lab, place.node).exec(['bash', '-c', script], {
      interactive: false,
      signal: AbortSignal.any([signal, timeout]),
      onStdout: (chunk) => {
        output += chunk;
      },
    });
  } catch (error) {
    // What came in time counts.
    if (!timeout.aborted || signal.aborted) throw error;
  }
  signal.throwIfAborted();
  return answersIn(output);
}

/** Looks at every node, all at the same time. One that does not run is a failed step where there is a step for that. */
async function lookAtAll(
  lab: Lab,
  places: readonly CheckedNode[],
  list: readonly Step[],
  provider: Provider,
  signal: AbortSignal,
): Promise<Looked[]> {
  const mayBeAbsent = list.some(({ probe }) => probe === undefined);
  const states = mayBeAbsent ? await provider.states(lab) : [];
  const probes = readTemplate('check/probes.sh');
  return Promise.all(
    places.map(async (place): Promise<Looked> => {
      const state = states.find(({ name }) => name === place.node.name);
      if (state && !state.running) return { absent: '' };
      try {
        return await lookAt(place, scriptFor(place, list, probes), provider, signal);
      } catch (error) {
        if (mayBeAbsent && error instanceof LabError) return { absent: error.message };
        throw error;
      }
    }),
  );
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

  const places = lab.nodes.map((node) => placeOf(lab, provider, node));
  const list = steps(lab).filter(
    ({ stage, enabled }) => wanted.includes(stage) && stages.includes(stage) && (enabled?.(places) ?? true),
  );
  context.emit({ type: 'step', title: sentence('check.looking', { nodes: namesOf(lab.nodes) }) });
  // The others are looked at too: much is only right beside them.
  const all = judge(list, places, await lookAtAll(lab, places, list, provider, context.signal));
  const checks = narrowed(all, names);
  return {
    lab: lab.spec.name,
    provider: provider.name,
    until,
    leftOut,
    passed: checks.every(({ passed }) => passed),
    checks,
    next: checks.every(({ passed }) => passed) ? null : (firstFailure(checks) ?? firstFailure(all) ?? null),
  };
}
