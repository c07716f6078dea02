import { say } from '../messages/index.js';
import type { Stage } from '../model/stages.js';
import type { Answer } from './answers.js';
import type { CheckedNode, Remedy, Step } from './steps.js';

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

/** What a node has answered: by the ids of the steps, or in words why it did not at all. */
export type Looked = ReadonlyMap<string, Answer> | { readonly absent: string };

const nothing: Answer = { done: false, about: '', seen: '', wanted: '' };

/** What one step's probes said on all nodes, beside each other where the step asks for that. */
function answersTo(step: Step, places: readonly CheckedNode[], looked: readonly Looked[]): readonly Answer[] {
  const alone = places.map((_, index): Answer => {
    const answers = looked[index] ?? new Map<string, Answer>();
    if ('absent' in answers) return step.probe ? nothing : { ...nothing, seen: answers.absent };
    if (!step.probe) return { ...nothing, done: true };
    return answers.get(step.id) ?? { ...nothing, seen: say('check.no-answer') };
  });
  if (!step.together) return alone;
  const given = places.flatMap(({ node }, index) => {
    const answer = alone[index];
    return answer?.done ? [{ node, answer, index }] : [];
  });
  const judged = step.together(given, places.length);
  const beside = new Map(given.map(({ index }, position) => [index, judged[position]]));
  return alone.map((answer, index) => beside.get(index) ?? answer);
}

const textOf = (text: string): string | null => (text === '' ? null : text);

/** How every step is on every node, in the order of the steps and of the nodes. */
export function judge(
  steps: readonly Step[],
  places: readonly CheckedNode[],
  looked: readonly Looked[],
): StepCheck[] {
  const checks: StepCheck[] = [];
  const passedOn = (id: string, index: number): boolean => {
    const check = checks.find((each) => each.id === id);
    return check === undefined || check.nodes[index]?.passed === true;
  };
  const absent = (index: number): boolean => 'absent' in (looked[index] ?? {});
  for (const step of steps) {
    const answers = answersTo(step, places, looked);
    const { needs = [], needsEverywhere = [], probe } = step;
    const nodes = places.map((place, index): NodeCheck => {
      const { done, about, seen, wanted } = answers[index] ?? nothing;
      const { name } = place.node;
      const told = (passed: boolean | null, remedy?: Remedy): NodeCheck => ({
        name,
        passed,
        seen: textOf(seen),
        wanted: done ? null : textOf(wanted),
        type: remedy?.command ?? null,
        where: remedy?.where ?? null,
      });
      // What is done is done, whatever it depends on.
      if (done) return told(true);
      const waits =
        (probe !== undefined && absent(index)) ||
        needs.some((id) => !passedOn(id, index)) ||
        needsEverywhere.some((id) => places.some((_, other) => !passedOn(id, other)));
      return waits ? told(null) : told(false, step.type(place, about));
    });
    checks.push({ id: step.id, stage: step.stage, title: step.title, passed: overall(nodes), nodes });
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
