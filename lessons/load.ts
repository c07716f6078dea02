import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { defaults } from '../model/resolve.js';
import type { PartialSpec } from '../model/spec.js';
import { stages } from '../model/stages.js';
import { zookeeper } from '../software/zookeeper/index.js';
import type { Condition } from './conditions.js';
import { type ContentFile, lineOrigin, readContent, readText } from './content-file.js';
import type { FieldPath } from './content-problems.js';
import { labSchema, stepSchema } from './content-schema.js';
import type { Lesson, Question, Remedy, Step, Texts } from './lesson.js';
import { onEach, onFollower, onHost, onLeader, typedLinesIn, unendedIn } from './pages.js';
import {
  factPlaceholders,
  labPlaceholders,
  nodePlaceholders,
  pagePlaceholders,
  remedyPlaceholders,
} from './placeholder-names.js';
import { Problems } from './problems.js';
import { templateProblems } from './template-problems.js';
import type { ZnodeCondition } from './znodes.js';

type Origin = ContentFile<unknown>['origin'];

/** A question as step.yaml has it. */
type ReadQuestion = Omit<Question, 'probe'> & { readonly probe?: string | undefined };

/** What is read of a lab, and takes what is wrong with it. */
interface Reading {
  readonly languages: readonly string[];
  /** The text of all functions that look at nodes. */
  readonly probes: string;
  /** How many nodes the lab has at least. */
  readonly nodes: number;
  readonly problems: Problems;
}

/** What comes before a step. */
interface Before {
  readonly ids: readonly string[];
  /** The stage of the last one that could be read. */
  readonly stage: { readonly of: Step['stage'] } | undefined;
}

/** The number gives the order, the rest is the step's id. */
const stepFolder = /^\d\d-([a-z][a-z0-9-]*)$/;

const labNames = Object.keys(labPlaceholders);
const nodeNames = Object.keys(nodePlaceholders);
const pageNames = Object.keys(pagePlaceholders);
const remedyNames = Object.keys(remedyPlaceholders);
const factNames = Object.keys(factPlaceholders);

/** What is wrong with a text in a field. */
type TextProblems = (template: string, origin: string) => UsageError[];

const labTextProblems: TextProblems = (template, origin) =>
  templateProblems(template, { known: labNames, origin: () => origin });
/** A command or a reason. */
const remedyProblems: TextProblems = (template, origin) =>
  templateProblems(template, { known: remedyNames, lists: factNames, origin: () => origin });

/** Checks that a text is there in each language and no other, and that what it names there is. */
function checkTexts(
  texts: Texts,
  origin: Origin,
  path: FieldPath,
  { languages, problems }: Pick<Reading, 'languages' | 'problems'>,
  textProblems = labTextProblems,
): void {
  for (const language of languages) {
    const at = origin(...path, language);
    const text = texts[language];
    if (text === undefined)
      problems.add(new UsageError('content.language.missing', { origin: at, language }));
    else problems.add(...textProblems(text, at));
  }
  for (const other of Object.keys(texts).filter((language) => !languages.includes(language))) {
    const known = listed(languages);
    problems.add(new UsageError('content.language.other', { origin: origin(...path, other), known }));
  }
}

/** Checks that a probe is a function of the script, and that what it names there is. */
function checkProbe(probe: string, origin: string, { probes, problems }: Reading): void {
  const [name = ''] = probe.split(/\s/, 1);
  const known = Array.from(probes.matchAll(/^(\w+)\(\) \{$/gm), ([, each = '']) => each);
  if (!known.includes(name))
    problems.add(new UsageError('content.probe', { origin, name, nearest: closest(name, known) }));
  if (probe.trim().includes('\n')) problems.add(new UsageError('content.probe.lines', { origin }));
  problems.add(...templateProblems(probe, { known: nodeNames, origin: () => origin }));
}

function checkRemedies(remedies: readonly Remedy[], origin: Origin, reading: Reading): void {
  const { problems } = reading;
  for (const [index, { command, reason }] of remedies.entries()) {
    problems.add(...remedyProblems(command, origin('remedy', index, 'command')));
    if (reason !== undefined)
      checkTexts(reason, origin, ['remedy', index, 'reason'], reading, remedyProblems);
  }
  if (remedies.length === 0) return;
  const last = remedies.length - 1;
  const { when = [], detail } = remedies[last] ?? {};
  if (when.length > 0 || detail !== undefined) {
    problems.add(new UsageError('content.remedy.last', { origin: origin('remedy', last) }));
  }
}

/** Checks that a step comes after those that it needs, and not before its stage. */
function checkPlace(
  { stage, needs, needsEverywhere }: Step,
  before: Before,
  origin: Origin,
  problems: Problems,
): void {
  for (const [field, wanted] of Object.entries({ needs, needsEverywhere })) {
    for (const [index, id] of wanted.entries()) {
      if (before.ids.includes(id)) continue;
      const known = listed(before.ids) || '-';
      problems.add(new UsageError('content.needs', { origin: origin(field, index), id, known }));
    }
  }
  const place = (of: Step['stage']): number => (of === undefined ? stages.length : stages.indexOf(of));
  if (before.stage && place(stage) < place(before.stage.of)) {
    problems.add(
      new UsageError('content.stage', {
        origin: origin('stage'),
        stage: stage ?? '-',
        before: before.stage.of ?? '-',
      }),
    );
  }
}

/** What keeps a text from being a regular expression: content.pattern. */
function patternProblems(pattern: string, origin: string): UsageError[] {
  try {
    new RegExp(pattern);
    return [];
  } catch (error) {
    // V8 says the expression once more before it says what is wrong with it.
    const reason = (error as Error).message.replace(/^.*\/[a-z]*: /s, '');
    return [new UsageError('content.pattern', { origin, value: JSON.stringify(pattern), reason })];
  }
}

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

/** Who types besides a node that is named. */
const typists = [onEach, onLeader, onFollower, onHost];

/** Checks that what is typed on a page is typed somewhere, and that each fence of it ends. A node may go by its usual name. */
function checkPlaces(page: string, file: string, problems: Problems): void {
  const places = typedLinesIn(page).filter(({ place }) => place !== undefined);
  const unended = unendedIn(page);
  if (unended !== undefined) {
    const origin = `${file}:${places.at(-1)?.line ?? 1}`;
    problems.add(new UsageError('content.fence', { origin, place: unended }));
  }
  for (const { place = '', line } of unended === undefined ? places : places.slice(0, -1)) {
    if (typists.includes(place) || /^\{\{.*\}\}$|\d$/.test(place)) continue;
    const origin = `${file}:${line}`;
    problems.add(new UsageError('content.place', { origin, place, example: '{{first}}' }));
  }
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

/** What keeps a version or a line of ZooKeeper from being known: content.zookeeper. */
function zookeeperProblems(name: string, origin: string): UsageError[] {
  const { versions } = zookeeper;
  if (versions.includes(name)) return [];
  return [new UsageError('content.zookeeper', { origin, name, nearest: closest(name, [...versions]) })];
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
  { nodes, observers = 0 }: Pick<PartialSpec, 'nodes' | 'observers'>,
  told: { readonly nodes?: number | undefined; readonly observers?: number | undefined } = {},
): Lesson['atLeast'] {
  const listed = typeof nodes === 'object' ? nodes : undefined;
  const voters = listed?.filter(({ role }) => role !== 'observer').length;
  const usual = typeof nodes === 'number' ? nodes : (voters ?? defaults.nodes);
  const observing = listed ? listed.length - (voters ?? 0) : observers;
  return { nodes: told.nodes ?? usual, observers: told.observers ?? observing };
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
