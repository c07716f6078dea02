import Mustache from 'mustache';
import { readTemplate } from '../system/package-files.js';

/*
 * Templates from the disk. The build puts all of them, parsed, in this module's place (scripts/build.mjs), because to
 * parse them takes a third of a `create`.
 */

/** A file's text; `name` is its path below templates/lab/. */
export function templateText(name: string): string {
  return readTemplate(`lab/${name}`);
}

/** A parsed template; `name` is its path below templates/lab/ with .mustache. */
export function templateTokens(name: string): string[][] {
  // Mustache's types call the same tokens spans where they come out, and strings where they go in.
  return Mustache.parse(templateText(name)) as unknown as string[][];
}
