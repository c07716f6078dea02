/**
 * From `vagrant up` to a quorum of three on Vagrant's docker provider, and how often Vagrant goes to a machine over SSH:
 * a lab beside a plain Vagrantfile. Needs an engine, Vagrant with the box centos/7 1611.01 for docker, and a JDK 8 tarball:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/vagrant.mjs [ROUNDS]
 * With test/testbed: engine.sh up E; engine.sh run E bash; vagrant.sh up E/V docker; . E/V/env;
 *     BENCH_JDK=$ZK_LAB_TEST_JDK8 node …
 */
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allServe, finished, inTurn, jdkTarball, print, zooKeeperTarball } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 3);
const jdk = jdkTarball();
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const plain = fileURLToPath(new URL('plain-vagrant/Vagrantfile', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), VAGRANT_DEFAULT_PROVIDER: 'docker' };
const labPort = 23181;
const plainPort = 25181;

/**
 * @param {string} dir
 * @param {string[]} args
 */
const vagrant = (dir, ...args) =>
  execFileSync('vagrant', args, { cwd: dir, env, stdio: ['ignore', 'pipe', 'inherit'] });

function makeLab() {
  const dir = join(folder, 'bench');
  const options = ['--jdk-archive', jdk, '--client-port', String(labPort), '--network', '10.201.0.0/24'];
  execFileSync('node', [cli, 'create', dir, ...options], { env, stdio: 'ignore' });
  return dir;
}

/** @param {string} lab the folder of a lab with the same ZooKeeper */
function makePeer(lab) {
  const dir = join(folder, 'plain');
  mkdirSync(dir);
  copyFileSync(plain, join(dir, 'Vagrantfile'));
  copyFileSync(jdk, join(dir, 'jdk.tar.gz'));
  const artifacts = join(lab, 'artifacts');
  copyFileSync(join(artifacts, zooKeeperTarball(artifacts)), join(dir, 'zookeeper.tar.gz'));
  return dir;
}

/**
 * Seconds from `vagrant up` to all three serving; the machines are gone afterwards.
 * @param {string} dir
 * @param {number} firstPort
 */
async function upTime(dir, firstPort) {
  const begin = performance.now();
  const child = spawn('vagrant', ['up'], { cwd: dir, env, stdio: 'ignore' });
  const serving = allServe([0, 1, 2].map((n) => firstPort + n)).then(
    () => (performance.now() - begin) / 1000,
  );
  const [, seconds] = await Promise.all([finished(child), serving]);
  vagrant(dir, 'destroy', '--force');
  return seconds;
}

/**
 * How many commands and uploads Vagrant sends to one machine while the command runs, from its own log.
 * @param {string} dir
 * @param {string[]} args
 */
function roundTrips(dir, ...args) {
  const log = execFileSync('sh', ['-c', 'VAGRANT_LOG=debug vagrant "$@" 2>&1 >/dev/null', 'sh', ...args], {
    cwd: dir,
    env,
    maxBuffer: 2 ** 28,
  }).toString();
  return log.match(/ ssh: (?:Execute: |Uploading: )/g)?.length ?? 0;
}

try {
  const lab = makeLab();
  const peer = makePeer(lab);
  const trips = {
    ours: roundTrips(lab, 'up', 'node1'),
    peer: roundTrips(peer, 'up', 'zoo1'),
    again: roundTrips(lab, 'provision', 'node1'),
  };
  vagrant(lab, 'destroy', '--force');
  vagrant(peer, 'destroy', '--force');
  const times = await inTurn(rounds, {
    ours: () => upTime(lab, labPort),
    peer: () => upTime(peer, plainPort),
  });
  print('Vagrant, beside a plain Vagrantfile', [
    { what: '`vagrant up` to a quorum of three', ours: times.ours, peer: times.peer, unit: 's', limit: 1.1 },
    { what: 'SSH round trips a machine, first up', ours: trips.ours, peer: trips.peer, unit: '' },
  ]);
  console.log(`\n\`vagrant provision\` again: ${trips.again} SSH round trips a machine.`);
} finally {
  for (const name of ['bench', 'plain']) {
    try {
      vagrant(join(folder, name), 'destroy', '--force');
    } catch {
      // It was never made.
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
