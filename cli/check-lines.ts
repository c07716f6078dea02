import { listed, say } from '../messages/index.js';
import type { LabCheck, NodeCheck, StepCheck } from '../verbs/check.js';
import { toldNextStep } from '../verbs/next-step.js';
import { moment } from './moment.js';
import { namesAlone, namesFor } from './node-names.js';
import type { Output } from './output.js';
import { program } from './program.js';
import { toldSeen } from './seen.js';
import { cut, widthOf } from './width.js';
import { folded, wrapped } from './wrap.js';

const indent = '      ';

/** Nodes that failed in the same way are told together. */
function alike(nodes: readonly NodeCheck[]): NodeCheck[][] {
  const groups = new Map<string, NodeCheck[]>();
  for (const node of nodes) {
    const key = JSON.stringify([node.seen, node.wanted, node.reason, node.type]);
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()];
}

/** What was seen, a line for each thing: what should have been beside it, or below it where both do not fit. */
function seenTold({ seen, wanted }: NodeCheck, columns: number): string[] {
  const should = wanted?.split('\n') ?? [];
  return (seen?.split('\n') ?? []).flatMap((each, index) => {
    const other = should[index];
    const told = toldSeen(each, other || null);
    if (widthOf(told) <= columns) return [told];
    return folded(told, columns - 2).map((line, row) => (row === 0 ? line : `  ${line}`));
  });
}

/** What was seen on these nodes and what is wrong, if there is anything to tell. */
function seenLines(nodes: readonly NodeCheck[], named: boolean, { columns }: Output): string[] {
  const [first] = nodes;
  if (!first) return [];
  const room = columns - indent.length;
  const reason = first.reason === null ? [] : folded(first.reason, room);
  const told = named
    ? namedLines(
        first,
        nodes.map(({ name }) => name),
        room,
      )
    : seenTold(first, room);
  return [...told, ...reason].filter(Boolean).map((line) => `${indent}${line}`);
}

/** What was seen on nodes that are named: beside their names if that is but one thing and there is room, else below them. */
function namedLines(seen: NodeCheck, names: readonly string[], room: number): string[] {
  const head = namesFor(names, (text) => widthOf(text) <= Math.floor(room / 2));
  const beside = head === undefined ? undefined : seenTold(seen, room - widthOf(head) - 2);
  if (head !== undefined && beside !== undefined && beside.length < 2) {
    const [only] = beside;
    return [only ? say('told.about', { what: head, text: only }) : head];
  }
  const below = seenTold(seen, room - 2).map((line) => `  ${line}`);
  const colon = say('told.about', { what: '', text: '' }).trimEnd();
  return [...namesAlone(names, room, below.length === 0 ? '' : colon), ...below];
}

/** What is told of a step. */
interface Told {
  /** It is no longer so, and nobody has to mend it. */
  readonly behind: boolean;
  /** What to type is told with it. */
  readonly typed: boolean;
}

/** Why a step failed, and below that what to type: once where it is the same. */
function reasons(failed: readonly NodeCheck[], typed: boolean, output: Output): string[] {
  const groups = alike(failed);
  return groups.flatMap((group, index) => {
    const type = group[0]?.type ?? '';
    const lines = seenLines(group, groups.length > 1, output);
    if (!typed || groups[index + 1]?.[0]?.type === type) return lines;
    // What is to be typed is never cut.
    return [...lines, ...type.split('\n').map((line) => output.colors.dim(`${indent}→ ${line}`))];
  });
}

/** Where something is typed, in words. @param place a node's name, each, leader or host */
export function placeText(place: string): string {
  if (place === 'each') return say('solve.typed.each');
  if (place === 'leader' || place === 'follower') return say(`solve.typed.${place}`);
  return place === 'host' ? say('solve.typed.host') : place;
}

/** What helps with a step beyond what is advised on a node, as far as it was asked for. */
function helpLines({ hint, solution }: StepCheck, hinted: boolean, output: Output): string[] {
  const lines =
    hinted && hint !== null ? wrapped(say('check.hint', { hint }), output.columns - indent.length - 1) : [];
  const typed = (solution ?? []).flatMap(({ place, commands }) => [
    say('check.solution.on', { place: placeText(place) }),
    ...commands.split('\n').map((line) => `  ${line}`),
  ]);
  return [...lines, ...typed].map((line) => `${indent}${line}`);
}

/** Whether nothing of a step is left to do. */
export const isDone = ({ passed, since }: StepCheck): boolean => passed === true || since !== null;

