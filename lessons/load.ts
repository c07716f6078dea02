import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../messages/errors.js';
import type { PartialSpec } from '../model/spec.js';
import {
  assertPattern,
  assertPlace,
  assertPlaces,
  assertProbe,
  assertRemedies,
  assertTexts,
  assertZookeeper,
} from './assert-content.js';
import { assertTemplate } from './assert-template.js';
import { type ContentFile, readContent, readText } from './content-file.js';
import { labSchema, stepSchema } from './content-schema.js';
import type { Lesson, Question, Step, Texts } from './lesson.js';
import { nodePlaceholders, pagePlaceholders } from './placeholder-names.js';
import type { ZnodeCondition } from './znodes.js';

type Origin = ContentFile<unknown>['origin'];

/** A question as step.yaml has it. */
type ReadQuestion = Omit<Question, 'probe'> & { readonly probe?: string | undefined };

/** What steps of a lab have to fit to. */
interface Surroundings {
  readonly languages: readonly string[];
  readonly probes: string;
  /** Those that come before it. */
  readonly earlier: readonly Step[];
}

/** The number gives the order, the rest is the step's id. */
const stepFolder = /^\d\d-([a-z][a-z0-9-]*)$/;

/** A condition as step.yaml has it. */
type ReadCondition = { readonly [K in keyof ZnodeCondition]: ZnodeCondition[K] | undefined };

/** Conditions of znodes, checked; what is absent is left out. */
function conditionsIn(read: readonly ReadCondition[], origin: Origin): ZnodeCondition[] {
  return read.map((condition, index) => {
    for (const field of ['data', 'child'] as const) {
      if (condition[field] !== undefined) assertPattern(condition[field], origin('znodes', index, field));
    }
    return Object.fromEntries(
      Object.entries(condition).filter(([, value]) => value !== undefined),
    ) as unknown as ZnodeCondition;
  });
}

/** A question, checked. */
function questionIn(
  { question, probe, accept }: ReadQuestion,
  { languages, probes, origin }: Pick<Surroundings, 'languages' | 'probes'> & { readonly origin: Origin },
): Question {
  assertTexts(question, languages, origin, ['answer', 'question']);
  if (probe !== undefined) assertProbe(probe, probes, origin('answer', 'probe'));
  if (probe === undefined && accept.length === 0) {
    throw new UsageError('content.missing', { origin: origin('answer', 'accept') });
  }
  for (const [index, pattern] of accept.entries()) assertPattern(pattern, origin('answer', 'accept', index));
  return { question, accept, ...(probe !== undefined && { probe }) };
}

/** The pages of one name in a folder, NAME.LANGUAGE.md, in each of the languages. @throws UsageError content.* */
function pagesIn(folder: string, name: string, languages: readonly string[]): Texts {
  const pages = languages.map((language) => {
    const file = join(folder, `${name}.${language}.md`);
    const page = readText(file).trim();
    const known = Object.keys(pagePlaceholders);
    assertTemplate(page, known, file);
    assertPlaces(page, file);
    return [language, page] as const;
  });
  return Object.fromEntries(pages);
}

function loadStep(folder: string, { languages, probes, earlier }: Surroundings): Step {
  const id = stepFolder.exec(basename(folder))?.[1];
  if (id === undefined) throw new UsageError('content.step.folder', { folder });
  if (earlier.some((step) => step.id === id)) throw new UsageError('content.step.twice', { folder, id });

  const { value, origin } = readContent(join(folder, 'step.yaml'), stepSchema());
  const { probe, state, answer, znodes, compare, remedy, stage, ...rest } = value;
  const looks = [probe ?? znodes, state, answer];
  if (looks.filter((each) => each !== undefined).length !== 1) {
    throw new UsageError('content.probe.or-state', { origin: origin('state') });
  }
  if (answer === undefined && remedy.length === 0) {
    throw new UsageError('content.missing', { origin: origin('remedy') });
  }
  const step: Step = {
    id,
    ...rest,
    ...(stage !== undefined && { stage }),
    ...(probe !== undefined && { probe }),
    ...(znodes !== undefined && { znodes: conditionsIn(znodes, origin) }),
    ...(compare !== undefined && { compare }),
    ...(answer !== undefined && { answer: questionIn(answer, { languages, probes, origin }) }),
    remedy: remedy.map(({ detail, reason, ...each }) => ({
      ...each,
      ...(detail !== undefined && { detail }),
      ...(reason !== undefined && { reason }),
    })),
    page: pagesIn(folder, 'guide', languages),
  };
  for (const field of ['title', 'explanation', 'hint'] as const) {
    assertTexts(step[field], languages, origin, [field]);
  }
  if (probe !== undefined) assertProbe(probe, probes, origin('probe'));
  assertRemedies(step.remedy, languages, origin);
  assertPlace(step, earlier, origin);
  return step;
}

