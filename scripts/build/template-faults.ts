/** Holds templates against the views that they are filled with. */
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

/** A tag in a template, and what became of it in all fillings together. */
interface Tag {
  readonly where: string;
  readonly name: string;
  /** Where in the views its name was found: 'version', 'nodes.ip'. Members of a list share a path. */
  readonly found: Set<string>;
  lacked: boolean;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
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

/** What a tag sees, which also knows where in the view it is. */
class Scope extends Mustache.Context {
  /** Where the section leads that is being filled. */
  section = '';

  constructor(
    readonly values: unknown,
    readonly path = '',
    readonly outer?: Scope,
  ) {
    super(values, outer);
  }

  override push(values: unknown): Scope {
    return new Scope(values, this.section, this);
  }

  /** Where a name is found: in the innermost scope that has it. */
  placeOf(name: string): string | undefined {
    if (name === '.') return this.path;
    const [first = ''] = name.split('.');
    const isHere = isObject(this.values) && first in this.values;
    return isHere ? joined(this.path, first) : this.outer?.placeOf(name);
  }
}

type Writer = InstanceType<typeof Mustache.Writer>;

/** Mustache itself, which notes what it looks up: it leaves out silently what it does not find. */
class Noting extends Mustache.Writer {
  constructor(
    readonly template: string,
    readonly tags: ReadonlyMap<string, Tag>,
  ) {
    super();
  }

  override renderTokens(...[tokens, scope, ...rest]: Parameters<Writer['renderTokens']>): string {
    for (const [, name, begin] of tokens as unknown as readonly Token[]) {
      const place = (scope as Scope).placeOf(name);
      const tag = this.tags.get(`${this.template}:${begin}`);
      if (tag && place === undefined) tag.lacked = true;
      else if (place !== undefined) tag?.found.add(place);
    }
    return super.renderTokens(tokens, scope, ...rest);
  }

  override renderSection(...[token, scope, ...rest]: Parameters<Writer['renderSection']>): string {
    const [, name = ''] = token;
    (scope as Scope).section = (scope as Scope).placeOf(name) ?? '';
    return super.renderSection(token, scope, ...rest);
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
    new Noting(filling.template, tags).render(filling.text, new Scope(filling.view));
  }
  const used = new Set([...tags.values()].flatMap(({ found }) => [...found]));
  const unused = [...names].filter((name) => !used.has(name));
  return [
    ...[...tags.values()].flatMap(faultOf),
    ...unused.map((name) => `the view's ${name} is used by no template`),
  ];
}
