/**
 * From `up` with a warm image to every node serving, and memory of an idle node: a lab beside a plain compose file.
 * Needs an engine that has the base image, and a JDK 8 tarball:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/docker.mjs [ROUNDS]
 * With test/equipment: engine.sh run STATE sh -c 'BENCH_JDK=$ZK_LAB_TEST_JDK8 node bench/docker.mjs'.
 */
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allServe, finished, inTurn, jdkTarball, print, zooKeeperTarball } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 5);
const jdk = jdkTarball();
const base = process.env.BENCH_BASE ?? 'centos:7.3.1611';
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const plain = fileURLToPath(new URL('plain/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} [cwd]
 * @returns {string} what it printed
 */
const run = (program, args, cwd) =>
  execFileSync(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] }).toString();

/** @param {number} nodes */
function makeLab(nodes) {
  const dir = join(folder, `bench-${nodes}`);
  run(
    'node',
    [
      cli,
      'create',
      dir,
      '--nodes',
      String(nodes),
      '--jdk-archive',
      jdk,
      '--image',
      base,
      '--client-port',
      '23181',
      '--network',
      '10.201.0.0/24',
    ],
    folder,
  );
  return dir;
}

/**
 * @param {number} nodes
 * @param {string} lab the folder of a lab with the same ZooKeeper
 */
function makePeer(nodes, lab) {
  const dir = join(folder, `plain-${nodes}`);
  mkdirSync(dir);
  for (const file of readdirSync(plain)) copyFileSync(join(plain, file), join(dir, file));
  const zookeeper = zooKeeperTarball(join(lab, 'artifacts'));
  copyFileSync(join(lab, 'artifacts', zookeeper), join(dir, zookeeper));
  copyFileSync(jdk, join(dir, basename(jdk)));
  run(
    'docker',
    [
      'build',
      '-q',
      '-t',
      'zk-lab-bench/plain',
      '--build-arg',
      `BASE=${base}`,
      '--build-arg',
      `JDK=${basename(jdk)}`,
      '--build-arg',
      `ZOOKEEPER=${zookeeper}`,
      '.',
    ],
    dir,
  );
  const ids = Array.from({ length: nodes }, (_, index) => index + 1);
  const servers = ids.map((id) => `server.${id}=zoo${id}:2888:3888`).join(' ');
  const services = ids.map(
    (id) => `  zoo${id}:
    image: zk-lab-bench/plain
    restart: always
    hostname: zoo${id}
    ports: ["127.0.0.1:${24180 + id}:2181"]
    environment: { ZOO_MY_ID: ${id}, ZOO_SERVERS: ${servers} }`,
  );
  writeFileSync(join(dir, 'compose.yaml'), `name: plain-${nodes}\nservices:\n${services.join('\n')}\n`);
  return dir;
}

/**
 * Seconds from the command to every node serving.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} dir
 * @param {readonly number[]} ports
 */
async function upTime(command, args, dir, ports) {
  const begin = performance.now();
  const child = spawn(command, args, { cwd: dir, env, stdio: 'ignore' });
  const [, seconds] = await Promise.all([
    finished(child),
    allServe(ports).then(() => (performance.now() - begin) / 1000),
  ]);
  return seconds;
}

/**
 * MiB of a node, the mean over the project's containers.
 * @param {string} project
 */
function memory(project) {
  const ids = run('docker', ['ps', '-q', '--filter', `label=com.docker.compose.project=${project}`])
    .trim()
    .split('\n');
  const figures = run('docker', ['stats', '--no-stream', '--format', '{{.MemUsage}}', ...ids])
    .trim()
    .split('\n');
  // "43.3MiB / 23.4GiB": what is used, and what may be.
  const used = figures.map((line) => Number.parseFloat(line) * (/^[\d.]+GiB/.test(line) ? 1024 : 1));
  return used.reduce((sum, each) => sum + each) / used.length;
}

const rows = [];
try {
  for (const nodes of [3, 5, 9]) {
    const lab = makeLab(nodes);
    const peer = makePeer(nodes, lab);
    /** @param {number} first */
    const ports = (first) => Array.from({ length: nodes }, (_, index) => first + index);
    const ours = () => upTime('node', [cli, 'up', '--provider', 'docker'], lab, ports(23181));
    const theirs = () => upTime('docker', ['compose', 'up', '-d'], peer, ports(24181));
    const clear = {
      ours: () => run('node', [cli, 'destroy', '-y'], lab),
      theirs: () => run('docker', ['compose', 'down', '-v', '-t', '1'], peer),
    };
    await ours(); // builds the image
    let idle;
    if (nodes === 3) {
      await theirs();
      idle = {
        what: 'memory of an idle node',
        ours: memory('bench-3'),
        peer: memory('plain-3'),
        unit: 'MiB',
        limit: 1,
      };
      clear.theirs();
    }
    clear.ours();
    const timed = await inTurn(rounds, {
      ours: async () => {
        const seconds = await ours();
        clear.ours();
        return seconds;
      },
      theirs: async () => {
        const seconds = await theirs();
        clear.theirs();
        return seconds;
      },
    });
    rows.push({
      what: `up to every node serving, ${nodes} nodes`,
      ours: timed.ours,
      peer: timed.theirs,
      unit: 's',
      limit: 1,
    });
    if (idle) rows.push(idle);
  }
} finally {
  for (const name of readdirSync(folder)) {
    if (/^(bench|plain)-\d+$/.test(name))
      run('docker', ['compose', 'down', '-v', '-t', '1'], join(folder, name));
  }
  rmSync(folder, { recursive: true, force: true });
}
print('A lab beside a plain compose file of the official image’s shape', rows);
