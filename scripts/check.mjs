/**
 * `npm run check`: everything that can be said about the code without running it.
 * Each check is a program and its arguments; all are run, and each that fails shows what it printed.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptInstall, canInstall, has } from './apt.mjs';
import { build, root } from './setup.mjs';

const execute = promisify(execFile);

/** Files under version control, or about to be. @returns {Promise<string[]>} */
async function files() {
  const { stdout } = await execute('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root });
  return stdout.split('\0').filter((name) => name !== '');
}

/** Whether a file is a shell script: by its name, or by its first line. */
function isShell(name) {
  if (/\.(sh|bash)$/.test(name)) return true;
  if (/\.[^/]*$/.test(name.slice(1))) return false;
  try {
    return /^#!.*\b(ba)?sh\b/.test(readFileSync(join(root, name), 'utf8').slice(0, 100));
  } catch {
    return false;
  }
}

const bin = (name) => join(root, 'node_modules/.bin', name);

/** @type {readonly (readonly [string, () => readonly string[] | Promise<readonly string[] | undefined>])[]} */
export const checks = [
  ['types', () => [bin('tsc'), '--noEmit']],
  ['biome', () => [bin('biome'), 'check', '.']],
  ['knip', () => [bin('knip')]],
  ['publint', () => [bin('publint'), '--strict']],
  ['attw', () => [bin('attw'), '--pack', '--profile', 'esm-only', '.']],
  [
    'shellcheck',
    async () => {
      if (!has('shellcheck') && !(canInstall() && (await aptInstall(['shellcheck'])))) return undefined;
      return ['shellcheck', '-x', ...(await files()).filter(isShell)];
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
