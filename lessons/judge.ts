import { say } from '../messages/index.js';
import { reaches, type Stage } from '../model/stages.js';
import { isAboutRunning } from './about-running.js';
import { comparisons } from './compare.js';
import type { Verdict } from './comparison.js';
import { allHold } from './conditions.js';
import type { Lesson, Remedy, Step, Texts } from './lesson.js';
import type { LessonNode } from './lesson-node.js';
import type { Looked } from './look.js';
import type { Observation } from './observations.js';
import { commandsFor, type FillIn, reasonFor, textFor } from './placeholders.js';
import { inUsersLanguage } from './texts.js';
import { observedIn, type Tree } from './znodes.js';

/** How a step is on one node. */
export interface NodeCheck {
  readonly name: string;
  /** null: it waits for another step, on which it depends. */
  readonly passed: boolean | null;
  /** What was seen, as the node tells it, a line for each thing; null where there is nothing to tell. */
  readonly seen: string | null;
  /** What should have been seen, line by line; null where it was, or where there is more than one way. */
  readonly wanted: string | null;
  /** What is wrong, in the user's language, where what was seen does not tell it; else null. */
  readonly reason: string | null;
  /** What to type; null unless it failed. A line for each command. */
  readonly type: string | null;
  /** Where to type it: on the node, or on this machine. */
  readonly where: Remedy['where'] | null;
}

/** How a step is on the nodes that were asked for. */
export interface StepCheck {
  readonly id: string;
  /** The stage that does it in a lab that goes so far; null for what is the learner's in every lab. */
  readonly stage: Stage | null;
  /** In the user's language. */
  readonly title: string;
  /** false: it failed somewhere; null: it failed nowhere, but waits somewhere. */
  readonly passed: boolean | null;
  /** What to think of, in the user's language; null where the step is done. */
  readonly hint: string | null;
  /** What is asked, where an answer is all that tells; there are no nodes then. */
  readonly question: string | null;
  readonly nodes: readonly NodeCheck[];
}

/** The first thing to do. */
export interface NextStep {
  /** The step's id. */
  readonly check: string;
  /** Where it is to be done; null for a question. */
  readonly node: string | null;
  readonly type: string;
  readonly where: Remedy['where'];
}

const nothing: Observation = { done: false, detail: '', seen: '', wanted: '', facts: {} };

/** What is wrong and what is to be typed, and where. */
type Help = Pick<NodeCheck, 'reason'> & Pick<NextStep, 'type' | 'where'>;
const noHelp = { reason: null, type: null, where: null };

/** A node, what was seen on it, and what fills in commands for it. */
interface Subject {
  readonly node: LessonNode;
  readonly looked: Looked;
  readonly fillIn: FillIn;
}

/** What was seen of a step on one node. */
function seenOn({ looked }: Subject, { id, probe }: Step): Observation {
  if ('absent' in looked) return { ...nothing, seen: looked.absent };
  if (probe === undefined) return { ...nothing, done: true };
  return looked.get(id) ?? { ...nothing, seen: say('check.no-answer') };
}

/**
 * What was seen of a step: on each node, and once nothing is wrong there, of znodes. Of what all servers share, one is as good as
 * another; where none serves, the nodes tell which has to be mended.
 */
function observed(step: Step, subjects: readonly Subject[], tree: Tree | undefined): Verdict[] {
  const { probe, znodes } = step;
  const onNodes = probe === undefined && znodes !== undefined ? [] : observedOnNodes(step, subjects);
  if (znodes === undefined || onNodes.some(({ done }) => !done)) return onNodes;
  const shared = tree ? observedIn(tree, znodes) : { ...nothing, seen: say('check.no-tree') };
  return shared.done && onNodes.length > 0 ? onNodes : [shared];
}

