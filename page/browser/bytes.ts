/** A znode's data as people see it: text, JSON or hex; and back. */

export type View = 'text' | 'json' | 'hex';

export const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** UTF-8; undefined where it is none, or has signs that no editor shows. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
    return /[\x00-\x08\x0b\x0c\x0d\x0e-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte, index) => `${byte.toString(16).padStart(2, '0')}${index % 16 === 15 ? '\n' : ' '}`)
    .join('')
    .trimEnd();

/**
 * JSON laid out anew by its own signs: read as values, large numbers would become others, and of two fields of one name one would go.
 * @param indented in lines, else without blanks that mean nothing
 * @throws SyntaxError for what is none
 */
function laidOut(json: string, indented: boolean): string {
  JSON.parse(json);
  const signs = json.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  if (!indented) return signs.join('');
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  return signs
    .map((sign, place) => {
      const empty = /^[[{]$/.test(signs[place - 1] ?? '') && /^[\]}]$/.test(sign);
      if (sign === ',') return `,${line()}`;
      if (sign === ':') return ': ';
      if (sign === '[' || sign === '{') {
        depth++;
        return /^[\]}]$/.test(signs[place + 1] ?? '') ? sign : `${sign}${line()}`;
      }
      if (sign !== ']' && sign !== '}') return sign;
      depth--;
      return empty ? sign : `${line()}${sign}`;
    })
    .join('');
}

/** Which views data can be seen in. */
export function viewsOf(bytes: Uint8Array): readonly View[] {
  const text = textOf(bytes);
  if (text === undefined) return ['hex'];
  try {
    JSON.parse(text);
    return ['text', 'json', 'hex'];
  } catch {
    return ['text', 'hex'];
  }
}

export function shownAs(view: View, bytes: Uint8Array): string {
  if (view === 'hex') return hexOf(bytes);
  const text = textOf(bytes) ?? '';
  return view === 'json' ? laidOut(text, true) : text;
}

/** What was typed, as data. JSON is written without blanks that mean nothing. @throws SyntaxError for what is none */
export function typedAs(view: View, typed: string): Uint8Array {
  if (view === 'text') return new TextEncoder().encode(typed);
  if (view === 'json') return new TextEncoder().encode(laidOut(typed, false));
  const digits = typed.replace(/\s+/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new SyntaxError('hex');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