/**
 * Whether a step that is no longer as it was when it was done is none that anybody has to mend: no stage builds it, and the
 * learner is beyond it. Steps stop servers and change what others have made. Where the first that was never done cannot be
 * done yet, it waits for one of these.
 */
function isBehind(check: StepCheck, checks: readonly StepCheck[]): boolean {
  const { stage, since } = check;
  const beyond = checks.slice(checks.indexOf(check) + 1).some(isDone);
  const ahead = checks.find((each) => !isDone(each));
  return stage === null && since !== null && beyond && ahead?.passed !== null;
}

function stepLines(check: StepCheck, behind: boolean, hinted: boolean, output: Output): string[] {
  const { dim } = output.colors;
  const help = behind ? [] : helpLines(check, hinted, output);
  const { head, told } = stateOf(check, { behind, typed: true }, output);
  return [...head, ...told, ...help.map((line) => dim(line))];
}

/** Columns of a step's mark. */
const marked = 4;

/** Lines behind a step's mark. */
const behindMark = ([first = '', ...more]: readonly string[], mark: string): string[] => [
  `  ${mark} ${first}`,
  ...more.map((line) => `${indent}${line}`),
];

/** The nodes on which a step is not done, unless that is all of them. */
function namesOf({ passed, nodes }: Pick<StepCheck, 'passed' | 'nodes'>): string[] {
  const names = nodes.filter((node) => node.passed === passed).map(({ name }) => name);
  return names.length === nodes.length ? [] : names;
}

const titleLines = (title: string, { columns }: Output): string[] => folded(title, columns - indent.length);

/** A step that is not done: its title, and on which nodes that is so: beside it if all fit there, else below. */
function headLines(check: Pick<StepCheck, 'title' | 'passed' | 'nodes'>, output: Output): string[] {
  const names = namesOf(check);
  const title = titleLines(check.title, output);
  if (names.length === 0) return title;
  const beside = `${check.title}  ${listed(names)}`;
  if (widthOf(beside) <= output.columns - marked) return [beside];
  return [...title, ...namesAlone(names, output.columns - indent.length)];
}

/** How a step is: the lines with its title, and what there is to tell of it. */
interface State {
  readonly head: string[];
  readonly told: string[];
}

function stateOf(
  { title, passed, nodes, since, question }: StepCheck,
  { behind, typed }: Told,
  output: Output,
): State {
  const { green, red, dim } = output.colors;
  const alone = titleLines(title, output);
  if (passed) return { head: behindMark(alone, green('✔')), told: [] };
  if (question !== null) {
    if (passed === null) return { head: behindMark(alone, '–').map((line) => dim(line)), told: [] };
    const asked = wrapped(question, output.columns - indent.length - 1).map((line) => `${indent}${line}`);
    return { head: behindMark(alone, red('?')), told: asked };
  }
  const failed = nodes.filter((node) => node.passed === passed);
  const head = headLines({ title, passed, nodes }, output);
  const before = since === null ? null : { since: moment(since) };
  if (passed === null) {
    const told = before ? [dim(`${indent}${say('check.done-at', before)}`)] : [];
    return { head: behindMark(head, '–').map((line) => dim(line)), told };
  }
  if (before && behind) {
    const told = [dim(`${indent}${say('check.since-behind', before)}`)];
    return { head: behindMark(alone, green('↺')), told };
  }
  const why = reasons(failed, typed, output);
  if (!before) return { head: behindMark(head, red('✘')), told: why };
  const told = [dim(`${indent}${say('check.since', before)}`), ...why];
  return { head: behindMark(head, green('↺')), told };
}

function lastLine({ until, next, checks, elsewhere }: LabCheck): string {
  const gone = checks.filter(({ passed }) => !passed);
  if (next === null && !gone.every((check) => isBehind(check, checks))) return say('check.was-done');
  if (next === null && elsewhere > 0) return say('check.done.here');
  if (next === null) return until === 'cluster' ? say('check.done') : say('check.done.until', { until });
  const count = next.type.split('\n').length;
  const above =
    next.where === 'node' && next.node !== null
      ? say('check.next.node.more', { node: next.node, count })
      : say('check.next.host.more', { count });
  return toldNextStep(next) ?? above;
}

/** That the lab has more steps than its engine's nodes can do, where there are such. */
function elsewhereLines({ elsewhere, provider }: LabCheck, { columns }: Output): string[] {
  return elsewhere === 0 ? [] : wrapped(say('check.elsewhere', { count: elsewhere, provider }), columns - 1);
}

