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

  const file = path.join(__dirname, 'bundle.js');
  const { size, mtimeMs } = fs.statSync(file);
  // V8 knows a source by its length alone, and refuses what another V8 compiled.
  const build = `${process.version}-${size}-${Math.trunc(mtimeMs)}`;
  // Of functions that were never called nothing is kept: each command has its own.
  const command = /^[a-z]+$/.test(process.argv[2] ?? '') ? process.argv[2] : 'other';
  const folder = path.join(cacheFolder(path), 'compiled');
  const cache = path.join(folder, `${build}-${command}`);

  let cachedData;
  try {
    cachedData = fs.readFileSync(cache);
  } catch {
    // The first start.
  }
  const source = `(function(exports,require,module,__filename,__dirname){${fs.readFileSync(file, 'utf8')}\n})`;
  const script = new vm.Script(source, { filename: file, cachedData });
  const bundle = { exports: {} };
  script.runInThisContext()(bundle.exports, require, bundle, file, __dirname);
  if (cachedData === undefined || script.cachedDataRejected)
    process.once('exit', (status) => status === 0 && keep());
  bundle.exports.main();

  function keep() {
    try {
      fs.mkdirSync(folder, { recursive: true });
      for (const name of fs.readdirSync(folder)) {
        if (!name.startsWith(build)) fs.rmSync(path.join(folder, name), { force: true });
      }
      const draft = `${cache}.${process.pid}`;
      fs.writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
      fs.renameSync(draft, cache);
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