/** What was seen of a step on each node, held beside each other where the step asks for that. */
function observedOnNodes(step: Step, subjects: readonly Subject[]): Verdict[] {
  const alone = subjects.map((subject) => seenOn(subject, step));
  const content = alone.filter(({ done }) => done);
  const [one] = content;
  const enough = { each: Number.POSITIVE_INFINITY, any: 1 };
  if (
    one !== undefined &&
    content.length >= (typeof step.where === 'number' ? step.where : enough[step.where])
  ) {
    return alone.map(() => one);
  }
  if (step.compare === undefined) return alone;
  const given = subjects.flatMap(({ node: { node } }, index) => {
    const observation = alone[index];
    return observation?.done ? [{ node, observation, index }] : [];
  });
  const nodes = subjects.map(({ node: { node } }) => node);
  const compared = comparisons[step.compare].compare(given, nodes);
  const beside = new Map(given.map(({ index }, position) => [index, compared[position]]));
  return alone.map((observation, index) => beside.get(index) ?? observation);
}

/** Whether a step cannot be looked at on a node on which it has to be done. */
const isHeldUp = ({ probe, where }: Step, looked: Looked): boolean =>
  probe !== undefined && where === 'each' && 'absent' in looked;

/**
 * Where no server serves, no znode is made; that of a lab that is up to its last stage is not the learner's to mend.
 * @param back what brings it back; undefined where znodes were seen
 */
function bringBack({ probe, znodes }: Step, { lab }: LessonNode, back: string | undefined): Help | undefined {
  if (back === undefined || znodes === undefined || probe !== undefined) return undefined;
  return reaches(lab.spec.until, 'cluster') ? { reason: null, type: back, where: 'host' } : undefined;
}

/** Where a node was silent, nothing is known that could be mended. */
function askAgain({ node }: LessonNode): Help {
  return { reason: null, type: `zk-lab check ${node.name}`, where: 'host' };
}

/** A node on which nothing can be looked at is to run before anything else. */
function bringUp({ node }: LessonNode): Help {
  return { reason: null, type: `zk-lab up ${node.name}`, where: 'host' };
}

/** Whether there is nothing to be done on a node while there is something on another: a server may lack no more than the others. */
const waitsForOthers = ({ detail }: Verdict, all: readonly Verdict[]): boolean =>
  detail === 'waits' && all.some((other) => !other.done && other.detail !== 'waits');

/** What helps on a node. @throws Error where no remedy fits, which load.ts lets nobody write */
function helpFor(
  step: Step,
  { node, looked, fillIn }: Subject,
  said: Verdict,
  languages: Lesson['languages'],
): Help {
  const { id, remedy, probe } = step;
  if (probe !== undefined && 'get' in looked && !looked.has(id)) return askAgain(node);
  if (isHeldUp(step, looked)) return bringUp(node);
  const fitting = remedy.find(
    (each) => allHold(each.when, node) && (each.detail === undefined || each.detail === said.detail),
  );
  if (!fitting) throw new Error(`no remedy for ${id}`);
  const { command, where, reason } = fitting;
  const told = reason === undefined ? '' : reasonFor(node, inUsersLanguage(reason, languages), said);
  return { reason: textOrNull(told), type: fillIn(command, said, said.about), where };
}

const textOrNull = (text: string): string | null => (text === '' ? null : text);

/** The steps that a lab has: those whose conditions hold on all of its nodes. */
export function stepsFor(steps: readonly Step[], nodes: readonly LessonNode[]): Step[] {
  return steps.filter(({ when }) => nodes.every((node) => allHold(when, node)));
}

/** A text of a step's in the user's language, as it is for a lab. */
function textIn(texts: Texts, languages: Lesson['languages'], [first]: readonly LessonNode[]): string {
  const text = inUsersLanguage(texts, languages);
  return first ? textFor(first.lab, text) : text;
}

/**
 * How every step is on every node, in the order of the steps and of the nodes.
 * @param looked what was seen on each of the nodes
 * @param answered ids of the steps that were done before: questions that were answered, and what was seen
 * @param tree what was seen of znodes; undefined where nobody could be asked
 * @param back what to type on this machine so that somebody can
 */
