/** The labs that come with zk-lab, read and checked when it is built: lessons/built-in.ts has them from there. */
import { importTypeScript } from './import-typescript.mjs';

/**
 * Reads every lab of labs/.
 * @param {string} root the repository's
 * @returns {Promise<Record<string, string>>} name of the lab → what it holds, as JSON
 */
export async function loadedLabs(root) {
  /** @type {typeof import('../lessons/built-in.js')} */
  const { builtIn, builtInNames } = await importTypeScript(root, 'lessons/built-in.ts');
  return Object.fromEntries(builtInNames().map((name) => [name, JSON.stringify(builtIn(name))]));
}

/**
 * The pages of labs, parsed: a file for each lab and language, since a guide has those of one, and by a name for each page's
 * text the file that holds it.
 * @param {string} root the repository's
 * @param {Record<string, string>} labs as loadedLabs has them
 * @returns {Promise<Record<string, string>>} name of the file → JSON; `index` has the names
 */
export async function parsedPages(root, labs) {
  /** @type {typeof import('../lessons/page-tokens.js')} */
  const { pageName, pageTokens } = await importTypeScript(root, 'lessons/page-tokens.ts');
  /** @type {Record<string, Record<string, unknown>>} */
  const files = {};
  /** @type {Record<string, string>} */
  const index = {};
  for (const [lab, json] of Object.entries(labs)) {
    /** @type {import('../lessons/lesson.js').Lesson} */
    const { intro, end, steps } = JSON.parse(json);
    for (const pages of [intro, end, ...steps.map(({ page }) => page)]) {
      for (const [language, page] of Object.entries(pages)) {
        const file = `${lab}.${language}`;
        files[file] ??= {};
        files[file][pageName(page)] = pageTokens(page, language);
        index[pageName(page)] = file;
      }
    }
  }
  return Object.fromEntries(
    Object.entries({ ...files, index }).map(([file, content]) => [file, JSON.stringify(content)]),
  );
}
