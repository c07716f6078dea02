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
  return view === 'json' ? JSON.stringify(JSON.parse(text), null, 2) : text;
}

/** What was typed, as data. JSON is written without blanks that mean nothing. @throws SyntaxError for what is none */
export function typedAs(view: View, typed: string): Uint8Array {
  if (view === 'text') return new TextEncoder().encode(typed);
  if (view === 'json') return new TextEncoder().encode(JSON.stringify(JSON.parse(typed)));
  const digits = typed.replace(/\s+/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new SyntaxError('hex');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
