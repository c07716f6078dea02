/** The guide of a lab: what to read and to type, step by step, in one of its languages. Pure. */
import { filledIn } from '../messages/guide.js';
import { reaches } from '../model/stages.js';
import { stepsFor } from './judge.js';
import type { Lesson, Step, Texts } from './lesson.js';
import type { LessonNode } from './lesson-node.js';
import { pageTokens, phrasesIn } from './page-tokens.js';
import { type Typed, typedOn } from './pages.js';
import { filledTokens, pageValues, textFor } from './placeholders.js';

/** Who reads a guide, and of which lab. */
export interface Reader {
  /** A language tag of the lesson's. */
  readonly language: string;
  /** All nodes of the lab; what pages name of a node is the first one's. */
  readonly nodes: readonly LessonNode[];
  /** What is typed on the user's machine to be on a node: what stands before its name, and behind it. */
  readonly login: { readonly before: string; readonly after: string };
}

/** @throws Error for a lab without nodes, of which there are none */
function firstOf({ nodes: [first] }: Reader): LessonNode {
  if (first === undefined) throw new Error('a lab without nodes');
  return first;
}

const known = new WeakMap<Reader, object>();

/** What pages name, for a reader: the same for all pages, and worked out once. */
function valuesFor(reader: Reader): object {
  const values = known.get(reader) ?? { ...pageValues(firstOf(reader)), login: reader.login };
  known.set(reader, values);
  return values;
}

/** A page of a lesson's as Markdown: its placeholders filled in, and at each change of place said where one types. */
function pageFor(pages: Texts, reader: Reader): string {
  const { language } = reader;
  return filledTokens(pageTokens(pages[language] ?? '', language), valuesFor(reader));
}

/** The step's question and how it is answered, where it has one. */
function questionFor({ id, answer }: Step, reader: Reader): string[] {
  if (answer === undefined) return [];
  const { language } = reader;
  const question = textFor(firstOf(reader).lab, answer.question[language] ?? '');
  return [`**${question}** ${filledIn(phrasesIn(language).question, { command: `zk-lab answer ${id} …` })}`];
}

/** A step as the guide has it: its title as a heading, its page, and its question. @param number its place in the guide, from 1 */
export function stepText(step: Step, number: number, reader: Reader): string {
  const { language } = reader;
  const { lab } = firstOf(reader);
  const { until } = lab.spec;
  const built = step.stage !== undefined && reaches(until, step.stage);
  return [
    `## ${number}. ${textFor(lab, step.title[language] ?? '')}`,
    ...(built ? [filledIn(phrasesIn(language).built, { until })] : []),
    pageFor(step.page, reader),
    ...questionFor(step, reader),
  ].join('\n\n');
}

/** What a page has one type, in its order: that of a step, or of a case, is its solution. */
export function solutionOf({ page }: Pick<Step, 'page'>, reader: Reader): Typed[] {
  return typedOn(page[reader.language] ?? '', valuesFor(reader));
}

/** What stands at the end of the guide. @param solution the page of the case that the lab has, where there is one */
export function endText({ end }: Lesson, reader: Reader, solution?: Texts): string {
  return [end, ...(solution ? [solution] : [])].map((page) => pageFor(page, reader)).join('\n\n');
}

/** The whole guide: a GUIDE.md. */
export function guideText(lesson: Lesson, reader: Reader): string {
  const { language, nodes } = reader;
  const phrases = phrasesIn(language);
  const teaches = lesson.teaches.map((texts) => `- ${texts[language]}`).join('\n');
  const steps = stepsFor(lesson.steps, nodes);
  return `${[
    `# ${lesson.title[language]}`,
    pageFor(lesson.intro, reader),
    `**${phrases.learn}**\n\n${teaches}`,
    filledIn(phrases.about, { minutes: lesson.minutes }),
    ...steps.map((step, index) => stepText(step, index + 1, reader)),
    endText(lesson, reader),
  ].join('\n\n')}\n`;
}

/** The file that a guide in a language lies in: GUIDE.md for the first of the lesson's, GUIDE.LANGUAGE.md for the others. */
export function guideFile({ languages }: Pick<Lesson, 'languages'>, language: string): string {
  return language === languages[0] ? 'GUIDE.md' : `GUIDE.${language}.md`;
}
