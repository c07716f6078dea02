/**
 * What labs of three nodes take of a cluster: memory, processors, addresses, objects, calls of its API, room for the image. Brings up
 * so many, one after another, and looks at the cluster before and after. On the tests' own cluster:
 *     npm run kubernetes -- bench/scale.mjs [LABS]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { jdkTarball, machine } from './measure.mjs';

const count = Number(process.argv[2] ?? 8);
const registry = process.env.ZK_LAB_TEST_REGISTRY;
if (!registry) throw new Error('this is started by: npm run kubernetes -- bench/scale.mjs');
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-scale-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
/** Seconds over which labs are looked at that do nothing. */
const idle = 60;

/** @param {string} program @param {readonly string[]} args @param {string} [cwd] */
const run = (program, args, cwd = folder) =>
  execFileSync(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28,
  }).toString();
/** @param {...string} args */
const kubectl = (...args) => run('kubectl', args);
/** @param {string} path */
const raw = (path) => kubectl('get', '--raw', path);

/** Calls of the API so far, by who made them: 'kubectl' for all that zk-lab does. */
function calls() {
  const lines = raw('/metrics').split('\n');
  /** @param {RegExp} which */
  const sum = (which) =>
    lines.filter((line) => which.test(line)).reduce((all, line) => all + Number(line.split(' ').at(-1)), 0);
  return sum(/^apiserver_request_total\{/);
}

/** Bytes of the API's database. */
const stored = () =>
  Number(/^apiserver_storage_size_bytes\{.*\} (\S+)$/m.exec(raw('/metrics'))?.[1] ?? Number.NaN);

/** @typedef {{ memory?: { workingSetBytes?: number }, cpu?: { usageCoreNanoSeconds?: number } }} Stats */

/** Of all containers: MiB in use, and seconds of processors so far. */
function pods() {
  const hosts = kubectl('get', 'nodes', '-o', 'name').trim().split('\n');
  /** @type {{ podRef: { namespace: string }, containers: Stats[] }[]} */
  const all = hosts.flatMap(
    (host) => JSON.parse(raw(`/api/v1/nodes/${host.replace('node/', '')}/proxy/stats/summary`)).pods,
  );
  const own = all
    .filter(({ podRef }) => podRef.namespace.startsWith('scale-'))
    .flatMap(({ containers }) => containers);
  return {
    memory: own.reduce((sum, { memory }) => sum + (memory?.workingSetBytes ?? 0), 0) / 2 ** 20,
    processors: own.reduce((sum, { cpu }) => sum + (cpu?.usageCoreNanoSeconds ?? 0), 0) / 1e9,
  };
}

/** @param {string} what @param {number} value @param {string} unit */
const line = (what, value, unit) => console.log(`| ${what} | ${value.toFixed(value < 10 ? 2 : 0)} ${unit} |`);

/** @type {string[]} */
const labs = [];
try {
  for (let number = 1; number <= count; number++) {
    const name = `scale-${number}`;
    const first = String(20_000 + number * 10);
    run('node', [
      cli,
      'create',
      name,
      '--jdk-archive',
      jdkTarball(),
      '--client-port',
      first,
      '--ssh-port',
      String(30_000 + number * 10),
    ]);
    labs.push(join(folder, name));
  }
  /** @param {string} lab */
  const up = (lab) => run('node', [cli, 'up', '--provider', 'kubernetes', '--registry', registry], lab);
  const [first = '', ...others] = labs;
  // This one builds and pushes the image, and the hosts pull it.
  up(first);
  const before = { calls: calls(), stored: stored(), began: performance.now() };
  for (const lab of others) up(lab);
  const seconds = (performance.now() - before.began) / 1_000;
  const after = { calls: calls(), stored: stored() };
  await pause(30_000);
  const still = { ...pods(), calls: calls() };
  await pause(idle * 1_000);
  const later = { ...pods(), calls: calls() };
  const objects = kubectl(
    'get',
    'all,configmap,secret,poddisruptionbudget,networkpolicy,persistentvolumeclaim,endpointslice,controllerrevision',
    '-n',
    'scale-1',
    '-o',
    'name',
  );
  const image = JSON.parse(
    run('docker', [
      'image',
      'inspect',
      kubectl('get', 'pod', '-n', 'scale-1', '-o', 'jsonpath={.items[0].spec.containers[0].image}'),
    ]),
  );
  console.log(`\n${count} labs of three nodes\n(${machine()})\n\n| of one lab | |\n|---|---|`);
  line('from `zk-lab up` to every node serving, the image being there', seconds / others.length, 's');
  line('memory of its three pods, idle', later.memory / count, 'MiB');
  line('processors, idle', ((later.processors - still.processors) / idle / count) * 1_000, 'm');
  line(
    'calls of the API by `up` and by what the cluster does then',
    (after.calls - before.calls) / others.length,
    '',
  );
  line(
    'calls of the API in a minute, idle, all of the cluster included',
    (later.calls - still.calls) / count,
    '',
  );
  line('objects in its namespace', objects.trim().split('\n').length, '');
  line('the API’s database', (after.stored - before.stored) / others.length / 1_024, 'KiB');
  line('the image, once per host', image[0].Size / 2 ** 20, 'MiB');
} finally {
  for (const lab of labs) run('node', [cli, 'destroy', '-y'], lab);
  rmSync(folder, { recursive: true, force: true });
}