/** The numbers of a lab's cases, NN, in their order; none where it has none. */
export function casesIn(folder: string): string[] {
  const cases = join(folder, 'cases');
  if (!existsSync(cases)) return [];
  const numbers = readdirSync(cases).flatMap((name) => /^(\d\d)\.sh$/.exec(name)?.[1] ?? []);
  return numbers.sort();
}

/** Shell in which placeholders stand. @throws UsageError content.* */
function shellIn(file: string): string {
  const text = readText(file);
  assertTemplate(text, Object.keys(nodePlaceholders), file);
  return text;
}

/**
 * The shell that makes nodes ready: setup.sh, or cases/NN.sh for each case, behind what all of them share in setup.sh.
 * @throws UsageError content.*
 */
function setupsIn(folder: string): string[] {
  const file = join(folder, 'setup.sh');
  const shared = existsSync(file) ? [shellIn(file)] : [];
  const cases = casesIn(folder).map((number) => shellIn(join(folder, 'cases', `${number}.sh`)));
  return cases.length === 0 ? shared : cases.map((each) => [...shared, each].join('\n'));
}

/** What is typed in each case, where steps alone cannot tell: solutions/NN.LANGUAGE.md. @throws UsageError content.* */
function solutionsIn(folder: string, languages: readonly string[]): Texts[] {
  const solutions = join(folder, 'solutions');
  if (!existsSync(solutions)) return [];
  return casesIn(folder).map((number) => pagesIn(solutions, number, languages));
}

/** The folders of a lab's steps, in their order. @throws UsageError content.unreadable */
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

/**
 * Reads a lab's content: lab.yaml, and a folder NN-ID for each step below steps/.
 * @param folder of the lab, as errors are to call it
 * @param probes what its steps can look at: the text of templates/probes
 * @throws UsageError content.* for the first thing that is wrong, with its file, its line and its field
 */
export function loadLesson(folder: string, probes: string): Lesson {
  const { value, origin } = readContent(join(folder, 'lab.yaml'), labSchema());
  const { languages } = value;
  assertTexts(value.title, languages, origin, ['title']);
  for (const [index, texts] of value.teaches.entries())
    assertTexts(texts, languages, origin, ['teaches', index]);

  const { otherZookeeper, onlyZookeeper, ...rest } = value;
  if (otherZookeeper !== undefined) assertZookeeper(otherZookeeper, origin('otherZookeeper'));
  for (const [index, each] of (onlyZookeeper ?? []).entries())
    assertZookeeper(each, origin('onlyZookeeper', index));
  const own = join(folder, 'probes.sh');
  const ownProbes = existsSync(own) ? readText(own) : '';
  const steps: Step[] = [];
  for (const each of stepFolders(folder)) {
    steps.push(loadStep(each, { languages, probes: `${probes}\n${ownProbes}`, earlier: steps }));
  }
  if (steps.length === 0) throw new UsageError('content.no-steps', { folder });
  return {
    name: basename(folder),
    ...rest,
    ...(otherZookeeper !== undefined && { otherZookeeper }),
    ...(onlyZookeeper !== undefined && { onlyZookeeper }),
    spec: value.spec as PartialSpec,
    intro: pagesIn(folder, 'intro', languages),
    end: pagesIn(folder, 'end', languages),
    setups: setupsIn(folder),
    solutions: solutionsIn(folder, languages),
    probes: ownProbes,
    steps,
  };
}
