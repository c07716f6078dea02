import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Mustache from 'mustache';

/** Beside this folder in the sources, beside dist/ in the package. */
const templates = fileURLToPath(new URL('../templates/lab/', import.meta.url));

type Quote = (value: unknown) => string;

/** JSON's strings are YAML's double-quoted ones; Compose reads $ as the start of a variable unless doubled. */
const yaml: Quote = (value) => (typeof value === 'number' ? String(value) : JSON.stringify(String(value)));
const compose: Quote = (value) => yaml(value).replaceAll('$', '$$$$');
const shell: Quote = (value) => `'${String(value).replaceAll("'", "'\\''")}'`;
const ruby: Quote = (value) => `'${String(value).replace(/['\\]/g, (c) => `\\${c}`)}'`;
const plain: Quote = (value) => String(value);

/** How {{value}} is quoted, by the language of the file it lands in; {{{value}}} is taken as it is. */
const quotes: readonly [RegExp, Quote][] = [
  [/^compose\.yaml$/, compose],
  [/\.yaml$/, yaml],
  [/\.(sh|env)$/, shell],
  [/^Vagrantfile$/, ruby],
];

/** A template's text; `name` is its path below templates/lab/, without .mustache for those that are copied as they are. */
export function readTemplate(name: string): string {
  // A Windows checkout of a template must not decide the line ends of a file that Linux runs.
  return readFileSync(templates + name, 'utf8').replaceAll('\r\n', '\n');
}

/** Fills a template, quoting values for the language of `path`, the file that it becomes. */
export function render(path: string, view: object): string {
  const quote = quotes.find(([pattern]) => pattern.test(path))?.[1] ?? plain;
  return Mustache.render(readTemplate(`${path}.mustache`), view, undefined, { escape: quote });
}
