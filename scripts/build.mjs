/**
 * Builds what is published, so that the package needs nothing else at run time:
 *
 *     dist/zk-lab.js      the command: starts the bundle (launcher.cjs)
 *     dist/bundle.js      all of our code and the small libraries, in one file that is quick to load
 *     dist/vendor/        the large libraries, each read when something first needs it; so is
 *     dist/zh.js          what zk-lab says in Chinese
 *     dist/labs/          what is in labs/, read and checked
 *     dist/index.mjs      the programmatic interface, out of the same bundle; its types in dist/types/
 *
 * CommonJS, because Node loads it a tenth faster than modules, and because a library that is required inside a part
 * of the bundle is then loaded no sooner than that part is.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { builtInLabs, loadedLabs } from './labs.mjs';
import { licenceNotices } from './licences.mjs';
import { parsedTemplates } from './templates.mjs';
import { publishTypes } from './types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const published = join(root, 'dist');
/** Built beside its place and then moved there: whoever runs the command meanwhile finds it whole. */
const dist = join(root, 'node_modules/.cache', `zk-lab-dist-${process.pid}`);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Libraries in files of their own: large, and needed by few commands. */
const vendored = ['dockerode', 'execa', 'tar', 'undici', 'yaml', 'yargs'];

/**
 * What libraries bring along and we never reach, but would load or even run at every start; each with what stands in.
 * @type {{ path: RegExp, from?: RegExp, instead?: string }[]}
 */
const leftOut = [
  // BuildKit sessions over gRPC: dockerode loads these at once and uses them only for builds, which are Compose's here.
  { path: /^(@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)$/, instead: '' },
  // Engines behind ssh://: a lab's ports would be on the other machine's loopback.
  {
    path: /^\.\/ssh$/,
    from: /docker-modem/,
    instead: 'module.exports = () => { throw new Error("ssh:// is not supported"); };',
  },
  // What it would load a configuration with that nobody here has.
  { path: /^module$/, from: /yargs-parser/, instead: 'exports.createRequire = () => require;' },
  // Node's assert, with all that it can compare, for checks that something is true.
  {
    path: /^assert$/,
    from: /[/\\]asn1[/\\]/,
    instead:
      'exports.ok = (value) => { if (!value) throw new Error("asn1"); }; exports.equal = (a, b) => exports.ok(a === b);',
  },
  // Native accelerators, which their libraries try and do without.
  { path: /^cpu-features$|\.node$/ },
  // Ciphers for keys with a passphrase: ours have none, because the nodes use them unattended.
  { path: /\/protocol\/crypto\.js$/, from: /ssh2.lib.keygen\.js$/, instead: 'exports.CIPHER_INFO = {};' },
  { path: /^bcrypt-pbkdf$/, from: /ssh2.lib.keygen\.js$/, instead: 'exports.pbkdf = undefined;' },
];

/** @type {import('esbuild').Plugin} */
const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    for (const { path: filter, from = /./, instead } of leftOut) {
      onResolve({ filter }, ({ path, importer }) =>
        from.test(importer) ? { path, namespace: 'left-out', pluginData: instead } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path, pluginData }) => ({
      contents: pluginData ?? `throw new Error(${JSON.stringify(`${path} is not part of zk-lab`)});`,
      loader: 'js',
    }));
  },
};

/** What is read when something first needs it: file in dist/ → what it is made of. */
const apart = {
  ...Object.fromEntries(vendored.map((name) => [`vendor/${name}`, name])),
  // A language of which nothing else is a part. With the bundle, those who speak another would read it at every start.
  zh: './messages/zh/index.ts',
};

/** @type {import('esbuild').Plugin} */
const vendor = {
  name: 'vendor',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/zh\/index\.js$/ }, () => ({ path: './zh.js', external: true }));
    onResolve({ filter: new RegExp(`^(${vendored.join('|')})$`) }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./vendor/${path}.js`, external: true },
    );
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.12',
  // require loads quicker, and works in what the launcher compiles.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  define: { 'import.meta.url': '__bundleUrl', 'process.env.ZK_LAB_VERSION': JSON.stringify(version) },
  banner: { js: "const __bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
  metafile: true,
  logLevel: 'warning',
};

const write = (name, text) => writeFileSync(join(dist, name), text);

rmSync(dist, { recursive: true, force: true });
for (const folder of ['types', 'labs']) mkdirSync(join(dist, folder), { recursive: true });
const inputs = new Set();

const ours = await build({
  ...common,
  stdin: {
    // The command must not load what only the programmatic interface needs at once.
    contents: `export { main } from './cli/main.ts'; export const api = () => import('./index.ts');`,
    resolveDir: root,
  },
  outfile: join(dist, 'bundle.js'),
  // Less to read at every start; names stay readable for those who report what --debug shows.
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: [leaveOut, vendor, parsedTemplates(root), builtInLabs],
});
for (const file of Object.keys(ours.metafile.inputs)) inputs.add(file);

for (const [name, entry] of Object.entries(apart)) {
  const { metafile } = await build({
    ...common,
    entryPoints: [entry],
    outfile: join(dist, `${name}.js`),
    minify: true,
    // What a module exports by default is, to those who require it, the whole of it.
    footer: {
      js: 'if(module.exports.default)module.exports=Object.assign(module.exports.default,module.exports);',
    },
    plugins: [leaveOut],
  });
  for (const file of Object.keys(metafile.inputs)) inputs.add(file);
}

for (const [name, json] of Object.entries(await loadedLabs(root))) write(`labs/${name}.json`, json);

// A package.json of its own also spares Node the search for one further up.
write('package.json', '{"type":"commonjs"}\n');
// What is kept of a build is known by what it was compiled from.
const content = createHash('sha256');
for (const name of ['bundle', ...Object.keys(apart)]) {
  const code = readFileSync(join(dist, `${name}.js`));
  // V8 keeps a text with a single other character in twice the space, and takes longer over all of it.
  if (code.some((byte) => byte > 0x7f)) throw new Error(`${name}: a character that esbuild could not escape`);
  content.update(code);
}
const launcher = readFileSync(join(root, 'scripts/launcher.cjs'), 'utf8').replace(
  'CONTENT',
  content.digest('hex').slice(0, 16),
);
write('zk-lab.js', `#!/usr/bin/env node\n${launcher}`);
chmodSync(join(dist, 'zk-lab.js'), 0o755);

{
  const { metafile } = await build({
    ...common,
    entryPoints: [join(root, 'index.ts')],
    format: 'esm',
    outfile: 'index.mjs',
    packages: 'external',
    write: false,
  });
  const names = Object.values(metafile.outputs)[0].exports;
  const wanted = names.join(', ');
  write('index.mjs', `import bundle from './bundle.js';\nexport const { ${wanted} } = await bundle.api();\n`);
  write('types/package.json', '{"type":"module"}\n');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(
    process.execPath,
    [tsc, '-p', join(root, 'tsconfig.types.json'), '--noCheck', '--outDir', join(dist, 'types')],
    { stdio: 'inherit' },
  );
  publishTypes(join(dist, 'types'));
}

write(
  'THIRD-PARTY-LICENSES.txt',
  licenceNotices(
    root,
    [...inputs].map((path) => join(root, path)),
  ),
);
const old = `${dist}-old`;
if (existsSync(published)) renameSync(published, old);
renameSync(dist, published);
rmSync(old, { recursive: true, force: true });
console.log(`dist/bundle.js: ${Math.round(readFileSync(join(published, 'bundle.js')).length / 1024)} kB`);
