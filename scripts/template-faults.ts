/** Holds templates against the views that they are filled with: Mustache itself leaves out silently what it does not find. */
import Mustache from 'mustache';

/** A template and one view that it is filled with. */
export interface Filling {
  /** The template's path. */
  readonly template: string;
  readonly text: string;
  readonly view: object;
}

/** Mustache's token: kind, name, begin, end; a section's also holds what is in it. */
type Token = readonly [kind: string, name: string, begin: number, end: number, inner?: readonly Token[]];

/** One level of what a tag sees. Members of a list share a path. */
interface Scope {
  /** Where in the view it is: '' is the whole, 'nodes' one of the nodes. */
  readonly path: string;
  readonly values: unknown;
}

/** A tag in a template, and what became of it in all fillings together. */
interface Tag {
  readonly where: string;
  readonly name: string;
  /** The paths that its name was found at. */
  readonly found: Set<string>;
  lacked: boolean;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isEmpty = (value: unknown): boolean => !value || (Array.isArray(value) && value.length === 0);
const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** Every name in a view, the names in lists and in objects with it. */
function namesIn(path: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => namesIn(path, member));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    joined(path, name),
    ...namesIn(joined(path, name), inner),
  ]);
}

/** The value of a name, from the innermost scope that has it, as Mustache looks for it. */
function lookUp(name: string, scopes: readonly Scope[]): Scope | undefined {
  if (name === '.') return scopes.at(-1);
  const [first = '', ...rest] = name.split('.');
  const scope = scopes.findLast(({ values }) => isObject(values) && first in values);
  if (!scope || !isObject(scope.values)) return undefined;
  let value = scope.values[first];
  for (const part of rest) value = isObject(value) ? value[part] : undefined;
  return { path: joined(scope.path, first), values: value };
}

/** Walks through a template as Mustache does when it fills it. */
class Walk {
  readonly tags: Map<string, Tag>;
  readonly filling: Filling;

  constructor(filling: Filling, tags: Map<string, Tag>) {
    this.filling = filling;
    this.tags = tags;
  }

  through(tokens: readonly Token[], scopes: readonly Scope[]): void {
    for (const token of tokens) {
      const [kind, name, , , inner = []] = token;
      if (kind === 'text' || kind === '!') continue;
      const found = this.note(token, scopes);
      if (!found) continue;
      if (kind === '#') this.section(inner, scopes, found);
      if (kind === '^' && isEmpty(found.values)) this.through(inner, scopes);
      if (kind === '>')
        throw new Error(`${this.filling.template}: {{>${name}}} is of no use: there are no partials`);
    }
  }

  section(inner: readonly Token[], scopes: readonly Scope[], { path, values }: Scope): void {
    if (isEmpty(values)) return;
    const members = Array.isArray(values) ? values : [values];
    for (const member of members) {
      // What is neither a list nor an object only says yes.
      const entered = Array.isArray(values) || isObject(member);
      this.through(inner, entered ? [...scopes, { path, values: member }] : scopes);
    }
  }

  note([, name, begin]: Token, scopes: readonly Scope[]): Scope | undefined {
    const tag = this.tags.get(`${this.filling.template}:${begin}`);
    const found = lookUp(name, scopes);
    if (found) tag?.found.add(found.path);
    else if (tag) tag.lacked = true;
    return found;
  }
}

/** Every tag of a template, by its place. */
function tagsOf({ template, text }: Filling, tokens: readonly Token[]): [string, Tag][] {
  return tokens.flatMap(([kind, name, begin, , inner = []]): [string, Tag][] => {
    if (kind === 'text' || kind === '!') return [];
    const line = text.slice(0, begin).split('\n').length;
    const tag: Tag = { where: `${template}:${line}`, name, found: new Set(), lacked: false };
    return [[`${template}:${begin}`, tag], ...tagsOf({ template, text, view: {} }, inner)];
  });
}

function faultOf({ where, name, found, lacked }: Tag): string[] {
  const told = `${where}: {{${name}}}`;
  if (lacked && found.size > 0) return [`${told} is not always in the view`];
  if (lacked) return [`${told} is not in the view`];
  if (found.size === 0) return [`${told} is in no example: a section around it is always empty`];
  // A name that the inner scope sometimes lacks is then taken, wrongly, from further out.
  if (found.size > 1) return [`${told} stands for different things: ${[...found].join(', ')}`];
  return [];
}

/**
 * What is wrong with templates and views, a line each: tags whose name a view lacks, or that mean one thing here and
 * another there; tags that no example reaches; names in views that no template uses.
 * @param fillings each template with each view; together they should reach every section
 */
export function templateFaults(fillings: readonly Filling[]): string[] {
  const tags = new Map<string, Tag>();
  const names = new Set<string>();
  for (const filling of fillings) {
    const tokens = Mustache.parse(filling.text) as unknown as readonly Token[];
    for (const [place, tag] of tagsOf(filling, tokens)) if (!tags.has(place)) tags.set(place, tag);
    for (const name of namesIn('', filling.view)) names.add(name);
    new Walk(filling, tags).through(tokens, [{ path: '', values: filling.view }]);
  }
  const used = new Set([...tags.values()].flatMap(({ found }) => [...found]));
  const unused = [...names].filter((name) => !used.has(name));
  return [
    ...[...tags.values()].flatMap(faultOf),
    ...unused.map((name) => `the view's ${name} is used by no template`),
  ];
}
