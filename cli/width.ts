import { eastAsianWidth } from 'get-east-asian-width';

/**
 * How many places of a terminal a text takes; a Chinese character takes two. For plain texts, without colours or
 * emoji: string-width knows those too, but takes longer to load than all else that a table needs.
 */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += eastAsianWidth(letter.codePointAt(0) ?? 0);
  return width;
}

/** What is not parted: a word, or a character that takes two places, with what stands before and behind it. */
const unparted = /\s*[“‘（《]?(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef“‘]+)[，。：；、？！”’）》]*/gu;

/**
 * A text as lines that fit into so many places: broken at blanks, and between characters that take two places. A word
 * that is longer stands alone.
 */
export function wrapped(text: string, places: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [part] of text.matchAll(unparted)) {
    if (line !== '' && widthOf(line + part) > places) {
      lines.push(line);
      line = part.trimStart();
    } else line += part;
  }
  return [...lines, line];
}

/** The beginning of a text that fits into so many places. */
export function cut(text: string, places: number): string {
  if (widthOf(text) <= places) return text;
  let fitting = '';
  let width = 1;
  for (const letter of text) {
    width += widthOf(letter);
    if (width > places) break;
    fitting += letter;
  }
  return `${fitting}…`;
}
