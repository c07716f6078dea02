import Mustache from 'mustache';
import { templateTokens } from './template-files.js';

type Quote = (value: unknown) => string;

/** JSON's strings are YAML's double-quoted ones; Compose reads $ as the start of a variable unless doubled. */
const yaml: Quote = (value) =>
  ['number', 'boolean'].includes(typeof value) ? String(value) : JSON.stringify(String(value));
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

const writer = new Mustache.Writer();

/** Fills a template, quoting values for the language of `path`, the file that it becomes. @param template its path */
export function render(path: string, view: object, template = path): string {
  const quote = quotes.find(([pattern]) => pattern.test(path))?.[1] ?? plain;
  const tokens = templateTokens(`${template}.mustache`);
  return writer.renderTokens(tokens, new Mustache.Context(view), undefined, undefined, {
    escape: quote,
  });
}
