import { say } from '../messages/index.js';
import type { LabCheck, NodeCheck, StepCheck } from '../verbs/check.js';
import { toldNextStep } from '../verbs/next-step.js';
import type { Output } from './output.js';
import { program } from './program.js';
import { cut, widthOf, wrapped } from './width.js';

const indent = '      ';

/** Names of nodes within so many places: as many as fit, and how many there are beyond them. */
function namesWithin(names: readonly string[], places: number): string {
  for (let shown = names.length; shown > 0; shown--) {
    const some = names.slice(0, shown).join(', ');
    const text =
      shown === names.length ? some : say('check.others', { names: some, count: names.length - shown });
    if (widthOf(text) <= places) return text;
  }
  return cut(names.join(', '), places);
}

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
function seenTold({ seen, wanted }: NodeCheck, places: number): string[] {
  const should = wanted?.split('\n') ?? [];
  return (seen?.split('\n') ?? []).flatMap((each, index) => {
    const other = should[index];
    const told = other ? say('check.instead', { seen: each, wanted: other }) : each;
    return wrapped(told, places).map((line, row) => cut(row === 0 ? line : `  ${line}`, places));
  });
}

/** What was seen on these nodes and what is wrong, if there is anything to tell. */
function seenLines(nodes: readonly NodeCheck[], named: boolean, { columns }: Output): string[] {
  const [first] = nodes;
  if (!first) return [];
  const places = columns - indent.length;
  const reason = first.reason === null ? [] : wrapped(first.reason, places);
  const names = nodes.map(({ name }) => name);
  const head = named ? namesWithin(names, Math.floor(columns / 2)) : '';
  const seen = seenTold(first, places - (named ? widthOf(head) + 2 : 0));
  // Beside the names if there is but one thing to tell.
  const beside = [head, seen.join()].filter(Boolean).join(': ');
  const below = named ? [`${head}:`, ...seenTold(first, places - 2).map((line) => `  ${line}`)] : seen;
  const told = seen.length < 2 ? [beside] : below;
  return [...told, ...reason].filter(Boolean).map((line) => `${indent}${cut(line, places)}`);
}

/** Why a step failed, and below that what to type: once where it is the same. */
function reasons(failed: readonly NodeCheck[], output: Output): string[] {
  const groups = alike(failed);
  return groups.flatMap((group, index) => {
    const type = group[0]?.type ?? '';
    const lines = seenLines(group, groups.length > 1, output);
    if (groups[index + 1]?.[0]?.type === type) return lines;
    // What is to be typed is never cut.
    return [...lines, ...type.split('\n').map((line) => output.colors.dim(`${indent}→ ${line}`))];
  });
}

function stepLines({ title, passed, nodes }: StepCheck, output: Output): string[] {
  const { green, red, dim } = output.colors;
  if (passed) return [`  ${green('✔')} ${title}`];
  const failed = nodes.filter((node) => node.passed === passed);
  const text = `${title}  `;
  const names =
    failed.length === nodes.length
      ? ''
      : namesWithin(
          failed.map(({ name }) => name),
          output.columns - widthOf(text) - 4,
        );
  if (passed === null) return [dim(`  – ${text}${names}`.trimEnd())];
  return [`  ${red('✘')} ${text}${names}`.trimEnd(), ...reasons(failed, output)];
}

function lastLine({ until, next }: LabCheck): string {
  if (next === null) return until === 'cluster' ? say('check.done') : say('check.done.until', { until });
  const count = next.type.split('\n').length;
  const above =
    next.where === 'node'
      ? say('check.next.node.more', { node: next.node, count })
      : say('check.next.host.more', { count });
  return toldNextStep(next) ?? above;
}

/** How far a lab is, as lines that fit the terminal, what is to be typed aside. The last one says what comes next. */
export function checkLines(result: LabCheck, output: Output): string[] {
  const { bold, dim, green } = output.colors;
  const { lab, provider, checks, leftOut, passed, next } = result;
  const done = checks.filter((check) => check.passed).length;
  const lines = [bold(say('check.title', { lab, provider, done, count: checks.length }))];
  if (leftOut.length > 0) lines.push(dim(say('check.left-out', { provider, stages: leftOut.join(', ') })));
  for (const stage of new Set(checks.map((check) => check.stage))) {
    lines.push(stage);
    for (const check of checks) if (check.stage === stage) lines.push(...stepLines(check, output));
  }
  lines.push('');
  if (next?.where === 'node') {
    // Where no SSH is set up, nobody can log in.
    const way = leftOut.includes('ssh') ? `exec ${next.node} bash` : `ssh ${next.node}`;
    lines.push(dim(say('check.there', { command: `${program()} ${way}` })));
  }
  lines.push(passed ? green(lastLine(result)) : bold(lastLine(result)));
  return lines;
}
