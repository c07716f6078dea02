import { closest } from 'fastest-levenshtein';
import Mustache from 'mustache';
import { UsageError } from '../messages/errors.js';

/** A token of Mustache's: its kind, its text, where it stands, and what is inside where it is a section. */
type Token = readonly [kind: string, text: string, start: number, end: number, inside?: readonly Token[]];

/** What names a node inside {{#nodes}} and the like, wherever that stands. */
const ofEachNode = ['id', 'name', 'address', 'server'];
const ofNodes = ['nodes', 'others'];

function assertTokens(tokens: readonly Token[], known: readonly string[], origin: string): void {
  for (const [kind, text, , , inside] of tokens) {
    if (kind === 'text' || kind === '!') continue;
    // What is not quoted could be anything once it is in a shell.
    if (!['name', '#', '^'].includes(kind)) throw new UsageError('content.tag', { origin, tag: `{{${kind}` });
    if (!known.includes(text)) {
      const nearest = `{{${closest(text, [...known])}}}`;
      throw new UsageError('content.placeholder', { origin, name: `{{${text}}}`, nearest });
    }
    if (inside) assertTokens(inside, ofNodes.includes(text) ? [...known, ...ofEachNode] : known, origin);
  }
}

/**
 * Checks that a text or command names only placeholders that there are.
 * @param origin where it stands, for errors
 * @throws UsageError content.placeholder, content.tag, content.template
 */
export function assertTemplate(template: string, known: readonly string[], origin: string): void {
  let tokens: readonly Token[];
  try {
    tokens = Mustache.parse(template) as unknown as readonly Token[];
  } catch (error) {
    throw new UsageError('content.template', { origin, reason: (error as Error).message });
  }
  assertTokens(tokens, known, origin);
}
