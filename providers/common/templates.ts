import Mustache from 'mustache';
import { readTemplate } from '../../system/package-files.js';

/**
 * Fills a template whose values need no quoting.
 * @param name path below templates/ without .mustache, with forward slashes
 */
export function fillTemplate(name: string, view: object): string {
  return Mustache.render(readTemplate(`${name}.mustache`), view, undefined, { escape: String });
}
