/** The files of a lab, once it is sure that each template belongs to one and has all that it names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Mustache from 'mustache';
import { importTypeScript } from '../import-typescript.mjs';
import { root } from '../setup.mjs';

/**
 * @returns {Promise<Record<string, string>>} the file in dist/ → JSON: by their paths below templates/lab, templates parsed
 * @throws Error with what is wrong with templates, a line each
 */
export async function templateData() {
  const { labTemplateFaults } = /** @type {typeof import('./lab-templates.js')} */ (
    await importTypeScript(root, 'scripts/build/lab-templates.ts')
  );
  const faults = labTemplateFaults();
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const folder = join(root, 'templates/lab');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
      const parsed = path.endsWith('.mustache') ? Mustache.parse(text) : text;
      return [relative(folder, path).replaceAll('\\', '/'), parsed];
    });
  return { 'templates.json': JSON.stringify(Object.fromEntries(files)) };
}
