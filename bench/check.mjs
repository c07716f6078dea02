/**
 * `check` of nine nodes whose ensemble serves, and of fifty that wait for ZooKeeper, beside the loop that would really log in
 * on every node from every node. Seconds count as well: nine nodes within 1.5 s, fifty within 10 s, on two quiet processors.
 * Needs an engine that has the base image, and a JDK 8 tarball:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/check.mjs [ROUNDS]
 * With test/testbed: engine.sh run STATE sh -c 'BENCH_JDK=$ZK_LAB_TEST_JDK8 node bench/check.mjs'.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn, jdkTarball, print, timeOf } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 5);
const jdk = jdkTarball();
const base = process.env.BENCH_BASE ?? 'centos:7.3.1611';
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };

/** Labs by name, with what `create` is told; fifty is as many as it makes without a warning about voters. */
const labs = {
  nine: { nodes: 9, until: 'cluster', options: ['--nodes', '9'] },
  fifty: { nodes: 50, until: 'jdk', options: ['--nodes', '9', '--observers', '41'] },
};

/**
 * Milliseconds of the tutorial's loop, on all nodes at the same time. Logins that sshd turns away are not tried again.
 * @param {string} lab
 * @param {number} nodes
 */
async function loopTime(lab, nodes) {
  const login = 'ssh -n -o BatchMode=yes node$a true';
  const loop = `for a in {1..${nodes}} ; do ${login} ; done`;
  const begin = performance.now();
  const all = Array.from({ length: nodes }, async (_, index) => {
    const child = spawn('docker', ['exec', `${lab}-node${index + 1}`, 'bash', '-c', loop], {
      stdio: 'ignore',
    });
    await once(child, 'exit');
  });
  await Promise.all(all);
  return performance.now() - begin;
}

/** @param {'nine' | 'fifty'} lab */
async function compare(lab) {
  const { nodes, until, options } = labs[lab];
  const dir = join(folder, lab);
  const network = ['--client-port', '23181', '--network', '10.201.0.0/24'];
  const what = [...options, '--until', until, '--jdk-archive', jdk, '--image', base];
  execFileSync('node', [cli, 'create', dir, ...what, ...network], { env, stdio: 'ignore' });
  const inLab = { cwd: dir, env };
  execFileSync('node', [cli, 'up', '--provider', 'docker'], { ...inLab, stdio: 'ignore' });
  const times = await inTurn(rounds, {
    ours: async () => timeOf('node', [cli, 'check', '--until', until], inLab),
    loop: async () => loopTime(lab, nodes),
  });
  execFileSync('node', [cli, 'destroy', '-y'], { ...inLab, stdio: 'ignore' });
  return { ours: times.ours / 1000, peer: times.loop / 1000, unit: 's' };
}

try {
  print('check, beside a login from each node on each', [
    { what: 'check of 9 nodes that serve', ...(await compare('nine')), limit: 1 },
    { what: 'check of 50 nodes, ZooKeeper not there yet', ...(await compare('fifty')), limit: 0.15 },
  ]);
} finally {
  for (const name of readdirSync(folder)) {
    if (name in labs)
      execFileSync('docker', ['compose', 'down', '-v', '-t', '1'], {
        cwd: join(folder, name),
        env,
        stdio: 'ignore',
      });
  }
  rmSync(folder, { recursive: true, force: true });
}
