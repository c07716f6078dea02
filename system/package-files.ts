import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside this folder in the sources, beside dist/ in the package. */
const folder = (name: string): string => fileURLToPath(new URL(`../${name}/`, import.meta.url));
const templates = folder('templates');
const labs = folder('labs');

/** Absolute path of a file or folder that comes with the package. @param name below templates/, with forward slashes */
export function templatePath(name: string): string {
  return `${templates}${name}`;
}

/** The program with the relays of plain processes: built, wherever this runs from. */
export const relayProgram = fileURLToPath(new URL('../dist/relay.js', import.meta.url));

/** The program by which clients of this machine get to pods: built, wherever this runs from. */
export const forwardProgram = fileURLToPath(new URL('../dist/forward.js', import.meta.url));

/** A file's text. A Windows checkout must not decide the line ends of what Linux runs. @param name below templates/ */
export function readTemplate(name: string): string {
  return readFileSync(templatePath(name), 'utf8').replaceAll('\r\n', '\n');
}

/** What was read of it already. */
const read = new Map<string, unknown>();

/**
 * What the build has made of files of the package (scripts/build/), so that it need not be done at each start: read when it is
 * first asked for, and once. undefined in the sources, where they are read as they are. @param name in dist/
 */
export function made<Content>(name: string): Content | undefined {
  if (process.env.ZK_LAB_VERSION === undefined) return undefined;
  if (!read.has(name)) read.set(name, JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')));
  return read.get(name) as Content;
}

/** Absolute path of the content that comes with the package. @param name below labs/, with forward slashes */
export function labsPath(name: string): string {
  return `${labs}${name}`;
}
