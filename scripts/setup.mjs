/**
 * What a fresh clone needs before anything of it runs. Node's own modules only: nothing is installed yet.
 */
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program in the repository with this terminal.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env] what is added to this process's environment
 * @returns {Promise<number>} its exit status; 128 and the signal's number where one ended it, 127 where there is no such program
 */
export function run(program, args, env = {}) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['inherit', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      // npm is a batch file there.
      shell: windows && program === 'npm',
    });
    // The terminal sends Ctrl-C to both; the child tidies up, and its status is what counts.
    const ignore = () => {};
    // What is sent to this process alone is meant for all.
    const pass = () => child.kill();
    process.on('SIGINT', ignore);
    process.on('SIGTERM', pass);
    /** @param {number} status */
    const finish = (status) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      resolve(status);
    };
    child.on('error', () => finish(127));
    child.on('close', (code, signal) => finish(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/**
 * @param {string} lockfile relative to the repository
 * @returns {Record<string, { version?: string, optional?: boolean }>} what it names, by path; nothing where there is no such file
 */
function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(join(root, lockfile), 'utf8')).packages;
  } catch {
    return {};
  }
}

/** Whether node_modules holds every package that package-lock.json names, in that version. */
export function isInstalled() {
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json')).every(
    // Optional ones are for other systems than this, most of them.
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/** Installs what package-lock.json names, unless it is there. @returns {Promise<number>} exit status */
export async function install() {
  if (isInstalled()) return 0;
  // Not `npm ci`, which insists on lock entries of other systems' binaries even where a registry does not have them.
  // No package here needs its install script: those compile what is left out, or check what is there.
  return run('npm', [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
}

/** What does not go into the build. */
const elsewhere = /^(\..*|node_modules|dist|test|bench|docs|coverage|zk-lab|.*\.md|.*\.tgz)$/;

/**
 * @param {string} folder
 * @param {RegExp} [leftOut] names of what is passed over, in this folder alone
 * @returns {Promise<number>} when anything below it changed last, in milliseconds since 1970
 */
async function newest(folder, leftOut) {
  const times = await Promise.all(
    (await readdir(folder, { withFileTypes: true }))
      .filter(({ name }) => !leftOut?.test(name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        const { mtimeMs } = await stat(path);
        // A folder's own time tells of files that were removed.
        return entry.isDirectory() ? Math.max(mtimeMs, await newest(path)) : mtimeMs;
      }),
  );
  return Math.max(0, ...times);
}

/** Builds dist/ unless it is newer than everything that goes into it. @returns {Promise<number>} exit status */
export async function build() {
  const built = statSync(join(root, 'dist/zk-lab.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built > (await newest(root, elsewhere))) return 0;
  return run(process.execPath, [join(root, 'scripts/build.mjs')]);
}
