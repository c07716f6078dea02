/** What content has to fit to beyond its schema: each of these checks one thing, and names its place in the file. */
import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { stages } from '../model/stages.js';
import { zookeeper } from '../software/zookeeper/index.js';
import { assertTemplate } from './assert-template.js';
import type { ContentFile } from './content-file.js';
import type { FieldPath } from './content-problems.js';
import type { Remedy, Step, Texts } from './lesson.js';
import { onEach, onFollower, onHost, onLeader, typedIn, unendedIn } from './pages.js';
import {
  factPlaceholders,
  labPlaceholders,
  nodePlaceholders,
  remedyPlaceholders,
} from './placeholder-names.js';

type Origin = ContentFile<unknown>['origin'];

/** Checks that what a command or a reason names there is. */
function assertRemedy(template: string, origin: string): void {
  assertTemplate(template, Object.keys(remedyPlaceholders), origin, Object.keys(factPlaceholders));
}

const assertLabText = (template: string, origin: string): void =>
  assertTemplate(template, Object.keys(labPlaceholders), origin);

/** Checks that a text is there in each language and no other, and that what it names there is. */
export function assertTexts(
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
      known: listed(languages),
    });
  }
}

/** Checks that a probe is a function of the script, and that what it names there is. */
export function assertProbe(probe: string, probes: string, origin: string): void {
  const [name = ''] = probe.split(/\s/, 1);
  const known = Array.from(probes.matchAll(/^(\w+)\(\) \{$/gm), ([, each = '']) => each);
  if (!known.includes(name))
    throw new UsageError('content.probe', { origin, name, nearest: closest(name, known) });
  if (probe.trim().includes('\n')) throw new UsageError('content.probe.lines', { origin });
  assertTemplate(probe, Object.keys(nodePlaceholders), origin);
}

export function assertRemedies(
  remedies: readonly Remedy[],
  languages: readonly string[],
  origin: Origin,
): void {
  for (const [index, { command, reason }] of remedies.entries()) {
    assertRemedy(command, origin('remedy', index, 'command'));
    if (reason !== undefined)
      assertTexts(reason, languages, origin, ['remedy', index, 'reason'], assertRemedy);
  }
  if (remedies.length === 0) return;
  const last = remedies.length - 1;
  const { when = [], detail } = remedies[last] ?? {};
  if (when.length > 0 || detail !== undefined) {
    throw new UsageError('content.remedy.last', { origin: origin('remedy', last) });
  }
}

/** Checks that a step comes after those that it needs, and not before its stage. */
export function assertPlace(
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
      known: listed(ids) || '-',
    });
  }
  const before = earlier.at(-1);
  const place = (of: Step['stage']): number => (of === undefined ? stages.length : stages.indexOf(of));
  if (before && place(stage) < place(before.stage)) {
    throw new UsageError('content.stage', {
      origin: origin('stage'),
      stage: stage ?? '-',
      before: before.stage ?? '-',
    });
  }
}

/** @throws UsageError content.pattern for what is no regular expression */
export function assertPattern(pattern: string, origin: string): void {
  try {
    new RegExp(pattern);
  } catch (error) {
    // V8 says the expression once more before it says what is wrong with it.
    const reason = (error as Error).message.replace(/^.*\/[a-z]*: /s, '');
    throw new UsageError('content.pattern', { origin, value: JSON.stringify(pattern), reason });
  }
}

/** Who types besides a node that is named. */
const typists = [onEach, onLeader, onFollower, onHost];

/** Checks that what is typed on a page is typed somewhere, and that each fence of it ends. A node may go by its usual name. */
export function assertPlaces(page: string, file: string): void {
  const unended = unendedIn(page);
  if (unended !== undefined) throw new UsageError('content.fence', { file, place: unended });
  for (const { place } of typedIn(page)) {
    if (typists.includes(place) || /^\{\{.*\}\}$|\d$/.test(place)) continue;
    throw new UsageError('content.place', { file, place, example: '{{first}}' });
  }
}

/** Checks that a version or a line of ZooKeeper is known. @throws UsageError content.zookeeper */
export function assertZookeeper(named: string, origin: string): void {
  if (zookeeper.versions.includes(named)) return;
  throw new UsageError('content.zookeeper', {
    origin,
    name: named,
    nearest: closest(named, [...zookeeper.versions]),
  });
}
