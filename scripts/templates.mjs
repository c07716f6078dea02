/** Stands in for generators/template-files.ts in the bundle: the same functions over templates that are already parsed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Mustache from 'mustache';

/**
 * @param {string} root the repository's
 * @returns {import('esbuild').Plugin}
 */
export function parsedTemplates(root) {
  const folder = join(root, 'templates/lab');
  const contents = () => {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      );
    const entries = names.map((name) => {
      const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
      return [name, name.endsWith('.mustache') ? Mustache.parse(text) : text];
    });
    // JSON in a string is read several times quicker than the same literal.
    return `const files = JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(entries)))});
export const templateText = (name) => files[name];
export const templateTokens = (name) => files[name];`;
  };
  return {
    name: 'parsed-templates',
    setup({ onLoad }) {
      onLoad({ filter: /generators[\\/]template-files\.ts$/ }, () => ({
        contents: contents(),
        loader: 'js',
      }));
    },
  };
}
