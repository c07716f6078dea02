/** What the benches with containers compare: a lab, and a plain compose file of the official image's shape, in one folder. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jdkTarball, zooKeeperTarball } from './measure.mjs';

const jdk = jdkTarball();
const base = process.env.BENCH_BASE ?? 'centos:7.3.1611';
const plain = fileURLToPath(new URL('plain/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
export const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
export const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
/** The first client port of each. */
export const firstPorts = { lab: 23_181, plain: 24_181, left: 24_281 };

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} [cwd]
 * @returns {string} what it printed
 */
export const run = (program, args, cwd) =>
  execFileSync(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] }).toString();

/** @param {number} nodes */
export function makeLab(nodes) {
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
      String(firstPorts.lab),
      '--network',
      '10.201.0.0/24',
    ],
    folder,
  );
  return dir;
}

/**
 * A plain compose file that was never up.
 * @param {number} nodes
 * @param {string} lab the folder of a lab with the same ZooKeeper
 * @param {'plain' | 'left'} kind left: the engine does not start again what has ended
 * @returns its folder; the project is called KIND-NODES
 */
export function makePeer(nodes, lab, kind = 'plain') {
  const dir = join(folder, `${kind}-${nodes}`);
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
    restart: ${kind === 'left' ? '"no"' : 'always'}
    hostname: zoo${id}
    ports: ["127.0.0.1:${firstPorts[kind] + id - 1}:2181"]
    environment: { ZOO_MY_ID: ${id}, ZOO_SERVERS: ${servers} }`,
  );
  writeFileSync(join(dir, 'compose.yaml'), `name: ${kind}-${nodes}\nservices:\n${services.join('\n')}\n`);
  return dir;
}

/** Removes all that was made, from the engine too. */
export function removeAll() {
  for (const name of readdirSync(folder)) {
    if (/^(bench|plain|left)-\d+$/.test(name))
      run('docker', ['compose', 'down', '-v', '-t', '1'], join(folder, name));
  }
  rmSync(folder, { recursive: true, force: true });
}
