/**
 * Builds what is published: dist/zk-lab.js with its chunks, dist/index.js with its types, and the licences of all that
 * is bundled. The package then needs nothing else at run time, so that `npx zk-lab` fetches one small tarball.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licenceNotices } from './licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Code that is never reached, and would weigh more than all the rest: BuildKit sessions over gRPC in dockerode, and
 * native accelerators of ssh2, which does without when they throw.
 */
const unreached = /^(@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|cpu-features)$|\.node$/;

/** @type {import('esbuild').Plugin} */
const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: unreached }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not part of zk-lab`)});`,
      loader: 'js',
    }));
  },
};

rmSync(dist, { recursive: true, force: true });
const entries = { 'zk-lab': join(root, 'cli/main.ts') };
if (existsSync(join(root, 'index.ts'))) entries.index = join(root, 'index.ts');

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: dist,
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.12',
  // Half the bytes to read and to scan at every start; names stay, because they are part of stack traces.
  minify: true,
  keepNames: false,
  legalComments: 'none',
  define: { 'process.env.ZK_LAB_VERSION': JSON.stringify(version) },
  // CommonJS libraries ask for Node's modules with require, which an ES module does not have by itself.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  plugins: [leaveOut],
  metafile: true,
  logLevel: 'warning',
});

const bundled = Object.keys(metafile.inputs).map((path) => join(root, path));
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licenceNotices(root, bundled));

const bin = join(dist, 'zk-lab.js');
writeFileSync(bin, `#!/usr/bin/env node\n${readFileSync(bin, 'utf8')}`);
await chmod(bin, 0o755);

if (entries.index) {
  const { execFileSync } = await import('node:child_process');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.types.json')], { stdio: 'inherit' });
}

const sizes = Object.entries(metafile.outputs).map(([path, { bytes }]) => ({
  path: relative(dirname(bin), join(root, path)),
  bytes,
}));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`dist/: ${sizes.length} files, ${Math.round(total / 1024)} kB of JavaScript`);
