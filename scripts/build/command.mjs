/** The command: our code in one file, the large libraries each in its own, and what starts them. */
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { importTypeScript } from '../import-typescript.mjs';
import { root } from '../setup.mjs';
import { forNode, inputsOf } from './esbuild.mjs';

/** What is read when something first needs it: its file in dist/ → what it is made of. */
const apart = {
  ...Object.fromEntries(
    ['dockerode', 'execa', 'marked', 'node-zookeeper-client', 'tar', 'undici', 'ws', 'yaml', 'yargs'].map(
      (name) => [`vendor/${name}`, name],
    ),
  ),
  zh: './messages/zh/index.ts',
};

/** @type {import('esbuild').Plugin} */
const leaveApart = {
  name: 'apart',
  setup({ onResolve }) {
    for (const [file, source] of Object.entries(apart)) {
      const imported = file === 'zh' ? './zh/index.js' : source;
      onResolve({ filter: new RegExp(`^${imported}$`) }, () => ({ path: `./${file}.js`, external: true }));
    }
  },
};

/** All that zk-lab says, as one text: V8 need not make an object of each of its parts first. @type {import('esbuild').Plugin} */
const messagesAsText = {
  name: 'messages-as-text',
  async setup({ onLoad }) {
    const { en } = /** @type {typeof import('../../messages/en/index.js')} */ (
      await importTypeScript(root, 'messages/en/index.ts')
    );
    onLoad({ filter: /messages[\\/]en[\\/]index\.ts$/ }, () => ({
      contents: `export const en = JSON.parse(${JSON.stringify(JSON.stringify(en))});`,
    }));
  },
};

/**
 * One `import { z }` instead of `import * as z` brings all that zod says in fifty languages: a third of the bundle, at one time.
 * @param {import('esbuild').Metafile} metafile
 */
function assertSmallZod({ outputs }) {
  const contents = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  if (contents.some(([path, { bytesInOutput }]) => path.includes('/zod/v4/locales/ru') && bytesInOutput > 0))
    throw new Error("zod is imported as a whole somewhere: write import * as z from 'zod/mini'");
}

/** @param {string} dist @returns {Promise<string[]>} absolute paths of all that went into it */
export async function buildCommand(dist) {
  const ours = await build({
    ...{ ...forNode, outdir: dist },
    entryPoints: { bundle: 'scripts/build/entry.ts' },
    plugins: [leaveApart, messagesAsText],
  });
  assertSmallZod(ours.metafile);
  const theirs = await build({
    ...{ ...forNode, outdir: dist },
    entryPoints: apart,
    // Nobody reads their names in a report.
    minifyIdentifiers: true,
    // What a module exports by default is, to those who require it, the whole of it.
    footer: {
      js: 'if(module.exports.default)module.exports=Object.assign(module.exports.default,module.exports);',
    },
  });
  const code = ['bundle', ...Object.keys(apart)].map((name) => readFileSync(join(dist, `${name}.js`)));
  const content = createHash('sha256').update(Buffer.concat(code)).digest('hex').slice(0, 16);
  await build({
    ...{ ...forNode, outdir: dist },
    entryPoints: { 'zk-lab': 'scripts/build/launcher.ts' },
    define: { 'process.env.ZK_LAB_BUILD': JSON.stringify(content) },
    banner: { js: '#!/usr/bin/env node' },
  });
  chmodSync(join(dist, 'zk-lab.js'), 0o755);
  return inputsOf(ours, theirs);
}

/** Processes of their own that a lab needs while it runs. @param {string} dist */
export async function buildHelpers(dist) {
  await build({
    ...{ ...forNode, outdir: dist },
    entryPoints: { relay: 'providers/local/relay/main.ts', forward: 'providers/kubernetes/forward/main.ts' },
  });
}
