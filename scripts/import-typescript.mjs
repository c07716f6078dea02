import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Imports a TypeScript file of ours, which Node.js 20 does not read, for scripts that make something from the code.
 * @param {string} root the repository's
 * @param {string} file relative to it
 */
export async function importTypeScript(root, file) {
  // Below node_modules, so that what is not bundled is found.
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, 'node_modules/.cache/import-'));
  try {
    const outfile = join(folder, 'module.mjs');
    await build({
      absWorkingDir: root,
      entryPoints: [file],
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      // Files that come with the package are found beside the sources.
      define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(root, 'scripts/module.mjs')).href) },
      outfile,
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
