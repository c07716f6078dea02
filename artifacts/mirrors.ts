/** Where downloads come from, by name; where exactly each keeps a thing, the thing itself says (UrlTemplates). */

import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { didYouMean } from '../system/did-you-mean.js';

/** A host, or a set of hosts, that keeps copies. */
export interface Mirror {
  readonly name: string;
  readonly title: string;
  /** Its base address, without a slash at the end, if it is one of the user's own. */
  readonly base?: string;
}

const named = {
  auto: 'each in turn',
  official: 'the publishers themselves',
  tuna: 'Tsinghua University',
  aliyun: 'Alibaba Cloud',
  huawei: 'Huawei Cloud',
  ustc: 'University of Science and Technology of China',
} as const;

type MirrorName = keyof typeof named;

/**
 * The mirrors by name. No mirror of Docker Hub is among them: those that answer without an account come and go, so the
 * user's own registry goes into `image` instead.
 */
export const mirrors: readonly Mirror[] = Object.entries(named).map(([name, title]) => ({ name, title }));

/**
 * Where mirrors keep one kind of thing: addresses with {placeholders}, tried in the order given. Gathered from the
 * mirrors' own help pages and from public recipes that use them; nothing was downloaded from any of them where this was
 * written. A wrong line costs one failed try, never a wrong file: what is downloaded is verified.
 */
export interface UrlTemplates {
  readonly by: Readonly<Partial<Record<MirrorName, readonly string[]>> & { official: readonly string[] }>;
  /** On a mirror of the user's own: as its publisher lays it out, or a plain folder of files. {base} is its address. */
  readonly own: readonly string[];
}

/**
 * The mirror of that name, or one made from a base address (http or https).
 * @throws UsageError 'catalogue.mirror.unknown' with the nearest known one
 */
export function findMirror(text: string): Mirror {
  const wanted = text.trim();
  if (/^https?:\/\/[^\s/]/i.test(wanted) && URL.canParse(wanted)) {
    const base = wanted.replace(/\/+$/, '');
    return { name: base, title: base, base };
  }
  const found = mirrors.find(({ name }) => name === wanted.toLowerCase());
  if (found) return found;
  const known = mirrors.map(({ name }) => name);
  throw new UsageError('catalogue.mirror.unknown', {
    name: text,
    near: didYouMean(wanted, known),
    known: listed(known),
  });
}

/** The mirror's own addresses with the values filled in; undefined if it does not keep such things. */
export function addressesOn(
  mirror: Mirror,
  { by, own }: UrlTemplates,
  values: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  const { base } = mirror;
  const templates = base === undefined ? by[mirror.name as MirrorName] : own;
  return templates?.map((template) => fill(template, { ...values, ...(base !== undefined && { base }) }));
}

/** Every address, in the order to try them: the mirror's own, then the publisher's, because a mirror may lack a thing. */
export function addressesOf(
  mirror: Mirror,
  templates: UrlTemplates,
  values: Readonly<Record<string, string>>,
): readonly string[] {
  const publisher = templates.by.official.map((template) => fill(template, values));
  return [...new Set([...(addressesOn(mirror, templates, values) ?? []), ...publisher])];
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
