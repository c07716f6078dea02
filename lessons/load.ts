import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../messages/errors.js';
import type { PartialSpec } from '../model/spec.js';
import {
  type Before,
  checkPlace,
  checkPlaces,
  checkProbe,
  checkRemedies,
  checkTexts,
  type Origin,
  patternProblems,
  type Reading,
  zookeeperProblems,
} from './check-content.js';
import type { Condition } from './conditions.js';
import { lineOrigin, readContent, readText } from './content-file.js';
import { labSchema, stepSchema } from './content-schema.js';
import type { Lesson, Question, Step, Texts } from './lesson.js';
import { membersIn } from './members-in.js';
import { nodePlaceholders, pagePlaceholders } from './placeholder-names.js';
import { Problems } from './problems.js';
import { templateProblems } from './template-problems.js';
import type { ZnodeCondition } from './znodes.js';

/** A question as step.yaml has it. */
type ReadQuestion = Omit<Question, 'probe'> & { readonly probe?: string | undefined };

/** The number gives the order, the rest is the step's id. */
const stepFolder = /^\d\d-([a-z][a-z0-9-]*)$/;

const nodeNames = Object.keys(nodePlaceholders);
const pageNames = Object.keys(pagePlaceholders);

/** A condition as step.yaml has it. */
type ReadCondition = { readonly [K in keyof ZnodeCondition]: ZnodeCondition[K] | undefined };

/** Conditions of znodes, checked; what is absent is left out. */
function conditionsIn(read: readonly ReadCondition[], origin: Origin, problems: Problems): ZnodeCondition[] {
  return read.map((condition, index) => {
    for (const field of ['data', 'child'] as const) {
      const pattern = condition[field];
      if (pattern !== undefined) problems.add(...patternProblems(pattern, origin('znodes', index, field)));
    }
    return Object.fromEntries(
      Object.entries(condition).filter(([, value]) => value !== undefined),
    ) as unknown as ZnodeCondition;
  });
}

/** A question, checked. */
function questionIn({ question, probe, accept }: ReadQuestion, origin: Origin, reading: Reading): Question {
  const { problems } = reading;
  checkTexts(question, origin, ['answer', 'question'], reading);
  if (probe !== undefined) checkProbe(probe, origin('answer', 'probe'), reading);
  if (probe === undefined && accept.length === 0) {
    problems.add(new UsageError('content.missing', { origin: origin('answer', 'accept') }));
  }
  for (const [index, pattern] of accept.entries()) {
    problems.add(...patternProblems(pattern, origin('answer', 'accept', index)));
  }
  return { question, accept, ...(probe !== undefined && { probe }) };
}

/** The pages of one name in a folder, NAME.LANGUAGE.md, in each of the languages. */
function pagesIn(folder: string, name: string, { languages, nodes, problems }: Reading): Texts {
  const pages = languages.flatMap((language) => {
    const file = join(folder, `${name}.${language}.md`);
    const page = problems.try(() => readText(file));
    if (page === undefined) return [];
    problems.add(...templateProblems(page, { known: pageNames, origin: lineOrigin(file, page), nodes }));
    checkPlaces(page, file, problems);
    return [[language, page.trim()] as const];
  });
  return Object.fromEntries(pages);
}

/** How many nodes a lab has that has a step. */
const nodesWhere = (when: readonly Condition[], nodes: number): number =>
  Math.max(nodes, when.includes('spare-member') ? 3 : when.includes('several-nodes') ? 2 : 1);

/** @returns undefined where there is nothing of a step that could be read */
function readStep(folder: string, id: string, before: Before, reading: Reading): Step | undefined {
  const { problems } = reading;
  if (before.ids.includes(id)) problems.add(new UsageError('content.step.twice', { folder, id }));
  const read = readContent(join(folder, 'step.yaml'), stepSchema(), problems);
  const nodes = nodesWhere(read?.value.when ?? [], reading.nodes);
  const page = pagesIn(folder, 'guide', { ...reading, nodes });
  if (read === undefined) return undefined;
  const { value, origin } = read;
  const { probe, state, answer, znodes, compare, remedy, stage, ...rest } = value;
  const looks = [probe ?? znodes, state, answer];
  if (looks.filter((each) => each !== undefined).length !== 1) {
    problems.add(new UsageError('content.probe.or-state', { origin: origin('state') }));
  }
  if (answer === undefined && remedy.length === 0) {
    problems.add(new UsageError('content.missing', { origin: origin('remedy') }));
  }
  const step: Step = {
    id,
    ...rest,
    ...(stage !== undefined && { stage }),
    ...(probe !== undefined && { probe }),
    ...(znodes !== undefined && { znodes: conditionsIn(znodes, origin, problems) }),
    ...(compare !== undefined && { compare }),
    ...(answer !== undefined && { answer: questionIn(answer, origin, reading) }),
    remedy: remedy.map(({ detail, reason, ...each }) => ({
      ...each,
      ...(detail !== undefined && { detail }),
      ...(reason !== undefined && { reason }),
    })),
    page,
  };
  for (const field of ['title', 'explanation', 'hint'] as const) {
    checkTexts(step[field], origin, [field], reading);
  }
  if (probe !== undefined) checkProbe(probe, origin('probe'), reading);
  checkRemedies(step.remedy, origin, reading);
  checkPlace(step, before, origin, problems);
  return step;
}

