import { stripVTControlCharacters } from 'node:util';
import { eastAsianWidth } from 'get-east-asian-width';

/**
 * How many columns of a terminal a text takes; a Chinese character takes two. For plain texts, without colours or
 * emoji: string-width knows those too, but takes longer to load than all else that a table needs.
 */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += eastAsianWidth(letter.codePointAt(0) ?? 0);
  return width;
}

/** The beginning of a text that fits into so many columns. */
function fitting(text: string, columns: number): string {
  let [begin, width] = ['', 0];
  for (const letter of text) {
    width += widthOf(letter);
    if (width > columns) break;
    begin += letter;
  }
  return begin;
}

/** A text in so many columns: where it takes more, its beginning and an ellipsis. */
export function cut(text: string, columns: number): string {
  return widthOf(text) <= columns ? text : `${fitting(text, columns - 1)}…`;
}

/** A text in two: as much as fits into so many columns, a letter at least, and the rest. */
export function splitAt(text: string, columns: number): [begin: string, rest: string] {
  const [letter = ''] = text;
  const begin = fitting(text, columns) || letter;
  return [begin, text.slice(begin.length)];
}

/** Rows that lines take, colours aside: a terminal breaks what is longer than a row. */
export const heightOf = (lines: readonly string[], columns: number): number =>
  lines.reduce((rows, line) => {
    return rows + Math.max(1, Math.ceil(widthOf(stripVTControlCharacters(line)) / columns));
  }, 0);
