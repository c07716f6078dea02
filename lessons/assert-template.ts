import { closest } from 'fastest-levenshtein';
import Mustache from 'mustache';
import { UsageError } from '../messages/errors.js';

/** A token of Mustache's: its kind, its text, where it stands, and what is inside where it is a section. */
type Token = readonly [kind: string, text: string, start: number, end: number, inside?: readonly Token[]];

/** What names a node inside {{#nodes}} and the like, wherever that stands. */
const ofEachNode = ['id', 'name', 'address', 'server'];
const ofNodes = ['nodes', 'others'];

/** What may stand inside a section beside what may stand around it. */
function inside(section: string, { known, lists }: Known): Known {
  if (ofNodes.includes(section)) return { known: [...known, ...ofEachNode], lists };
  return { known: lists.includes(section) ? [...known, '.'] : known, lists };
}

/** What a template may name. */
interface Known {
  readonly known: readonly string[];
  /** Those of them that are lists, whose members {{.}} names inside. */
  readonly lists: readonly string[];
}

function assertTokens(tokens: readonly Token[], names: Known, origin: string): void {
  const { known } = names;
  for (const [kind, text, , , within] of tokens) {
    if (kind === 'text' || kind === '!') continue;
    // What is not quoted could be anything once it is in a shell.
    if (!['name', '#', '^'].includes(kind)) throw new UsageError('content.tag', { origin, tag: `{{${kind}` });
    if (!known.includes(text)) {
      const nearest = `{{${closest(text, [...known])}}}`;
      throw new UsageError('content.placeholder', { origin, name: `{{${text}}}`, nearest });
    }
    if (within) assertTokens(within, inside(text, names), origin);
  }
}

/**
 * Checks that a text or command names only placeholders that there are.
 * @param origin where it stands, for errors
 * @param lists what else it may name, where each is a list
 * @throws UsageError content.placeholder, content.tag, content.template
 */
export function assertTemplate(
  template: string,
  known: readonly string[],
  origin: string,
  lists: readonly string[] = [],
): void {
  let tokens: readonly Token[];
  try {
    tokens = Mustache.parse(template) as unknown as readonly Token[];
  } catch (error) {
    throw new UsageError('content.template', { origin, reason: (error as Error).message });
  }
  assertTokens(tokens, { known: [...known, ...lists], lists }, origin);
}
