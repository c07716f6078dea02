import Mustache from 'mustache';
import { made, readTemplate } from '../system/package-files.js';

/** In the package, all of them are there as they are needed: to parse them takes a third of a `create`. */
const parsed = () => made<Readonly<Record<string, unknown>>>('templates.json');

/** A file's text; `name` is its path below templates/lab/. */
export function templateText(name: string): string {
  return (parsed()?.[name] as string | undefined) ?? readTemplate(`lab/${name}`);
}

/** A parsed template; `name` is its path below templates/lab/ with .mustache. */
export function templateTokens(name: string): string[][] {
  // Mustache's types call the same tokens spans where they come out, and strings where they go in.
  return (parsed()?.[name] ?? Mustache.parse(templateText(name))) as string[][];
}
