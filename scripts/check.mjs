/**
 * `npm run check`: everything that can be said about the code without running it.
 * Each check is a program and its arguments; all are run, and each that fails shows what it printed.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { aptInstall, canInstall, has } from './apt.mjs';
import { build, root } from './setup.mjs';

const execute = promisify(execFile);

/** What is not ours, or made. */
const leftOut = new Set(['.git', 'node_modules', 'dist', 'coverage', 'zk-lab', '.cache']);

/**
 * The files below a folder.
 * @returns {string[]} paths relative to the repository
 */
function filesIn(folder = '.') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/**
 * Whether a file is a shell script: by its name, or by its first line.
 * @param {string} name relative to the repository
 */
function isShell(name) {
  if (/\.(sh|bash)$/.test(name)) return true;
  if (/\.[^/]*$/.test(basename(name).slice(1))) return false;
  try {
    return /^#!.*\b(ba)?sh\b/.test(readFileSync(join(root, name), 'utf8').slice(0, 100));
  } catch {
    return false;
  }
}

/** Whether this is a clone, and not what somebody unpacked. */
const inGit = () => existsSync(join(root, '.git')) && has('git');

/** @param {string} name @returns {string} path of a development package's program */
const bin = (name) => join(root, 'node_modules/.bin', name);

/** @type {readonly (readonly [string, () => readonly string[] | Promise<readonly string[] | undefined>])[]} */
export const checks = [
  ['types', () => [bin('tsc'), '--noEmit']],
  ['types of the page', () => [bin('tsc'), '--noEmit', '-p', 'page/browser']],
  ['biome', () => [bin('biome'), 'check', '--error-on-warnings', '.']],
  ['knip', () => [bin('knip')]],
  ['knip --production', () => [bin('knip'), '--production']],
  ['publint', () => [bin('publint'), '--strict']],
  ['attw', () => [bin('attw'), '--pack', '--profile', 'esm-only', '.']],
  ['commit subjects', async () => (inGit() ? ['node', 'scripts/subjects.mjs'] : undefined)],
  [
    'shellcheck',
    async () => {
      if (!has('shellcheck') && !(canInstall() && (await aptInstall(['shellcheck'])))) return undefined;
      return ['shellcheck', '-x', ...filesIn().filter(isShell)];
    },
  ],
];

/**
 * Runs the checks, one after another.
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function check() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, command] of checks) {
    const [program, ...args] = (await command()) ?? [];
    const started = performance.now();
    /** @type {keyof typeof counts} */
    let outcome = 'passed';
    if (program === undefined) outcome = 'skipped';
    else {
      const windows = process.platform === 'win32';
      await execute(program, args, { cwd: root, maxBuffer: 1e8, shell: windows }).catch((error) => {
        outcome = 'failed';
        console.error(`${error.stdout ?? ''}${error.stderr ?? ''}` || error.message);
      });
    }
    counts[outcome] += 1;
    const missing = outcome === 'skipped' ? ': not installed' : '';
    console.log(`${name}: ${outcome}${missing} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  }
  return counts;
}

if (process.argv[1] === import.meta.filename) {
  const status = await build();
  process.exitCode = status || ((await check()).failed > 0 ? 1 : 0);
}
