/** What a browser shows. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../setup.mjs';
import { inputsOf } from './esbuild.mjs';

/** @param {string} dist @returns {Promise<string[]>} absolute paths of all that went into it */
export async function buildPage(dist) {
  const shown = await build({
    absWorkingDir: root,
    outdir: join(dist, 'page'),
    bundle: true,
    format: 'esm',
    // Terminals, most of the page's code, are read once what is seen first is drawn.
    splitting: true,
    chunkNames: '[name]',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: { page: 'page/browser/main.tsx', 'page-style': 'page/browser/page.css' },
    metafile: true,
    logLevel: 'warning',
  });
  for (const name of ['index.html', 'icon.svg'])
    copyFileSync(join(root, 'page/browser', name), join(dist, 'page', name));
  return inputsOf(shown);
}
