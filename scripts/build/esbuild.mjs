/** What all that runs in Node is built with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const leftOut = join(root, 'scripts/build/left-out.cjs');

/** @satisfies {import('esbuild').BuildOptions} */
export const forNode = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.12',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  alias: Object.fromEntries(
    ['@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs', 'ssh2'].map((name) => [name, leftOut]),
  ),
  // The launcher compiles with vm, where only require works.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__bundleUrl', 'process.env.ZK_LAB_VERSION': JSON.stringify(version) },
  banner: { js: "const __bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
  metafile: true,
  logLevel: 'warning',
});

/**
 * @param {...import('esbuild').BuildResult} results of builds with a metafile
 * @returns {string[]} absolute paths of all that went into them
 */
export const inputsOf = (...results) =>
  results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {})).map((path) => join(root, path));
