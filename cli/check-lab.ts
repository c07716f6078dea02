/** What an author is told of a lab: what reading it shows, and with --try what doing it shows. */
import { join, resolve } from 'node:path';
import type { UsageError } from '../messages/errors.js';
import { listed, say } from '../messages/index.js';
import { checkedLab } from '../verbs/checked-lab.js';
import { lessonIn } from '../verbs/lesson.js';
import { trust } from '../verbs/trust.js';
import { type StepFault, type TriedStep, type TryOut, tryOut } from '../verbs/try-out.js';
import { providerOf } from './lab.js';
import type { Output } from './output.js';
import { withProgress } from './progress.js';
import { isOn, type Session, type Typed } from './run.js';
import { toldSeen } from './seen.js';
import { trustingFolder } from './trusting.js';

const indent = '      ';

/** What is wrong, and what was seen of it. */
function faultLines(fault: StepFault, folder: string): string[] {
  const step = join(folder, 'step.yaml');
  const seenLines = ({ node, seen, wanted }: Extract<StepFault, { seen: unknown }>): string[] => {
    const text = toldSeen(seen, wanted);
    return text === '' ? [] : [node === null ? text : say('told.about', { what: node, text })];
  };
  switch (fault.kind) {
    case 'done-before':
      return [say('try.done-before', { file: step })];
    case 'unbuilt':
      return [say('try.unbuilt', { file: step, stage: fault.stage }), ...seenLines(fault)];
    case 'unsolved': {
      const said = fault.said === '' ? [] : [say('try.said'), ...fault.said.split('\n')];
      return [say('try.unsolved', { file: folder }), ...seenLines(fault), ...said];
    }
    case 'any-answer':
      return [say('try.any-answer', { file: step, answer: fault.answer })];
    case 'no-answer':
      return [say('try.no-answer', { file: step })];
  }
}

function stepLines({ title, folder, tried, early, faults }: TriedStep, { colors }: Output): string[] {
  const { green, red, dim } = colors;
  if (!tried) return [dim(`  – ${title}  ${say('try.untried')}`)];
  if (faults.length === 0) return [`  ${green('✔')} ${title}${early ? dim(`  ${say('try.early')}`) : ''}`];
  const lines = faults.flatMap((fault) => faultLines(fault, folder));
  return [`  ${red('✘')} ${title}`, ...lines.map((line) => `${indent}${line}`)];
}

/** What a try-out has shown, as lines. */
function tryLines({ lesson: name, provider, passed, cases }: TryOut, output: Output): string[] {
  const { bold, green } = output.colors;
  const all = cases.flatMap(({ steps }) => steps);
  const wrong = all.filter(({ faults }) => faults.length > 0).length;
  const told = cases.flatMap(({ number, steps }) => [
    ...(number === null ? [] : [say('try.case', { number })]),
    ...steps.flatMap((step) => stepLines(step, output)),
  ]);
  const last = passed
    ? green(say('try.right', { name }))
    : bold(say('try.wrong', { count: wrong, all: all.length }));
  return [bold(say('try.title', { name, provider })), ...told, '', last];
}

/** Tries a lab out and shows what comes of it. @returns the exit status */
async function showTryOut(folder: string, typed: Typed, session: Session): Promise<number> {
  const { output } = session;
  const options = { provider: providerOf(typed) };
  if (isOn(typed, 'trust')) trust(lessonIn(resolve(folder)));
  const result = await withProgress(session, (context) =>
    trustingFolder(resolve(folder), session, () => tryOut(folder, options, context)),
  );
  if (isOn(typed, 'json')) output.json(result);
  else for (const line of tryLines(result, output)) output.print(line);
  return result.passed ? 0 : 1;
}

/** Tells all that is wrong with a lab, as reading it shows. @returns the exit status */
function showProblems(folder: string, problems: readonly UsageError[], { note, noteColors }: Output): number {
  const mark = noteColors.red('zk-lab:');
  for (const { message } of problems) note(`${mark} ${message}`);
  if (problems.length > 1) note(`${mark} ${say('content.problems', { folder, count: problems.length })}`);
  return 2;
}

/** Tells what is wrong with a lab. @returns the exit status */
export async function checkLab(folder: string, typed: Typed, session: Session): Promise<number> {
  const { output } = session;
  const { lab, problems } = checkedLab(folder);
  if (lab === undefined || problems.length > 0) return showProblems(folder, problems, output);
  if (isOn(typed, 'tryOut')) return showTryOut(folder, typed, session);
  if (isOn(typed, 'json')) output.json(lab);
  else {
    const { name, steps, languages } = lab;
    const about = { name, languages: listed(languages) };
    const told =
      steps === 1 ? say('labs.checked.one', about) : say('labs.checked', { ...about, count: steps });
    output.print(`${output.colors.green('✔')} ${told}`);
  }
  return 0;
}
