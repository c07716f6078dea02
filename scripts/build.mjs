/**
 * Builds what is published, so that the package needs nothing else at run time:
 *
 *     dist/zk-lab.js      the command: starts the bundle (launcher.ts)
 *     dist/bundle.js      all of our code, the templates and the small libraries, in one file that is quick to load
 *     dist/vendor/        the large libraries, each read when something first needs it; so is
 *     dist/zh.js          what zk-lab says in Chinese
 *     dist/relay.js       the process between the servers of a lab of plain processes
 *     dist/forward.js     the process by which clients of this machine get to pods
 *     dist/page/          what a browser shows: the page with the libraries that it is made of
 *     dist/labs/          what is in labs/, read and checked
 *     dist/pages/         its pages, parsed
 *     dist/index.mjs      the programmatic interface, out of the same bundle; its types in dist/types/
 *
 * What is done for speed, and what each of it gains, is in ARCHITECTURE.md, under "Cleverness, judged".
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import Mustache from 'mustache';
import { importTypeScript } from './import-typescript.mjs';
import { loadedLabs, parsedPages } from './labs.mjs';
import { licenceNotices } from './licences.mjs';
import { root } from './setup.mjs';
import { pruneTypes } from './types.mjs';

const published = join(root, 'dist');
/** Built beside its place and then moved there: whoever runs the command meanwhile finds it whole. */
const dist = join(root, 'node_modules/.cache', `zk-lab-dist-${process.pid}`);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What is read when something first needs it: its file in dist/ → what it is made of. */
const apart = {
  ...Object.fromEntries(
    ['dockerode', 'execa', 'marked', 'node-zookeeper-client', 'tar', 'undici', 'ws', 'yaml', 'yargs'].map(
      (name) => [`vendor/${name}`, name],
    ),
  ),
  zh: './messages/zh/index.ts',
};

/** @param {string} folder @returns {string[]} the files below it, relative to it and with forward slashes */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));

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

/** The files of a lab by their paths below templates/lab, templates parsed: dist/templates.json. */
function labTemplates() {
  const folder = join(root, 'templates/lab');
  const files = filesBelow(folder).map((name) => {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return [name, name.endsWith('.mustache') ? Mustache.parse(text) : text];
  });
  return JSON.stringify(Object.fromEntries(files));
}

const { en } = /** @type {typeof import('../messages/en/index.js')} */ (
  await importTypeScript(root, 'messages/en/index.ts')
);
/** All that zk-lab says, as one text: V8 need not make an object of each of its parts first. @type {import('esbuild').Plugin} */
const messagesAsText = {
  name: 'messages-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /messages[\\/]en[\\/]index\.ts$/ }, () => ({
      contents: `export const en = JSON.parse(${JSON.stringify(JSON.stringify(en))});`,
    }));
  },
};

const leftOut = join(root, 'scripts/left-out.cjs');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir: dist,
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
};

const { labTemplateFaults } = /** @type {typeof import('./lab-templates.js')} */ (
  await importTypeScript(root, 'scripts/lab-templates.ts')
);
const faults = labTemplateFaults();
if (faults.length > 0) throw new Error(faults.join('\n'));

rmSync(dist, { recursive: true, force: true });
for (const folder of ['labs', 'pages']) mkdirSync(join(dist, folder), { recursive: true });

const ours = await build({
  ...common,
  entryPoints: { bundle: 'scripts/entry.ts' },
  plugins: [leaveApart, messagesAsText],
});
// A third of the bundle at one time: one `import { z }` instead of `import * as z` brings all that zod says in fifty languages.
const contents = Object.values(ours.metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.entries(inputs));
if (contents.some(([path, { bytesInOutput }]) => path.includes('/zod/v4/locales/ru') && bytesInOutput > 0))
  throw new Error("zod is imported as a whole somewhere: write import * as z from 'zod/mini'");
const theirs = await build({
  ...common,
  entryPoints: apart,
  // Nobody reads their names in a report.
  minifyIdentifiers: true,
  // What a module exports by default is, to those who require it, the whole of it.
  footer: {
    js: 'if(module.exports.default)module.exports=Object.assign(module.exports.default,module.exports);',
  },
});

/** @param {string} name in dist/ @param {string} text */
const write = (name, text) => writeFileSync(join(dist, name), text);

write('templates.json', labTemplates());
const labs = await loadedLabs(root);
write('labs/index.json', JSON.stringify(Object.keys(labs)));
for (const [name, json] of Object.entries(labs)) write(`labs/${name}.json`, json);
for (const [name, json] of Object.entries(await parsedPages(root, labs))) write(`pages/${name}.json`, json);

await build({
  ...common,
  entryPoints: { relay: 'providers/local/relay/main.ts', forward: 'providers/kubernetes/forward/main.ts' },
});

const shown = await build({
  ...common,
  outdir: join(dist, 'page'),
  format: 'esm',
  // Terminals, most of the page's code, are read once what is seen first is drawn.
  splitting: true,
  chunkNames: '[name]',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  alias: {},
  supported: {},
  define: {},
  banner: {},
  jsx: 'automatic',
  jsxImportSource: 'preact',
  entryPoints: { page: 'page/browser/main.tsx', 'page-style': 'page/browser/page.css' },
});
for (const name of ['index.html', 'icon.svg'])
  copyFileSync(join(root, 'page/browser', name), join(dist, 'page', name));

const code = ['bundle', ...Object.keys(apart)].map((name) => readFileSync(join(dist, `${name}.js`)));
const content = createHash('sha256').update(Buffer.concat(code)).digest('hex').slice(0, 16);
await build({
  ...common,
  entryPoints: { 'zk-lab': 'scripts/launcher.ts' },
  define: { 'process.env.ZK_LAB_BUILD': JSON.stringify(content) },
  banner: { js: '#!/usr/bin/env node' },
});
chmodSync(join(dist, 'zk-lab.js'), 0o755);
// Also spares Node the search for one further up.
write('package.json', '{"type":"commonjs"}\n');

execFileSync(
  process.execPath,
  [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.types.json',
    '--noCheck',
    '--outDir',
    join(dist, 'types'),
  ],
  { cwd: root, stdio: 'inherit' },
);
pruneTypes(join(dist, 'types'));
write('types/package.json', '{"type":"module"}\n');
const { api } = await import(pathToFileURL(join(dist, 'bundle.js')).href);
const names = Object.keys(await api()).join(', ');
write('index.mjs', `import bundle from './bundle.js';\nexport const { ${names} } = await bundle.api();\n`);

const inputs = [ours, theirs, shown].flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
write(
  'THIRD-PARTY-LICENSES.txt',
  licenceNotices(
    root,
    inputs.map((path) => join(root, path)),
  ),
);

const old = `${dist}-old`;
if (existsSync(published)) renameSync(published, old);
renameSync(dist, published);
rmSync(old, { recursive: true, force: true });
