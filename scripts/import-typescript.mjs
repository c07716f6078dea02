import { build } from 'esbuild';

/**
 * Imports a TypeScript file of ours, for scripts that make something from the code.
 * @param {string} root the repository's
 * @param {string} file relative to it
 */
export async function importTypeScript(root, file) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
