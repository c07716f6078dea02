import Mustache from 'mustache';
import { readTemplate } from '../system/package-files.js';

/*
 * Templates from the disk, read and parsed when asked for. The build puts all of them, parsed, in this module's place
 * (scripts/templates.mjs): a published `create` then neither reads nor parses any.
 */

/** A template's text; `name` is its path below templates/lab/. */
export function templateText(name: string): string {
  return readTemplate(`lab/${name}`);
}

/** What Mustache makes of a template; `name` is its path below templates/lab/ with .mustache. */
export function templateTokens(name: string): unknown[] {
  return Mustache.parse(templateText(name));
}
