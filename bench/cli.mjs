/**
 * `create` and `status` as whole processes beside `node -e 0`.
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/cli.mjs [ROUNDS]
 * `status` of nine nodes needs an engine; without one that row is left out.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn, jdkTarball, print, timeOf } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 30);
const jdk = jdkTarball();
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
const options = ['--jdk-archive', jdk, '--image', process.env.BENCH_BASE ?? 'centos:7.3.1611'];
/** @param {readonly string[]} args */
const zkLab = (args) => timeOf('node', [cli, ...args], { cwd: folder, env });

let made = 0;
/**
 * The first of a user's labs, each time in a place of its own. Nothing is removed in between: ext4 passes over the inodes
 * of files that were removed within the last minutes, one by one, for every file that is made after them.
 * @param {number} nodes
 */
function create(nodes) {
  const place = join(folder, String(++made));
  mkdirSync(join(place, 'state/zk-lab/labs'), { recursive: true });
  const env = { ...process.env, XDG_STATE_HOME: join(place, 'state') };
  return timeOf('node', [cli, 'create', 'lab', '--nodes', String(nodes), ...options], { cwd: place, env });
}

const rows = [];
try {
  create(3); // fills the cache
  const times = await inTurn(rounds, {
    node: async () => timeOf('node', ['-e', '0']),
    three: async () => create(3),
    fifty: async () => create(50),
  });
  rows.push({
    what: 'create, 3 nodes, beside `node -e 0`',
    ours: times.three,
    peer: times.node,
    unit: 'ms',
    limit: 1.4,
  });
  rows.push({
    what: 'create, 50 nodes, beside 3 nodes',
    ours: times.fifty,
    peer: times.three,
    unit: 'ms',
    limit: 1.15,
  });

  if (process.env.DOCKER_HOST) {
    const lab = join(folder, 'bench-status');
    zkLab([
      'create',
      lab,
      '--nodes',
      '9',
      '--client-port',
      '23181',
      '--network',
      '10.201.0.0/24',
      ...options,
    ]);
    const inLab = { cwd: lab, env };
    try {
      execFileSync('node', [cli, 'up', '--provider', 'docker'], { ...inLab, stdio: 'ignore' });
      const status = await inTurn(rounds, {
        node: async () => timeOf('node', ['-e', '0']),
        ours: async () => timeOf('node', [cli, 'status'], inLab),
      });
      rows.push({
        what: 'status of 9 nodes, beside `node -e 0`',
        ours: status.ours,
        peer: status.node,
        unit: 'ms',
        limit: 1.8,
      });
    } finally {
      execFileSync('node', [cli, 'destroy', '-y'], { ...inLab, stdio: 'ignore' });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
print('Whole processes', rows);
