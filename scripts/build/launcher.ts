/**
 * dist/zk-lab.js: starts the bundle with what V8 compiled of it the last time, which halves what a start takes beyond
 * Node's own. From Node 22.8 on Node keeps such a cache itself; for Node 20 it is kept here, beside the cache of tarballs.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder } from '../../system/user-folders.js';

/** What a bundled file exports; of the bundle itself, main. */
interface Exports {
  readonly main?: () => void;
}

/** A module's code as a function, as Node itself runs CommonJS. */
type Body = (
  exports: object,
  require: (id: string) => unknown,
  module: object,
  file: string,
  dir: string,
) => void;

/** Known by content, because V8 knows a source by its length alone. command.mjs fills it in. */
const build = process.env.ZK_LAB_BUILD ?? '';
const cache = cacheFolder();
const kept = cache === undefined ? undefined : join(cache, 'compiled');
// Of functions that were never called nothing is kept: each command has its own.
const [, , first = ''] = process.argv;
const command = /^[a-z]+$/.test(first) ? first : 'other';

const requireHere = createRequire(__filename);
const loaded = new Map<string, Exports>();
const compiled: { readonly script: Script; readonly file: string }[] = [];

/** The bundle or a file beside it, as `require` would give it. @param name relative to this folder: vendor/yaml.js */
function load(name: string): Exports {
  const known = loaded.get(name);
  if (known) return known;
  const filename = join(__dirname, name);
  const compiledFile = kept && join(kept, build, `${command}-${basename(name)}`);
  let cachedData: Buffer | undefined;
  try {
    cachedData = compiledFile === undefined ? undefined : readFileSync(compiledFile);
  } catch {
    // The first time.
  }
  const code = readFileSync(filename, 'utf8');
  const source = `(function(exports,require,module,__filename,__dirname){${code}\n})`;
  const script = new Script(source, { filename, cachedData });
  // V8 refuses what another V8 compiled.
  if (compiledFile && (cachedData === undefined || script.cachedDataRejected)) {
    compiled.push({ script, file: compiledFile });
  }
  const module = { exports: {} as Exports };
  loaded.set(name, module.exports);
  const requireThere = (id: string) => (id.startsWith('./') ? load(id.slice(2)) : requireHere(id));
  const body: Body = script.runInThisContext();
  body(module.exports, requireThere, module, filename, dirname(filename));
  loaded.set(name, module.exports);
  return module.exports;
}

function keep(): void {
  if (kept === undefined) return;
  try {
    mkdirSync(join(kept, build), { recursive: true });
    for (const other of readdirSync(kept)) {
      if (other !== build) rmSync(join(kept, other), { recursive: true, force: true });
    }
    for (const { script, file } of compiled) {
      const draft = `${file}.${process.pid}`;
      try {
        writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
        renameSync(draft, file);
      } catch (error) {
        rmSync(draft, { force: true });
        throw error;
      }
    }
  } catch {
    // Nothing is kept, and the next start takes as long as this one.
  }
}

const { enableCompileCache } = nodeModule as { enableCompileCache?: () => void };
if (enableCompileCache) {
  enableCompileCache();
  (requireHere('./bundle.js') as Exports).main?.();
} else {
  process.once('exit', (status) => status === 0 && compiled.length > 0 && keep());
  load('bundle.js').main?.();
}
