import { stripVTControlCharacters } from 'node:util';
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

/** Where a line may be broken: at a blank, and beside a Chinese character; never before a mark that closes something. */
const pieces =
  /\s+|[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f][，。；：！？、）》」』”’]*|[^\s\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+[，。；：！？、）》」』”’]*/gu;

/** A paragraph, which may hold colours, in lines of at most so many places. */
export function wrapped(text: string, places: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const piece of text.match(pieces) ?? []) {
    const blank = piece.trim() === '';
    const wide = blank ? 1 : widthOf(stripVTControlCharacters(piece));
    if (!blank && width + wide > places && line !== '') {
      lines.push(line.trimEnd());
      line = '';
      width = 0;
    }
    if (blank && line === '') continue;
    line += blank ? ' ' : piece;
    width += wide;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
