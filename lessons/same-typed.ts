import { UsageError } from '../messages/errors.js';
import type { Texts } from './lesson.js';
import { typedIn } from './pages.js';

/** What is typed, line by line, each opening told by its place; comments are for those who read. */
function linesOf(page: string): string[] {
  const lines = typedIn(page).flatMap(({ place, commands }) => [
    `\`\`\`sh ${place}`,
    ...commands.split('\n'),
  ]);
  return lines.filter((line) => !/^\s*#/.test(line));
}

/**
 * Checks that a page has one type the same in each language: it is the step's solution in all of them.
 * @param fileOf the file of a language's page, as errors are to call it
 * @throws UsageError content.typed
 */
export function assertSameTyped(page: Texts, fileOf: (language: string) => string): void {
  const [first = '', ...others] = Object.keys(page);
  const wanted = linesOf(page[first] ?? '');
  for (const language of others) {
    const lines = linesOf(page[language] ?? '');
    const index = Array.from({ length: Math.max(lines.length, wanted.length) }).findIndex(
      (_, at) => lines[at] !== wanted[at],
    );
    if (index < 0) continue;
    throw new UsageError('content.typed', {
      file: fileOf(language),
      other: fileOf(first),
      line: lines[index]?.trim() ?? '-',
      wanted: wanted[index]?.trim() ?? '-',
    });
  }
}
