import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Mustache from 'mustache';

/** Beside this folder in the sources, beside dist/ in the package. */
const templates = fileURLToPath(new URL('../templates/', import.meta.url));

/** A file's text. @param name path below templates/, with forward slashes */
export function readTemplate(name: string): string {
  return readFileSync(`${templates}${name}`, 'utf8').replaceAll('\r\n', '\n');
}

/**
 * Fills a template whose values need no quoting.
 * @param name path below templates/ without .mustache, with forward slashes
 */
export function fillTemplate(name: string, view: object): string {
  return Mustache.render(readTemplate(`${name}.mustache`), view, undefined, { escape: String });
}
