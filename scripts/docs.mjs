/** `npm run docs`: writes docs/reference.md (scripts/reference.ts). */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './setup.mjs';

// Beside node_modules, so that what is not bundled is found.
mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
const folder = mkdtempSync(join(root, 'node_modules/.cache/docs-'));
try {
  const outfile = join(folder, 'reference.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/reference.ts'],
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    outfile,
  });
  const { reference } = await import(pathToFileURL(outfile).href);
  writeFileSync(join(root, 'docs/reference.md'), reference());
} finally {
  rmSync(folder, { recursive: true });
}
