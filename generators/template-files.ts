import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Mustache from 'mustache';

/*
 * Templates from the disk, read and parsed when asked for. The build puts all of them, parsed, in this module's place
 * (scripts/templates.mjs): a published `create` then neither reads nor parses any.
 */

const folder = fileURLToPath(new URL('../templates/lab/', import.meta.url));

/** A template's text; `name` is its path below templates/lab/. */
export function templateText(name: string): string {
  // A Windows checkout of a template must not decide the line ends of a file that Linux runs.
  return readFileSync(folder + name, 'utf8').replaceAll('\r\n', '\n');
}

/** What Mustache makes of a template; `name` is its path below templates/lab/ with .mustache. */
export function templateTokens(name: string): unknown[] {
  return Mustache.parse(templateText(name));
}
