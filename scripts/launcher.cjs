'use strict';
/**
 * Starts the bundle with what V8 compiled of it the last time: that halves what a start takes beyond Node's own.
 * From Node 22.8 on Node keeps such a cache itself; for Node 20 it is kept here, beside the cache of tarballs.
 */
const { enableCompileCache } = require('node:module');

if (enableCompileCache) {
  enableCompileCache();
  require('./bundle.js').main();
} else {
  start();
}

function start() {
  const fs = require('node:fs');
  const path = require('node:path');
  const vm = require('node:vm');

  // V8 knows a source by its length alone, and refuses what another V8 compiled.
  const build = `${process.version}-CONTENT`;
  // Of functions that were never called nothing is kept: each command has its own.
  const command = /^[a-z]+$/.test(process.argv[2] ?? '') ? process.argv[2] : 'other';
  const folder = path.join(cacheFolder(path), 'compiled');
  const loaded = new Map();
  const compiled = [];

  process.once('exit', (status) => status === 0 && compiled.length > 0 && keep());
  load('bundle.js').main();

  /** The bundle or one of its libraries, as `require` would give it. */
  function load(name) {
    const known = loaded.get(name);
    if (known) return known.exports;
    const file = path.join(__dirname, name);
    const cache = path.join(folder, `${build}-${command}-${path.basename(name, '.js')}`);
    let cachedData;
    try {
      cachedData = fs.readFileSync(cache);
    } catch {
      // The first time.
    }
    // The build sees to it that there is nothing but ASCII, which needs no decoding.
    const code = fs.readFileSync(file, 'latin1');
    const source = `(function(exports,require,module,__filename,__dirname){${code}\n})`;
    const script = new vm.Script(source, { filename: file, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) compiled.push({ script, cache });
    const module = { exports: {} };
    loaded.set(name, module);
    const requires = (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
    script.runInThisContext()(module.exports, requires, module, file, path.dirname(file));
    return module.exports;
  }

  function keep() {
    try {
      fs.mkdirSync(folder, { recursive: true });
      for (const name of fs.readdirSync(folder)) {
        if (!name.startsWith(build)) fs.rmSync(path.join(folder, name), { force: true });
      }
      for (const { script, cache } of compiled) {
        const draft = `${cache}.${process.pid}`;
        fs.writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
        fs.renameSync(draft, cache);
      }
    } catch {
      // Nothing is kept, and the next start takes as long as this one.
    }
  }
}

/** The folder that artifacts/cache.ts uses. */
function cacheFolder(path) {
  const { env, platform } = process;
  if (env.ZK_LAB_CACHE) return path.resolve(env.ZK_LAB_CACHE);
  if (env.XDG_CACHE_HOME?.startsWith('/')) return path.join(env.XDG_CACHE_HOME, 'zk-lab');
  if (platform === 'win32' && env.LOCALAPPDATA) return path.join(env.LOCALAPPDATA, 'zk-lab', 'Cache');
  const home = env.HOME || require('node:os').homedir();
  return path.join(home, platform === 'darwin' ? 'Library/Caches' : '.cache', 'zk-lab');
}
