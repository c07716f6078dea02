/**
 * From `zk-lab up` to a quorum of three on machines that are there already, over SSH, beside a shell script that does the same
 * (machines-by-hand.sh). Needs three machines that your ssh gets into without a question, with nothing of ZooKeeper's on them, their
 * ports open to this machine; they are as before afterwards. And a JDK 8 tarball:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz BENCH_HOSTS=root@10.0.0.11,root@10.0.0.12,root@10.0.0.13 node bench/machines.mjs [ROUNDS]
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allServe, finished, inTurn, jdkTarball, print, zooKeeperTarball } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 3);
const jdk = jdkTarball();
const hosts = (process.env.BENCH_HOSTS ?? '').split(',').filter((host) => host !== '');
if (hosts.length !== 3) throw new Error('set BENCH_HOSTS to three machines: root@10.0.0.11,…');
const addresses = hosts.map((host) => host.slice(host.lastIndexOf('@') + 1));
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const byHand = fileURLToPath(new URL('machines-by-hand.sh', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
const lab = join(folder, 'bench');

/** @param {string[]} args */
const zkLab = (...args) =>
  execFileSync('node', [cli, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });

/**
 * Seconds until all three serve and the command is done.
 * @param {string} program
 * @param {string[]} args
 */
async function upTime(program, args) {
  const begin = performance.now();
  const child = spawn(program, args, { env, stdio: 'ignore' });
  await Promise.all([finished(child), ...addresses.map((address) => allServe([2181], 120_000, address))]);
  return (performance.now() - begin) / 1000;
}

try {
  zkLab('create', lab, '--jdk-archive', jdk, '--hosts', hosts.join(','));
  const artifacts = join(lab, 'artifacts');
  const tarball = zooKeeperTarball(artifacts);
  /** @param {string} verb */
  const words = (verb) => [
    byHand,
    ...[verb, jdk, join(artifacts, tarball), `/opt/${tarball.replace('.tar.gz', '')}`, ...hosts],
  ];
  const times = await inTurn(rounds, {
    ours: async () => {
      const seconds = await upTime('node', [cli, 'up', '--lab', lab]);
      zkLab('destroy', '--yes', '--lab', lab);
      return seconds;
    },
    peer: async () => {
      const seconds = await upTime('bash', words('up'));
      execFileSync('bash', words('away'), { env, stdio: 'ignore' });
      return seconds;
    },
  });
  print('Machines over SSH, beside a shell script', [
    { what: '`up` to a quorum of three', ours: times.ours, peer: times.peer, unit: 's', limit: 1.1 },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
