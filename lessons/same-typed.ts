import { UsageError } from '../messages/errors.js';
import type { Texts } from './lesson.js';
import { type TypedLine, typedLinesIn } from './pages.js';

/** What is typed, line by line, each opening told by its place; comments are for those who read. */
const linesOf = (page: string): TypedLine[] => typedLinesIn(page).filter(({ text }) => !/^\s*#/.test(text));

/**
 * Where a page has one type something else in one language than in the first: it is the step's solution in all of them.
 * @param page as its files have it
 * @param fileOf the file of a language's page, as errors are to call it
 * @returns content.typed, the first line of each language
 */
export function differentlyTyped(page: Texts, fileOf: (language: string) => string): UsageError[] {
  const [first = '', ...others] = Object.keys(page);
  const wanted = linesOf(page[first] ?? '');
  return others.flatMap((language) => {
    const lines = linesOf(page[language] ?? '');
    const index = Array.from({ length: Math.max(lines.length, wanted.length) }).findIndex(
      (_, at) => lines[at]?.text !== wanted[at]?.text,
    );
    if (index < 0) return [];
    const { line } = lines[index] ?? lines.at(-1) ?? { line: 1 };
    return [
      new UsageError('content.typed', {
        origin: `${fileOf(language)}:${line}`,
        other: fileOf(first),
        typed: lines[index]?.text.trim() ?? '-',
        wanted: wanted[index]?.text.trim() ?? '-',
      }),
    ];
  });
}
