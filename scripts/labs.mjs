/** Stands in for lessons/built-in.ts in the bundle: the same function over content that was read and checked at build time. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from './import-typescript.mjs';

/**
 * Reads every lab of labs/.
 * @param {string} root the repository's
 * @returns {Promise<Record<string, string>>} name of the lab → what it holds, as JSON
 */
export async function loadedLabs(root) {
  /** @type {typeof import('../lessons/load.js')} */
  const { loadLesson } = await importTypeScript(root, 'lessons/load.ts');
  const probes = readFileSync(join(root, 'labs/probes.sh'), 'utf8');
  const labs = readdirSync(join(root, 'labs'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return Object.fromEntries(
    labs.map(({ name }) => [name, JSON.stringify(loadLesson(join(root, 'labs', name), probes))]),
  );
}

/**
 * Has the bundle read what loadedLabs made from dist/labs/.
 * @type {import('esbuild').Plugin}
 */
export const builtInLabs = {
  name: 'built-in-labs',
  setup({ onLoad }) {
    onLoad({ filter: /lessons[\\/]built-in\.ts$/ }, () => ({
      contents: `import { readdirSync, readFileSync } from 'node:fs';
export const builtInNames = () =>
  readdirSync(new URL('labs/', import.meta.url)).map((file) => file.replace(/\\.json$/, ''));
export const builtIn = (name) =>
  JSON.parse(readFileSync(new URL(\`labs/\${name}.json\`, import.meta.url), 'utf8'));`,
      loader: 'js',
    }));
  },
};
