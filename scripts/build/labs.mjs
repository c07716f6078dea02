/** The labs that come with zk-lab, read and checked when it is built: lessons/built-in.ts has them from there. */
import { importTypeScript } from '../import-typescript.mjs';
import { root } from '../setup.mjs';

/** @returns {Promise<Record<string, string>>} name of the lab → what it holds, as JSON */
async function loadedLabs() {
  /** @type {typeof import('../../lessons/built-in.js')} */
  const { builtIn, builtInNames } = await importTypeScript(root, 'lessons/built-in.ts');
  return Object.fromEntries(builtInNames().map((name) => [name, JSON.stringify(builtIn(name))]));
}

/**
 * The pages of labs, parsed: a file for each lab and language, since a guide has those of one, and by a name for each page's
 * text the file that holds it.
 * @param {Record<string, string>} labs as loadedLabs has them
 * @returns {Promise<Record<string, string>>} name of the file → JSON; `index` has the names
 */
async function parsedPages(labs) {
  /** @type {typeof import('../../lessons/page-tokens.js')} */
  const { pageName, pageTokens } = await importTypeScript(root, 'lessons/page-tokens.ts');
  /** @type {Record<string, Record<string, unknown>>} */
  const files = {};
  /** @type {Record<string, string>} */
  const index = {};
  for (const [lab, json] of Object.entries(labs)) {
    /** @type {import('../../lessons/lesson.js').Lesson} */
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

/** @param {string} folder @param {Record<string, string>} files by name */
const inFolder = (folder, files) =>
  Object.fromEntries(Object.entries(files).map(([name, json]) => [`${folder}/${name}.json`, json]));

/** @returns {Promise<Record<string, string>>} the file in dist/ → JSON: labs, their names, and their pages */
export async function labsData() {
  const labs = await loadedLabs();
  return {
    ...inFolder('labs', { index: JSON.stringify(Object.keys(labs)), ...labs }),
    ...inFolder('pages', await parsedPages(labs)),
  };
}
