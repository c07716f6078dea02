import Mustache from 'mustache';
import { UsageError } from '../messages/errors.js';
import { didYouMean } from '../system/did-you-mean.js';

/** A token of Mustache's: its kind, its text, where it stands, and what is inside where it is a section. */
type Token = readonly [kind: string, text: string, start: number, end: number, inside?: readonly Token[]];

/** What names a node inside {{#nodes}} and the like, wherever that stands. */
const ofEachNode = ['id', 'name', 'address', 'server'];
const ofNodes = ['nodes', 'others'];

/** What a template may name, and how errors call it. */
export interface Template {
  readonly known: readonly string[];
  /** What else it may name, where each is a list, whose members {{.}} names inside. */
  readonly lists?: readonly string[];
  /** How errors call a place in it, given its offset in the text. */
  origin(offset: number): string;
  /** How many nodes there are at least; absent: nothing depends on it. */
  readonly nodes?: number;
}

/** Names that are empty on a lab of fewer nodes. */
const fewest: Readonly<Record<string, number>> = {
  ...{ second: 2, third: 3, fourth: 4, fifth: 5 },
  ...{ otherNames: 2, range2: 2 },
};

/** What may stand inside a section beside what may stand around it, and what is known of the lab there. */
function inside([kind, section]: Token, template: Template): Template {
  const { known, lists = [], nodes } = template;
  const least = section === 'severalNodes' ? 2 : (fewest[section] ?? 0);
  const within = {
    ...template,
    ...(nodes !== undefined && kind === '#' && { nodes: Math.max(nodes, least) }),
  };
  if (ofNodes.includes(section)) return { ...within, known: [...known, ...ofEachNode] };
  return lists.includes(section) ? { ...within, known: [...known, '.'] } : within;
}

function* problemsOf(tokens: readonly Token[], template: Template): Generator<UsageError> {
  const { known, nodes } = template;
  for (const token of tokens) {
    const [kind, text, start, , within] = token;
    if (kind === 'text' || kind === '!') continue;
    const origin = template.origin(start);
    // What is not quoted could be anything once it is in a shell.
    if (!['name', '#', '^'].includes(kind)) yield new UsageError('content.tag', { origin, tag: `{{${kind}` });
    else if (!known.includes(text)) {
      const near = didYouMean(text, known, (word) => `{{${word}}}`);
      yield new UsageError('content.placeholder', { origin, name: `{{${text}}}`, near });
    } else if (kind === 'name' && nodes !== undefined && nodes < (fewest[text] ?? 0)) {
      yield new UsageError('content.too-few', { origin, name: `{{${text}}}`, count: nodes });
    }
    if (within) yield* problemsOf(within, inside(token, template));
  }
}

/** What is wrong with a text or a command in which placeholders stand: content.placeholder, .tag, .template, .too-few. */
export function templateProblems(text: string, template: Template): UsageError[] {
  let tokens: readonly Token[];
  try {
    tokens = Mustache.parse(text) as unknown as readonly Token[];
  } catch (error) {
    const { message } = error as Error;
    const origin = template.origin(Number(/ at (\d+)$/.exec(message)?.[1] ?? 0));
    return [new UsageError('content.template', { origin, reason: message })];
  }
  const { known, lists = [] } = template;
  return [...problemsOf(tokens, { ...template, known: [...known, ...lists] })];
}
