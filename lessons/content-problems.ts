import type * as z from 'zod/mini';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { didYouMean } from '../system/did-you-mean.js';

/** Where something stands in a file: names of fields, positions in lists. */
export type FieldPath = readonly (string | number)[];

/** What was checked, and how errors call a place in it. */
interface Checked {
  readonly schema: z.ZodMiniType;
  readonly written: unknown;
  origin(...path: FieldPath): string;
}

/** The fields that there can be at a place. */
function fieldsAt(schema: z.core.$ZodType, path: FieldPath): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'default') return fieldsAt(def.innerType, path);
  const [first, ...rest] = path;
  if (def.type === 'array') return fieldsAt(def.element, rest);
  if (def.type !== 'object') return [];
  const inner = def.shape[String(first)];
  return first === undefined ? Object.keys(def.shape) : inner ? fieldsAt(inner, rest) : [];
}

/** What stands at a place; undefined where nothing does. */
function valueAt(written: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<string | number, unknown> | null)?.[part], written);
}

/** What kind of value belongs somewhere, by zod's name for it. */
const kinds = {
  string: 'content.kind.text',
  number: 'content.kind.number',
  int: 'content.kind.number',
  array: 'content.kind.list',
  object: 'content.kind.fields',
  record: 'content.kind.fields',
} as const;

/** What is wrong in a file, as a person would say it: one thing, or fields that there are not. */
export function problemsOf(issue: z.core.$ZodIssue, checked: Checked): UsageError[] {
  const path = issue.path as FieldPath;
  if (issue.code !== 'unrecognized_keys') return [problemOf(issue, checked)];
  return issue.keys.map((name) => {
    const near = didYouMean(name, fieldsAt(checked.schema, path));
    return new UsageError('content.unknown', { origin: checked.origin(...path, name), near });
  });
}

function problemOf(issue: z.core.$ZodIssue, { written, origin }: Checked): UsageError {
  const path = issue.path as FieldPath;
  const value = valueAt(written, path);
  const at = { origin: origin(...path) };
  if (value === undefined && path.length > 0) return new UsageError('content.missing', at);
  if (issue.code === 'invalid_value') {
    return new UsageError('content.one-of', {
      ...at,
      value: JSON.stringify(value),
      known: listed(issue.values.map(String)),
    });
  }
  if (issue.code === 'invalid_type' && issue.expected in kinds) {
    return new UsageError(kinds[issue.expected as keyof typeof kinds], at);
  }
  if (issue.code === 'too_small' && issue.origin !== 'number') return new UsageError('content.empty', at);
  return new UsageError('content.value', { ...at, value: JSON.stringify(value) });
}
