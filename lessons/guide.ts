/** The guide of a lab: what to read and to type, step by step, in one of its languages. Pure. */
import { filledIn, type GuidePhrases, guidePhrases } from '../messages/guide.js';
import { reaches } from '../model/stages.js';
import { stepsFor } from './judge.js';
import type { Lesson, Step } from './lesson.js';
import type { LessonNode } from './lesson-node.js';
import { onEach, onHost, readable, rendered, type Typed, typedOn } from './pages.js';
import { pageValues, textFor } from './placeholders.js';

/** Who reads a guide, and of which lab. */
export interface Reader {
  /** A language tag of the lesson's. */
  readonly language: string;
  /** All nodes of the lab; what pages name of a node is the first one's. */
  readonly nodes: readonly LessonNode[];
  /** What is typed on the user's machine to be on a node. */
  login(node: string): string;
}

/** What zk-lab itself says in a language; English where it does not speak it. */
const phrasesIn = (language: string): GuidePhrases =>
  guidePhrases[language] ?? (guidePhrases.en as GuidePhrases);

/** @throws Error for a lab without nodes, of which there are none */
function firstOf({ nodes: [first] }: Reader): LessonNode {
  if (first === undefined) throw new Error('a lab without nodes');
  return first;
}

/** A page of a lesson's as Markdown: its placeholders filled in, and at each change of place said where one types. */
function pageFor(page: string, reader: Reader): string {
  const { language, login } = reader;
  const phrases = phrasesIn(language);
  return readable(rendered(page, pageValues(firstOf(reader))), (place) => {
    if (place === onEach) return phrases.onEach;
    if (place === onHost) return phrases.onHost;
    return filledIn(phrases.onNode, { node: place, login: login(place) });
  });
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
    pageFor(step.page[language] ?? '', reader),
    ...questionFor(step, reader),
  ].join('\n\n');
}

/** What a step has one type, in its order: its solution. */
export function solutionOf({ page }: Step, reader: Reader): Typed[] {
  return typedOn(rendered(page[reader.language] ?? '', pageValues(firstOf(reader))));
}

/** What stands at the end of the guide. */
export function endText({ end }: Lesson, reader: Reader): string {
  return pageFor(end[reader.language] ?? '', reader);
}

/** The whole guide: a GUIDE.md. */
export function guideText(lesson: Lesson, reader: Reader): string {
  const { language, nodes } = reader;
  const phrases = phrasesIn(language);
  const teaches = lesson.teaches.map((texts) => `- ${texts[language]}`).join('\n');
  const steps = stepsFor(lesson.steps, nodes);
  return `${[
    `# ${lesson.title[language]}`,
    pageFor(lesson.intro[language] ?? '', reader),
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
