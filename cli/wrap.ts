/**
 * Breaks a text into lines as its language does: between words and between Chinese letters, never before a full stop, and
 * never within what is to be typed or copied.
 */
import { stripVTControlCharacters } from 'node:util';
import { splitAt, widthOf } from './width.js';

const letter = /\p{Script=Han}/u;
/** What no line begins with, and what none ends with. */
const closing = /[，。；：、？！）”]/;
const opening = /[（“]/;
/** What is to be typed stands between quotes. */
const quotation = '"[^"]*"|“[^”]*”';
/** Begins and ends a colour, and takes no room. */
const colour = '(?:\\u001b\\[[\\d;]*m)';
const quoted = new RegExp(`^${colour}*(?:${quotation})${colour}*`, 'u');
const single = new RegExp(`^(?: |${colour}*[^ \\u001b]${colour}*|${colour}+|.)`, 'su');

/** A piece that stays whole, and whether a blank stands before it. */
interface Piece {
  text: string;
  readonly blank: boolean;
}

/** Whether a line may end between these two, where there is no blank. */
function mayBreak(before: string, after: string): boolean {
  if (closing.test(after) || opening.test(before)) return false;
  return letter.test(before) || letter.test(after) || closing.test(before) || opening.test(after);
}

function piecesOf(text: string, columns: number): Piece[] {
  const pieces: Piece[] = [];
  let before = ' ';
  for (let rest = text; rest !== ''; ) {
    const whole = quoted.exec(rest)?.[0];
    const [letters = ''] = single.exec(rest) ?? [];
    const next = whole !== undefined && seenWidth(whole) <= columns ? whole : letters;
    rest = rest.slice(next.length);
    const last = pieces.at(-1);
    const seen = stripVTControlCharacters(next);
    if (next !== ' ') {
      if (last && before !== ' ' && !mayBreak(before, seen[0] ?? '')) last.text += next;
      else pieces.push({ text: next, blank: before === ' ' });
    }
    before = seen.at(-1) ?? before;
  }
  return pieces;
}

const seenWidth = (text: string): number => widthOf(stripVTControlCharacters(text));

/** The text, which may hold colours, in lines of at most so many columns; a piece that is longer by itself stands alone. */
export function wrapped(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const { text: piece, blank } of piecesOf(paragraph, columns)) {
      const longer = `${line}${blank && line !== '' ? ' ' : ''}${piece}`;
      const goesOn = line === '' || seenWidth(longer) <= columns;
      if (!goesOn) lines.push(line);
      line = goesOn ? longer : piece;
    }
    return [...lines, line];
  });
}

/** The same for a text without colours of which no line may be longer: what is longer by itself goes on in the next one. */
export function folded(text: string, columns: number): string[] {
  return wrapped(text, columns).flatMap((line) => {
    const rows: string[] = [];
    for (let rest = line; rest !== '' || rows.length === 0; ) {
      const [row, more] = splitAt(rest, columns);
      rows.push(row);
      rest = more;
    }
    return rows;
  });
}
