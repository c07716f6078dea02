import { say } from '../messages/index.js';
import type { Stage } from '../model/stages.js';
import { comparisons } from './compare.js';
import { allHold } from './conditions.js';
import type { Lesson, Remedy, Step } from './lesson.js';
import type { LessonNode } from './lesson-node.js';
import type { Looked } from './look.js';
import type { Observation } from './observations.js';
import { commandFor, textFor } from './placeholders.js';
import { inUsersLanguage } from './texts.js';

/** How a step is on one node. */
export interface NodeCheck {
  readonly name: string;
  /** null: it waits for another step, on which it depends. */
  readonly passed: boolean | null;
  /** What was seen, as the node tells it; null where there is nothing to tell. */
  readonly seen: string | null;
  /** What should have been seen; null where it was, or where there is more than one way. */
  readonly wanted: string | null;
  /** What to type; null unless it failed. A line for each command. */
  readonly type: string | null;
  /** Where to type it: on the node, or on this machine. */
  readonly where: Remedy['where'] | null;
}

/** How a step is on the nodes that were asked for. */
export interface StepCheck {
  readonly id: string;
  readonly stage: Stage;
  /** In the user's language. */
  readonly title: string;
  /** false: it failed somewhere; null: it failed nowhere, but waits somewhere. */
  readonly passed: boolean | null;
  readonly nodes: readonly NodeCheck[];
}

/** The first thing to do. */
export interface NextStep {
  /** The step's id. */
  readonly check: string;
  readonly node: string;
  readonly type: string;
  readonly where: Remedy['where'];
}

const nothing: Observation = { done: false, detail: '', seen: '', wanted: '' };

/** What a step's probe saw on each node, held beside each other where the step asks for that. */
function observed(step: Step, nodes: readonly LessonNode[], looked: readonly Looked[]): Observation[] {
  const alone = nodes.map((_, index): Observation => {
    const observations = looked[index] ?? new Map<string, Observation>();
    if ('absent' in observations) {
      return step.probe === undefined ? { ...nothing, seen: observations.absent } : nothing;
    }
    if (step.probe === undefined) return { ...nothing, done: true };
    return observations.get(step.id) ?? { ...nothing, seen: say('check.no-answer') };
  });
  if (step.compare === undefined) return alone;
  const given = nodes.flatMap(({ node }, index) => {
    const observation = alone[index];
    return observation?.done ? [{ node, observation, index }] : [];
  });
  const compared = comparisons[step.compare].compare(given, nodes.length);
  const beside = new Map(given.map(({ index }, position) => [index, compared[position]]));
  return alone.map((observation, index) => beside.get(index) ?? observation);
}

/** What helps on a node, filled in. @throws Error for a step of which no remedy fits, which load.ts lets nobody write */
function remedyFor(
  { id, remedy }: Step,
  node: LessonNode,
  detail: string,
): Pick<Remedy, 'where' | 'command'> {
  const fitting = remedy.find(
    (each) => allHold(each.when, node) && (each.detail === undefined || each.detail === detail),
  );
  if (!fitting) throw new Error(`no remedy for ${id}`);
  return { where: fitting.where, command: commandFor(node, fitting.command, detail) };
}

const textOrNull = (text: string): string | null => (text === '' ? null : text);

/** The steps that a lab has: those whose conditions hold on all of its nodes. */
export function stepsFor(steps: readonly Step[], nodes: readonly LessonNode[]): Step[] {
  return steps.filter(({ when }) => nodes.every((node) => allHold(when, node)));
}

/** How every step is on every node, in the order of the steps and of the nodes. @param looked for each of the nodes */
export function judge(
  { steps, languages }: Pick<Lesson, 'steps' | 'languages'>,
  nodes: readonly LessonNode[],
  looked: readonly Looked[],
): StepCheck[] {
  const checks: StepCheck[] = [];
  const passedOn = (id: string, index: number): boolean => {
    const check = checks.find((each) => each.id === id);
    return check === undefined || check.nodes[index]?.passed === true;
  };
  const absent = (index: number): boolean => 'absent' in (looked[index] ?? {});
  const title = ({ title }: Step): string => {
    const text = inUsersLanguage(title, languages);
    return nodes[0] ? textFor(nodes[0].lab, text) : text;
  };
  for (const step of steps) {
    const observations = observed(step, nodes, looked);
    const onNodes = nodes.map((each, index): NodeCheck => {
      const { done, detail, seen, wanted } = observations[index] ?? nothing;
      const told = (passed: boolean | null, remedy?: Pick<Remedy, 'where' | 'command'>): NodeCheck => ({
        name: each.node.name,
        passed,
        seen: textOrNull(seen),
        wanted: done ? null : textOrNull(wanted),
        type: remedy?.command ?? null,
        where: remedy?.where ?? null,
      });
      // What is done is done, whatever it depends on.
      if (done) return told(true);
      const waits =
        (step.probe !== undefined && absent(index)) ||
        step.needs.some((id) => !passedOn(id, index)) ||
        step.needsEverywhere.some((id) => nodes.some((_, other) => !passedOn(id, other)));
      return waits ? told(null) : told(false, remedyFor(step, each, detail));
    });
    checks.push({
      id: step.id,
      stage: step.stage,
      title: title(step),
      passed: overall(onNodes),
      nodes: onNodes,
    });
  }
  return checks;
}

function overall(nodes: readonly NodeCheck[]): boolean | null {
  if (nodes.some(({ passed }) => passed === false)) return false;
  return nodes.every(({ passed }) => passed) ? true : null;
}

/** The checks of some of the nodes alone. */
export function narrowed(checks: readonly StepCheck[], names: readonly string[]): StepCheck[] {
  return checks.map((check) => {
    const nodes = check.nodes.filter(({ name }) => names.includes(name));
    return { ...check, passed: overall(nodes), nodes };
  });
}

/** The first failure in the order of the steps; undefined if there is none. */
export function firstFailure(checks: readonly StepCheck[]): NextStep | undefined {
  for (const { id, nodes } of checks) {
    for (const { name, type, where } of nodes) {
      if (type !== null && where !== null) return { check: id, node: name, type, where };
    }
  }
  return undefined;
}
