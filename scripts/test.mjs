/**
 * `npm test`: installs what is missing, builds, checks, runs every test, and closes with a line that programs can read.
 * Arguments go to vitest: npm test -- --project unit
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptProvide, canInstall } from './apt.mjs';
import { check } from './check.mjs';
import { build, install, root, run } from './setup.mjs';

/**
 * Programs that tests call, beside those that test/testbed brings. Where one is missing and cannot be installed, the
 * tests that need it are skipped or fail.
 */
const tools = {
  'ansible-playbook': 'ansible-core',
  java: 'default-jre-headless',
  mvn: 'maven',
  ps: 'procps',
  script: 'bsdutils',
  shellcheck: 'shellcheck',
  'mkfs.btrfs': 'btrfs-progs',
  ss: 'iproute2',
  'ssh-keygen': 'openssh-client',
  // Brings Ruby, too: Vagrantfiles are read by Vagrant itself.
  vagrant: 'vagrant',
  zsh: 'zsh',
};

/**
 * Runs vitest.
 * @param {readonly string[]} typed its arguments
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
async function vitest(typed) {
  const folder = mkdtempSync(join(tmpdir(), 'zk-lab-report-'));
  const file = join(folder, 'report.json');
  const reporters = [
    '--reporter=default',
    '--reporter=./scripts/last-words.mjs',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  // Where tests start engines, they are told to end even if this process is killed.
  const [program, ...before] = canInstall()
    ? ['setpriv', '--pdeathsig', 'TERM', process.execPath]
    : [process.execPath];
  const status = await run(program, [
    ...[...before, join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
    ...reporters,
    ...typed,
  ]);
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    /** @type {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number>} */
    const report = JSON.parse(readFileSync(file, 'utf8'));
    counts = {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    console.error('vitest wrote no report');
  }
  rmSync(folder, { recursive: true });
  // A file that cannot be loaded, or an error outside of every test, is no failed test to vitest.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/**
 * @param {readonly string[]} typed arguments for vitest
 * @returns {Promise<number>} exit status
 */
async function test(typed) {
  const provided = aptProvide(tools);
  const prepared = (await install()) || (await build());
  await provided;
  if (prepared !== 0) return prepared;
  const checked = await check();
  const tested = await vitest(typed);
  const passed = checked.passed + tested.passed;
  const failed = checked.failed + tested.failed;
  const skipped = checked.skipped + tested.skipped;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await test(process.argv.slice(2));
