/** What content has to fit to beyond its schema: each of these checks one thing, and names its place in the file. */

import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { stages } from '../model/stages.js';
import { zookeeper } from '../software/zookeeper/index.js';
import { didYouMean } from '../system/did-you-mean.js';
import type { ContentFile } from './content-file.js';
import type { FieldPath } from './content-problems.js';
import type { Remedy, Step, Texts } from './lesson.js';
import { onEach, onFollower, onHost, onLeader, typedLinesIn, unendedIn } from './pages.js';
import {
  factPlaceholders,
  labPlaceholders,
  nodePlaceholders,
  remedyPlaceholders,
  surroundingPlaceholders,
} from './placeholder-names.js';
import type { Problems } from './problems.js';
import { templateProblems } from './template-problems.js';

export type Origin = ContentFile<unknown>['origin'];

/** What is read of a lab, and takes what is wrong with it. */
export interface Reading {
  readonly languages: readonly string[];
  /** The text of all functions that look at nodes. */
  readonly probes: string;
  /** How many nodes the lab has at least. */
  readonly nodes: number;
  readonly problems: Problems;
}

/** What comes before a step. */
export interface Before {
  readonly ids: readonly string[];
  /** The stage of the last one that could be read. */
  readonly stage: { readonly of: Step['stage'] } | undefined;
}

const labNames = Object.keys(labPlaceholders);
const nodeNames = Object.keys(nodePlaceholders);
const remedyNames = Object.keys(remedyPlaceholders);
const factNames = [...Object.keys(factPlaceholders), ...Object.keys(surroundingPlaceholders)];

/** What is wrong with a text in a field. */
type TextProblems = (template: string, origin: string) => UsageError[];

const labTextProblems: TextProblems = (template, origin) =>
  templateProblems(template, { known: labNames, origin: () => origin });
/** A command or a reason. */
const remedyProblems: TextProblems = (template, origin) =>
  templateProblems(template, { known: remedyNames, lists: factNames, origin: () => origin });

/** Checks that a text is there in each language and no other, and that what it names there is. */
export function checkTexts(
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
export function checkProbe(probe: string, origin: string, { probes, problems }: Reading): void {
  const [name = ''] = probe.split(/\s/, 1);
  const known = Array.from(probes.matchAll(/^(\w+)\(\) \{$/gm), ([, each = '']) => each);
  if (!known.includes(name))
    problems.add(new UsageError('content.probe', { origin, name, near: didYouMean(name, known) }));
  if (probe.trim().includes('\n')) problems.add(new UsageError('content.probe.lines', { origin }));
  problems.add(...templateProblems(probe, { known: nodeNames, origin: () => origin }));
}

export function checkRemedies(remedies: readonly Remedy[], origin: Origin, reading: Reading): void {
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
export function checkPlace(
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
export function patternProblems(pattern: string, origin: string): UsageError[] {
  try {
    new RegExp(pattern);
    return [];
  } catch (error) {
    // V8 says the expression once more before it says what is wrong with it.
    const reason = (error as Error).message.replace(/^.*\/[a-z]*: /s, '');
    return [new UsageError('content.pattern', { origin, value: JSON.stringify(pattern), reason })];
  }
}

/** Who types besides a node that is named. */
const typists = [onEach, onLeader, onFollower, onHost];

/** Checks that what is typed on a page is typed somewhere, and that each fence of it ends. A node may go by its usual name. */
export function checkPlaces(page: string, file: string, problems: Problems): void {
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

/** What keeps a version or a line of ZooKeeper from being known: content.zookeeper. */
export function zookeeperProblems(name: string, origin: string): UsageError[] {
  const { versions } = zookeeper;
  if (versions.includes(name)) return [];
  return [new UsageError('content.zookeeper', { origin, name, near: didYouMean(name, versions) })];
}
