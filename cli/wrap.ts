/**
 * Breaks a text into lines as its language does: between words and between Chinese letters, never before a full stop, and
 * never within what is to be typed or copied.
 */
import { widthOf } from './width.js';

const letter = /\p{Script=Han}/u;
/** What no line begins with, and what none ends with. */
const closing = /[，。；：、？！）”]/;
const opening = /[（“]/;
/** What is to be typed stands between quotes. */
const quotation = /^(?:"[^"]*"|“[^”]*”)/;

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

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let before = ' ';
  for (let rest = text; rest !== ''; ) {
    const next = quotation.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 0);
    rest = rest.slice(next.length);
    const last = pieces.at(-1);
    if (next !== ' ') {
      if (last && before !== ' ' && !mayBreak(before, next[0] ?? '')) last.text += next;
      else pieces.push({ text: next, blank: before === ' ' });
    }
    before = next.at(-1) ?? '';
  }
  return pieces;
}

/** The text in lines of so many places at most; a piece that is longer by itself stands alone. */
export function wrapped(text: string, places: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const { text: piece, blank } of piecesOf(paragraph)) {
      const longer = `${line}${blank && line !== '' ? ' ' : ''}${piece}`;
      const fits = line === '' || widthOf(longer) <= places;
      if (!fits) lines.push(line);
      line = fits ? longer : piece;
    }
    return [...lines, line];
  });
}