/** How many steps are done, as a line. */
export function titleLine({ lab, provider, checks, together, done }: LabCheck, { colors }: Output): string {
  const title = together && !done ? 'check.title.together' : 'check.title';
  const count = { done: checks.filter(isDone).length, count: checks.length };
  return colors.bold(say(title, { lab, provider, ...count }));
}

/** A step that is not done, in so many columns: a title may be cut there, the name of a node is not. */
function headWithin(check: StepCheck, columns: number): string {
  const names = namesFor(namesOf(check), (text) => widthOf(text) <= Math.floor(columns / 2));
  if (names === undefined) return cut(check.title, columns);
  return `${cut(check.title, columns - widthOf(names) - 2)}  ${names}`;
}

/** Each step with its mark, in a row of the terminal. */
export function tickLines({ checks }: LabCheck, output: Output): string[] {
  const { columns } = output;
  const { green, red, dim } = output.colors;
  return checks.map((check) => {
    const title = cut(check.title, columns - 5);
    if (check.passed) return `  ${green('✔')} ${title}`;
    if (check.since !== null) return `  ${green('↺')} ${title}`;
    if (check.passed === null) return dim(`  – ${title}`);
    if (check.question !== null) return `  ${red('?')} ${title}`;
    return `  ${red('✘')} ${headWithin(check, columns - 5)}`;
  });
}

/**
 * What there is to tell of the step that comes next, and of no other: what was seen, and what to type.
 * @param brief whether many commands are left to the page, which stands below
 */
export function adviceLines(result: LabCheck, output: Output, hinted: boolean, brief = false): string[] {
  const { next, checks } = result;
  const check = checks.find(({ id }) => id === next?.check);
  if (check === undefined || next === null) return [];
  const short = toldNextStep(next);
  // What is typed in a line stands in the last one.
  const whole = short === undefined && !brief;
  const { told: seen } = stateOf(check, { behind: false, typed: whole }, output);
  const help = helpLines(check, hinted, output).map((line) => output.colors.dim(line));
  const below = next.type === `zk-lab guide ${next.check}`;
  const last = below
    ? say('check.next.below')
    : short === undefined && brief
      ? say('check.next.page')
      : lastLine(result);
  return [...seen, ...help, output.colors.bold(last)];
}

/** Where what stands behind → is typed. The command that leads there stays whole. */
function thereLines(command: string, { columns }: Output): string[] {
  const line = say('check.there', { command });
  if (widthOf(line) <= columns) return [line];
  return [say('check.there', { command: '' }).trimEnd(), `${indent}${command}`];
}

/**
 * How far a lab is, as lines that fit the terminal, what is to be typed aside. The last ones say what comes next.
 * @param hinted whether each step that is not done has its hint
 */
export function checkLines(result: LabCheck, output: Output, hinted = false): string[] {
  const { bold, dim, green } = output.colors;
  const { provider, checks, leftOut, next } = result;
  const lines = wrapped(titleLine(result, output), output.columns);
  // To a lab of which no stage does anything, stages mean nothing.
  const staged = checks.some(({ stage }) => stage !== null);
  if (staged && leftOut.length > 0)
    lines.push(
      ...wrapped(say('check.left-out', { provider, stages: listed(leftOut) }), output.columns - 1).map(
        (line) => dim(line),
      ),
    );
  lines.push(...elsewhereLines(result, output).map(dim));
  for (const stage of new Set(checks.map((check) => check.stage))) {
    if (stage !== null) lines.push(stage);
    for (const check of checks)
      if (check.stage === stage) lines.push(...stepLines(check, isBehind(check, checks), hinted, output));
  }
  lines.push('');
  if (next?.where === 'node' && next.node !== null) {
    // Where no SSH is set up, nobody can log in.
    const way = leftOut.includes('ssh') ? `exec ${next.node} bash` : `ssh ${next.node}`;
    lines.push(...thereLines(`${program()} ${way}`, output).map((line) => dim(line)));
  }
  const hint = checks.find(({ id }) => id === next?.check)?.hint ?? null;
  if (hint !== null && !hinted && result.hints) {
    lines.push(...wrapped(say('check.hint', { hint }), output.columns - 1).map((line) => dim(line)));
  }
  lines.push(result.done ? green(lastLine(result)) : bold(lastLine(result)));
  return lines;
}
