/**
 * `npm run kubernetes`: the tests of labs in pods, on a cluster of their own (test/testbed/kubernetes.sh), or on the one that
 * KUBECONFIG leads to. Arguments are names of test files; without any all of test/e2e/kubernetes/; or one of
 * a bench, and its words, which is then run there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** @param {string} program @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] @returns {number} */
const run = (program, args, env = {}) =>
  spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const words = process.argv.slice(2);
const bench = words[0]?.endsWith('.mjs');
const tests = ['run', '--project', 'e2e', ...(words.length > 0 ? words : ['test/e2e/kubernetes/'])];
const testbed = join(root, 'test/testbed');

/** What leads to an engine of the tests: a file of lines to source. @param {string} state @returns {NodeJS.ProcessEnv} */
function engineIn(state) {
  const text = readFileSync(join(state, 'env'), 'utf8');
  const all = Object.fromEntries(
    [...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]),
  );
  return { ...all, BENCH_JDK: all.ZK_LAB_TEST_JDK8 };
}

/** @returns {number} exit status */
function onOwnCluster() {
  const state = mkdtempSync('/tmp/zk-lab-k8s-');
  const engine = join(testbed, 'engine.sh');
  const cluster = join(testbed, 'kubernetes.sh');
  const at = join(state, 'k');
  try {
    let status = run(engine, ['up', state]) || run(engine, ['run', state, cluster, 'up', at, '2']);
    if (status !== 0) return status;
    const bin = join(at, 'bin');
    const lead = {
      ZK_LAB_TEST_KUBERNETES: '1',
      ZK_LAB_TEST_ENGINE: join(state, 'env'),
      KUBECONFIG: join(at, 'kubeconfig'),
      ZK_LAB_TEST_REGISTRY: 'localhost:5000/zk-lab-test',
      ZK_LAB_TEST_OWN_CLUSTER: `${cluster} ${at}`,
      PATH: `${bin}:${process.env.PATH}`,
    };
    status = bench
      ? run(engine, ['run', state, process.execPath, ...words], { ...engineIn(state), ...lead })
      : run(process.execPath, [vitest, ...tests], lead);
    run(engine, ['run', state, cluster, 'down', at]);
    return status;
  } finally {
    run(engine, ['down', state]);
    rmSync(state, { recursive: true, force: true });
  }
}

process.exitCode = process.env.KUBECONFIG
  ? run(process.execPath, [vitest, ...tests], { ZK_LAB_TEST_KUBERNETES: '1' })
  : onOwnCluster();
