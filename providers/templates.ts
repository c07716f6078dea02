import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Mustache from 'mustache';

/** Beside this folder in the sources, beside dist/ in the package. */
const templates = fileURLToPath(new URL('../templates/', import.meta.url));

/**
 * Fills a template whose values need no quoting.
 * @param name path below templates/ without .mustache, with forward slashes
 */
export function fillTemplate(name: string, view: object): string {
  const text = readFileSync(`${templates}${name}.mustache`, 'utf8').replaceAll('\r\n', '\n');
  return Mustache.render(text, view, undefined, { escape: String });
}