export function judge(
  { steps, languages }: Pick<Lesson, 'steps' | 'languages'>,
  nodes: readonly LessonNode[],
  looked: readonly Looked[],
  answered: ReadonlySet<string>,
  tree?: Tree,
  back = 'zk-lab up',
): StepCheck[] {
  const saysWhatRuns = steps.some(isAboutRunning);
  const subjects = nodes.map((node, index): Subject => {
    return { node, looked: looked[index] ?? new Map(), fillIn: commandsFor(node) };
  });
  const checks: StepCheck[] = [];
  // What was done and cannot be looked at now may well be as it was, and keeps nothing else from being done.
  const unseen = new Set(
    steps.flatMap(({ id, znodes }) => (tree === undefined && znodes && answered.has(id) ? [id] : [])),
  );
  const passedOn = (id: string, index: number): boolean => {
    if (unseen.has(id)) return true;
    const check = checks.find((each) => each.id === id);
    return check === undefined || (check.nodes[index] ?? check).passed === true;
  };
  for (const step of steps) {
    const { id, stage = null, needs, needsEverywhere, answer } = step;
    const title = textIn(step.title, languages, nodes);
    const hintOf = (passed: boolean | null): string | null =>
      passed ? null : textIn(step.hint, languages, nodes);
    if (answer !== undefined) {
      const waits = [...needs, ...needsEverywhere].some((need) =>
        nodes.some((_, index) => !passedOn(need, index)),
      );
      const passed = answered.has(id) ? true : waits ? null : false;
      checks.push({
        ...{ id, stage, title, passed, hint: hintOf(passed) },
        ...{ question: textIn(answer.question, languages, nodes), nodes: [] },
      });
      continue;
    }
    const observations = observed(step, subjects, tree);
    const asked = subjects.slice(0, observations.length);
    const onNodes = asked.map((subject, index): NodeCheck => {
      const verdict: Verdict = observations[index] ?? nothing;
      const { done, seen, wanted } = verdict;
      const judged = (passed: boolean | null, help: Help | typeof noHelp): NodeCheck => ({
        name: subject.node.node.name,
        passed,
        seen: textOrNull(seen),
        wanted: done ? null : textOrNull(wanted),
        ...help,
      });
      // What is done is done, whatever it depends on.
      if (done) return judged(true, noHelp);
      const waits =
        verdict.waits ||
        waitsForOthers(verdict, observations) ||
        unseen.has(id) ||
        (saysWhatRuns && isHeldUp(step, subject.looked)) ||
        needs.some((need) => !passedOn(need, index)) ||
        needsEverywhere.some((need) => subjects.some((_, other) => !passedOn(need, other)));
      if (waits) return judged(null, noHelp);
      const brought = bringBack(step, subject.node, tree ? undefined : back);
      return judged(false, brought ?? helpFor(step, subject, verdict, languages));
    });
    const passed = overall(onNodes);
    checks.push({ id, stage, title, passed, hint: hintOf(passed), question: null, nodes: onNodes });
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
    // What is asked of nobody in particular, or of the ensemble as a whole, is everybody's.
    if (check.nodes.length <= 1) return check;
    const nodes = check.nodes.filter(({ name }) => names.includes(name));
    return { ...check, passed: overall(nodes), nodes };
  });
}

/** The first failure in the order of the steps; undefined if there is none. */
export function firstFailure(checks: readonly StepCheck[]): NextStep | undefined {
  for (const { id, nodes, passed, question } of checks) {
    if (question !== null && passed === false) {
      return { check: id, node: null, type: `zk-lab answer ${id} …`, where: 'host' };
    }
    for (const { name, type, where } of nodes) {
      if (type !== null && where !== null) return { check: id, node: name, type, where };
    }
  }
  return undefined;
}