/** The steps in these folders, in their order, as far as they can be read. */
function stepsIn(folders: readonly string[], reading: Reading): Step[] {
  const steps: Step[] = [];
  let before: Before = { ids: [], stage: undefined };
  for (const folder of folders) {
    const id = stepFolder.exec(basename(folder))?.[1];
    if (id === undefined) {
      reading.problems.add(new UsageError('content.step.folder', { folder }));
      continue;
    }
    const step = readStep(folder, id, before, reading);
    if (step) steps.push(step);
    before = { ids: [...before.ids, id], stage: step ? { of: step.stage } : before.stage };
  }
  return steps;
}

/** The numbers of a lab's cases, NN, in their order; none where it has none. */
export function casesIn(folder: string): string[] {
  const cases = join(folder, 'cases');
  if (!existsSync(cases)) return [];
  const numbers = readdirSync(cases).flatMap((name) => /^(\d\d)\.sh$/.exec(name)?.[1] ?? []);
  return numbers.sort();
}

/** Shell in which placeholders stand. */
function shellIn(file: string, problems: Problems): string {
  const text = problems.try(() => readText(file)) ?? '';
  problems.add(...templateProblems(text, { known: nodeNames, origin: lineOrigin(file, text) }));
  return text;
}

/** The shell that makes nodes ready: setup.sh, or cases/NN.sh for each case, behind what all of them share in setup.sh. */
function setupsIn(folder: string, problems: Problems): string[] {
  const file = join(folder, 'setup.sh');
  const shared = existsSync(file) ? [shellIn(file, problems)] : [];
  const cases = casesIn(folder).map((number) => shellIn(join(folder, 'cases', `${number}.sh`), problems));
  return cases.length === 0 ? shared : cases.map((each) => [...shared, each].join('\n'));
}

/** What is typed in each case, where steps alone cannot tell: solutions/NN.LANGUAGE.md. */
function solutionsIn(folder: string, reading: Reading): Texts[] {
  const solutions = join(folder, 'solutions');
  if (!existsSync(solutions)) return [];
  return casesIn(folder).map((number) => pagesIn(solutions, number, reading));
}

/** The folders of a lab's steps, in their order. @throws UsageError content.unreadable, content.no-steps */
export function stepFolders(folder: string): string[] {
  const steps = join(folder, 'steps');
  try {
    return readdirSync(steps, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(steps, name))
      .sort();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError('content.no-steps', { folder });
    throw new UsageError('content.unreadable', { file: steps, reason: message });
  }
}

/** With how few nodes a lab still means something. */
function atLeastOf(
  spec: PartialSpec,
  told: { readonly nodes?: number | undefined; readonly observers?: number | undefined } = {},
): Lesson['atLeast'] {
  const { nodes, observers } = membersIn(spec);
  return { nodes: told.nodes ?? nodes, observers: told.observers ?? observers };
}

/**
 * Reads a lab's content: lab.yaml, and a folder NN-ID for each step below steps/.
 * @param folder of the lab, as errors are to call it
 * @param probes what its steps can look at: the text of templates/probes
 * @param problems take all that is wrong, content.*, with its file, its line and its field
 * @returns what could be read of it; undefined where that is nothing
 */
export function readLesson(folder: string, probes: string, problems: Problems): Lesson | undefined {
  const read = readContent(join(folder, 'lab.yaml'), labSchema(), problems);
  // Without its languages nothing else of it can be judged.
  if (read === undefined) return undefined;
  const { value, origin } = read;
  const { languages } = value;
  const { otherZookeeper, onlyZookeeper, atLeast: told, ...rest } = value;
  const spec = value.spec as PartialSpec;
  const atLeast = atLeastOf(spec, told);
  const own = join(folder, 'probes.sh');
  const ownProbes = (existsSync(own) && problems.try(() => readText(own))) || '';
  const nodes = atLeast.nodes + atLeast.observers;
  const reading: Reading = { languages, probes: `${probes}\n${ownProbes}`, nodes, problems };

  checkTexts(value.title, origin, ['title'], reading);
  for (const [index, texts] of value.teaches.entries())
    checkTexts(texts, origin, ['teaches', index], reading);
  if (otherZookeeper !== undefined)
    problems.add(...zookeeperProblems(otherZookeeper, origin('otherZookeeper')));
  for (const [index, each] of (onlyZookeeper ?? []).entries())
    problems.add(...zookeeperProblems(each, origin('onlyZookeeper', index)));
  const folders = problems.try(() => stepFolders(folder));
  if (folders?.length === 0) problems.add(new UsageError('content.no-steps', { folder }));
  return {
    name: basename(folder),
    ...rest,
    ...(otherZookeeper !== undefined && { otherZookeeper }),
    ...(onlyZookeeper !== undefined && { onlyZookeeper }),
    spec,
    atLeast,
    steps: stepsIn(folders ?? [], reading),
    intro: pagesIn(folder, 'intro', reading),
    end: pagesIn(folder, 'end', reading),
    setups: setupsIn(folder, problems),
    solutions: solutionsIn(folder, reading),
    probes: ownProbes,
  };
}

/** The same where all of it has to be right. @throws UsageError content.* for the first thing that is not */
export function loadLesson(folder: string, probes: string): Lesson {
  const problems = new Problems();
  const lesson = readLesson(folder, probes, problems);
  problems.throwFirst();
  if (lesson === undefined) throw new Error(`${folder}: nothing read, and nothing wrong`);
  return lesson;
}
