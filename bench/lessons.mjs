/**
 * Labs to learn from: how soon `create --lab` is done, `check` of all steps of three nodes, and `check --watch`: when it shows
 * a change, and what it costs while nothing happens.
 * Needs an engine that has the base image, and a JDK 8 tarball:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/lessons.mjs [ROUNDS]
 * With test/testbed: engine.sh run STATE sh -c 'BENCH_JDK=$ZK_LAB_TEST_JDK8 node bench/lessons.mjs'.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { finished, inTurn, jdkTarball, print, timeOf } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 10);
const jdk = jdkTarball();
const base = process.env.BENCH_BASE ?? 'centos:7.3.1611';
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const example = fileURLToPath(new URL('../docs/example-lab', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
const what = ['--jdk-archive', jdk, '--image', base];
const names = [1, 2, 3].map((number) => `node${number}`);
const zooCfg = '/opt/zookeeper-3.4.9/conf/zoo.cfg';
const setting = 'autopurge.purgeInterval=24';

let made = 0;
/**
 * A lab, each time the first of a user's: see bench/cli.mjs.
 * @param {readonly string[]} options
 */
function create(options) {
  const place = join(folder, String(++made));
  mkdirSync(join(place, 'state/zk-lab/labs'), { recursive: true });
  const env = { ...process.env, XDG_STATE_HOME: join(place, 'state') };
  return timeOf('node', [cli, 'create', 'lab', ...what, ...options], { cwd: place, env });
}

/**
 * Milliseconds until every node has run a program that does nothing.
 * @param {string} lab
 */
async function execTime(lab) {
  const begin = performance.now();
  const all = names.map((name) => finished(spawn('docker', ['exec', `${lab}-${name}`, 'true'])));
  await Promise.all(all);
  return performance.now() - begin;
}

/**
 * Has a lab that is up worked with, and removed.
 * @template T
 * @param {string} name
 * @param {readonly string[]} options
 * @param {(inLab: { cwd: string, env: NodeJS.ProcessEnv }) => Promise<T>} work
 */
async function withLab(name, options, work) {
  const dir = join(folder, name);
  const network = ['--client-port', '23181', '--network', '10.201.0.0/24'];
  execFileSync('node', [cli, 'create', dir, ...what, ...network, ...options], { env, stdio: 'ignore' });
  const inLab = { cwd: dir, env };
  try {
    execFileSync('node', [cli, 'up', '--provider', 'docker'], { ...inLab, stdio: 'ignore' });
    return await work(inLab);
  } finally {
    execFileSync('docker', ['compose', 'down', '-v', '-t', '1'], { ...inLab, stdio: 'ignore' });
  }
}

/**
 * What the engine says at a path of its interface.
 * @param {string} path
 * @returns {Promise<any>}
 */
async function engineSays(path) {
  const socketPath = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');
  const asked = request({ socketPath, path });
  asked.end();
  const [answer] = await once(asked, 'response');
  return json(answer);
}

/** Milliseconds of processor time that a process of this machine and those that it has waited for have taken. @param {number} pid */
function processTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // utime, stime, cutime, cstime in hundredths of a second; the state is the third field of all.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

/** The engine's own processes, those that carry what containers print included. */
function engineProcesses() {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const command = readFileSync(`/proc/${name}/comm`, 'utf8').trim();
      return /^(dockerd|containerd)/.test(command) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/**
 * Milliseconds of processor time that the containers of a lab, the engine and this process's `others` have taken so far.
 * @param {string} lab
 * @param {readonly number[]} others
 */
async function timeTaken(lab, others) {
  const stats = await Promise.all(
    names.map((name) => engineSays(`/containers/${lab}-${name}/stats?stream=false&one-shot=true`)),
  );
  const inside = stats.reduce((sum, { cpu_stats: { cpu_usage } }) => sum + cpu_usage.total_usage / 1e6, 0);
  return [...engineProcesses(), ...others].reduce((sum, pid) => sum + processTime(pid), inside);
}

/**
 * Milliseconds of processor time that are taken while nothing happens.
 * @param {string} lab
 * @param {readonly number[]} others
 * @param {number} duration milliseconds
 */
async function idleTime(lab, others, duration) {
  const before = await timeTaken(lab, others);
  await pause(duration);
  return (await timeTaken(lab, others)) - before;
}

/** What `check --watch` shows and costs. @param {{ cwd: string, env: NodeJS.ProcessEnv }} inLab */
async function watch(inLab) {
  const minute = 60_000;
  const quiet = await idleTime('watched', [], minute);

  const child = spawn('node', [cli, 'check', '--watch', '--json'], {
    ...inLab,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let purges = /** @type {boolean | null | undefined} */ (undefined);
  let seen = () => {};
  createInterface({ input: child.stdout }).on('line', (line) => {
    /** @type {{ checks: { id: string, passed: boolean | null }[] }} */
    const { checks } = JSON.parse(line);
    purges = checks.find(({ id }) => id === 'purge')?.passed;
    seen();
  });
  /** @param {boolean} wanted */
  const shown = async (wanted) => {
    while (purges !== wanted) {
      await new Promise((resolve) => {
        seen = () => resolve(undefined);
      });
    }
  };
  /** @param {string} name @param {string} script */
  const type = (name, script) => execFileSync('docker', ['exec', `watched-${name}`, 'sh', '-c', script]);

  const add = `echo ${setting} >>${zooCfg}`;
  for (const name of names) type(name, add);
  await shown(true);
  const times = [];
  for (let round = 0; round < rounds; round++) {
    type('node3', `sed -i /autopurge/d ${zooCfg}`);
    await shown(false);
    // It looks again for some seconds after a change; what is measured is the first look.
    await pause(11_000);
    type('node3', add);
    const begin = performance.now();
    await shown(true);
    times.push(performance.now() - begin);
  }
  await pause(11_000);
  const watched = await idleTime('watched', [child.pid ?? 0], minute);
  child.kill('SIGINT');
  await once(child, 'exit');
  return { slowest: Math.max(...times), cost: Math.max(0, watched - quiet), minute };
}

try {
  create([]); // fills the cache
  const created = await inTurn(rounds, {
    ours: async () => create(['--lab', 'leader-election']),
    peer: async () => create([]),
  });
  const checked = await withLab('checked', [], (inLab) =>
    inTurn(rounds, {
      ours: async () => timeOf('node', [cli, 'check'], inLab),
      peer: () => execTime('checked'),
    }),
  );
  const { slowest, cost, minute } = await withLab('watched', ['--lab', example, '--nodes', '3'], watch);
  print('Labs to learn from', [
    { what: 'create --lab leader-election, beside create', ...created, unit: 'ms', limit: 1.05 },
    {
      what: 'check of 3 nodes, all 15 steps, beside `docker exec true` on each',
      ...checked,
      unit: 'ms',
      limit: 4,
    },
    {
      what: `a change until check --watch shows it, the slowest of ${rounds}, beside a second`,
      ...{ ours: slowest, peer: 1000, unit: 'ms', limit: 1 },
    },
    {
      what: 'check --watch while nothing happens: processor time of client, engine and nodes, beside a minute of one core',
      ...{ ours: cost, peer: minute, unit: 'ms', limit: 0.02 },
    },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
