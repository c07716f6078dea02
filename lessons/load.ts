import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import type { PartialSpec } from '../model/spec.js';
import { stages } from '../model/stages.js';
import { assertTemplate } from './assert-template.js';
import { type ContentFile, readContent } from './content-file.js';
import type { FieldPath } from './content-problems.js';
import { labSchema, stepSchema } from './content-schema.js';
import type { Lesson, Remedy, Step, Texts } from './lesson.js';
import { factPlaceholders, labPlaceholders, nodePlaceholders, remedyPlaceholders } from './placeholders.js';

type Origin = ContentFile<unknown>['origin'];

/** What steps of a lab have to fit to. */
interface Surroundings {
  readonly languages: readonly string[];
  readonly probes: string;
  /** Those that come before it. */
  readonly earlier: readonly Step[];
}

/** The number gives the order, the rest is the step's id. */
const stepFolder = /^\d\d-([a-z][a-z0-9-]*)$/;

/** Checks that what a command or a reason names there is. */
function assertRemedy(template: string, origin: string): void {
  assertTemplate(template, Object.keys(remedyPlaceholders), origin, Object.keys(factPlaceholders));
}

const assertLabText = (template: string, origin: string): void =>
  assertTemplate(template, Object.keys(labPlaceholders), origin);

/** Checks that a text is there in each language and no other, and that what it names there is. */
function assertTexts(
  texts: Texts,
  languages: readonly string[],
  origin: Origin,
  path: FieldPath,
  assertText = assertLabText,
): void {
  for (const language of languages) {
    const at = origin(...path, language);
    if (texts[language] === undefined)
      throw new UsageError('content.language.missing', { origin: at, language });
    assertText(texts[language], at);
  }
  const other = Object.keys(texts).find((language) => !languages.includes(language));
  if (other !== undefined) {
    throw new UsageError('content.language.other', {
      origin: origin(...path, other),
      known: languages.join(', '),
    });
  }
}

/** Checks that a probe is a function of the script, and that what it names there is. */
function assertProbe(probe: string, probes: string, origin: string): void {
  const [name = ''] = probe.split(/\s/, 1);
  const known = Array.from(probes.matchAll(/^(\w+)\(\) \{$/gm), ([, each = '']) => each);
  if (!known.includes(name))
    throw new UsageError('content.probe', { origin, name, nearest: closest(name, known) });
  if (probe.trim().includes('\n')) throw new UsageError('content.probe.lines', { origin });
  assertTemplate(probe, Object.keys(nodePlaceholders), origin);
}

function assertRemedies(remedies: readonly Remedy[], languages: readonly string[], origin: Origin): void {
  for (const [index, { command, reason }] of remedies.entries()) {
    assertRemedy(command, origin('remedy', index, 'command'));
    if (reason !== undefined)
      assertTexts(reason, languages, origin, ['remedy', index, 'reason'], assertRemedy);
  }
  const last = remedies.length - 1;
  const { when = [], detail } = remedies[last] ?? {};
  if (when.length > 0 || detail !== undefined) {
    throw new UsageError('content.remedy.last', { origin: origin('remedy', last) });
  }
}

/** Checks that a step comes after those that it needs, and not before its stage. */
function assertPlace(
  { stage, needs, needsEverywhere }: Step,
  earlier: readonly Step[],
  origin: Origin,
): void {
  const ids = earlier.map(({ id }) => id);
  for (const [field, wanted] of Object.entries({ needs, needsEverywhere })) {
    const index = wanted.findIndex((id) => !ids.includes(id));
    if (index < 0) continue;
    throw new UsageError('content.needs', {
      origin: origin(field, index),
      id: wanted[index] ?? '',
      known: ids.join(', ') || '-',
    });
  }
  const before = earlier.at(-1)?.stage ?? stage;
  if (stages.indexOf(stage) < stages.indexOf(before)) {
    throw new UsageError('content.stage', { origin: origin('stage'), stage, before });
  }
}

function loadStep(folder: string, { languages, probes, earlier }: Surroundings): Step {
  const id = stepFolder.exec(basename(folder))?.[1];
  if (id === undefined) throw new UsageError('content.step.folder', { folder });
  if (earlier.some((step) => step.id === id)) throw new UsageError('content.step.twice', { folder, id });

  const { value, origin } = readContent(join(folder, 'step.yaml'), stepSchema());
  const { probe, state, compare, remedy, ...rest } = value;
  if ((probe === undefined) === (state === undefined)) {
    throw new UsageError('content.probe.or-state', { origin: origin('state') });
  }
  const step: Step = {
    id,
    ...rest,
    ...(probe !== undefined && { probe }),
    ...(compare !== undefined && { compare }),
    remedy: remedy.map(({ detail, reason, ...each }) => ({
      ...each,
      ...(detail !== undefined && { detail }),
      ...(reason !== undefined && { reason }),
    })),
  };
  for (const field of ['title', 'explanation'] as const) assertTexts(step[field], languages, origin, [field]);
  if (probe !== undefined) assertProbe(probe, probes, origin('probe'));
  assertRemedies(step.remedy, languages, origin);
  assertPlace(step, earlier, origin);
  return step;
}

/** The folders of a lab's steps, in their order. */
function stepFolders(folder: string): string[] {
  const steps = join(folder, 'steps');
  try {
    return readdirSync(steps, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(steps, name))
      .sort();
  } catch (error) {
    throw new UsageError('content.unreadable', { file: steps, reason: (error as Error).message });
  }
}

/**
 * Reads a lab's content: lab.yaml, and a folder NN-ID for each step below steps/.
 * @param folder of the lab, as errors are to call it
 * @param probes what its steps can look at: the text of labs/probes.sh
 * @throws UsageError content.* for the first thing that is wrong, with its file, its line and its field
 */
export function loadLesson(folder: string, probes: string): Lesson {
  const { value, origin } = readContent(join(folder, 'lab.yaml'), labSchema());
  const { languages } = value;
  assertTexts(value.title, languages, origin, ['title']);
  for (const [index, texts] of value.teaches.entries())
    assertTexts(texts, languages, origin, ['teaches', index]);

  const steps: Step[] = [];
  for (const each of stepFolders(folder)) steps.push(loadStep(each, { languages, probes, earlier: steps }));
  if (steps.length === 0) throw new UsageError('content.no-steps', { folder });
  return { name: basename(folder), ...value, spec: value.spec as PartialSpec, steps };
}
