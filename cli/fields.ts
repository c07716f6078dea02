import { dirname, resolve } from 'node:path';
import { UsageError } from '../messages/errors.js';
import { parseFields } from '../model/parse.js';
import type { PartialSpec } from '../model/spec.js';
import { allSoftware, archiveFieldOf } from '../software/index.js';
import type { SpecFile } from '../verbs/create.js';
import { type OptionName, optionNamed, options } from './options.js';
import { type Typed, textOf, textsOf } from './run.js';

/** Numbers are handed on as numbers, all else as typed, so that an error can show what was typed. */
function meaningOf(text: string, numeric: boolean | undefined): string | number {
  return numeric && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Paths in a specification mean files beside it. */
function besideFile(spec: PartialSpec, file: string): PartialSpec {
  const folder = dirname(resolve(file));
  const located: { -readonly [K in keyof PartialSpec]: PartialSpec[K] } = { ...spec };
  for (const field of allSoftware.map(({ name }) => archiveFieldOf(name))) {
    const path = spec[field];
    if (typeof path === 'string') located[field] = resolve(folder, path);
  }
  // An image or box may be a name or a path; only the latter begins with a dot or a slash, or has an archive's ending.
  for (const field of ['image', 'box'] as const) {
    const text = spec[field];
    if (typeof text === 'string' && /^\.{1,2}\/|^[^:]*\.(tar|tgz|tar\.\w+|box)$/.test(text))
      located[field] = resolve(folder, text);
  }
  return located;
}

/**
 * The fields of a specification that were typed, on top of those in the file that --spec names, the name in there aside.
 * @throws UsageError for a value that cannot be, naming the option or the line of the file
 */
export async function fieldsOf(typed: Typed): Promise<PartialSpec> {
  const values: Record<string, unknown> = {};
  const spelled: Record<string, string> = {};
  for (const name of Object.keys(options) as OptionName[]) {
    const option = optionNamed(name);
    const text = textOf(typed, name);
    const texts = textsOf(typed, name);
    const flag = typed.values[name] === true;
    if (option.field === undefined || (text === undefined && texts.length === 0 && !flag)) continue;
    values[option.field] = flag || (text === undefined ? texts : meaningOf(text, option.numeric));
    spelled[option.field] = `--${option.name}`;
  }
  if (typeof values.hosts === 'string') values.hosts = wordsOf(values.hosts);
  if (Array.isArray(values.zooCfg)) values.zooCfg = settingsOf(values.zooCfg);
  const fromOptions = parseFields(values, { describe: (field) => spelled[field] ?? field });
  const file = textOf(typed, 'spec');
  if (file === undefined) return fromOptions;
  const { readSpec } = await import('../model/file.js');
  // A lab's name is the name of that lab: whether another one may have it is for `create` to say.
  const { name: _, ...said } = readSpec(file);
  return withOptions(besideFile(said, file), fromOptions);
}

/** What is typed with commas between. */
export function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** The specification file that --spec names. @throws UsageError as fieldsOf does */
export async function specFileOf(typed: Typed): Promise<SpecFile | undefined> {
  const file = textOf(typed, 'spec');
  if (file === undefined) return undefined;
  const { readSpec } = await import('../model/file.js');
  return { path: resolve(file), said: readSpec(file) };
}

/** Options win over the file; settings and JVM options are put to those that are there. */
function withOptions(file: PartialSpec, typed: PartialSpec): PartialSpec {
  const zooCfg = { ...file.zooCfg, ...typed.zooCfg };
  const jvmOptions = [...(file.jvmOptions ?? []), ...(typed.jvmOptions ?? [])];
  return { ...file, ...typed, zooCfg, jvmOptions };
}

/** KEY=VALUE as a map. @throws UsageError spec.zooCfg */
function settingsOf(texts: readonly string[]): Record<string, string> {
  const pairs = texts.map((text): [string, string] => {
    const [, key, value] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
    if (key === undefined || value === undefined) {
      throw new UsageError('spec.zooCfg', { origin: '--zoo-cfg', value: text });
    }
    return [key, value];
  });
  return Object.fromEntries(pairs);
}
