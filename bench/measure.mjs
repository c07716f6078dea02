/** What the benches share: what they are given, rounds in turn, medians, ratios, and the table. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { cpus, totalmem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * The tarball that BENCH_JDK names.
 * @returns {string} its path
 */
export function jdkTarball() {
  const jdk = process.env.BENCH_JDK;
  if (!jdk) throw new Error('set BENCH_JDK to a JDK 8 tarball');
  return jdk;
}

/**
 * The ZooKeeper that a lab was made with.
 * @param {string} artifacts the lab's folder of tarballs
 * @returns {string} the name of the tarball in it
 */
export function zooKeeperTarball(artifacts) {
  const found = readdirSync(artifacts).find((name) => name.startsWith('zookeeper'));
  if (found === undefined) throw new Error(`${artifacts} has no ZooKeeper`);
  return found;
}

/**
 * The middle value; of an even number, the mean of the two.
 * @param {readonly number[]} values
 */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return (low + high) / 2;
}

/**
 * Runs each contender once per round, in turn, so that whatever else the machine does meets all of them alike; every
 * other round backwards, because what ran just before makes a difference too: the same Node.js took 61 ms or 85 ms.
 * @template {string} Name
 * @param {number} rounds
 * @param {Readonly<Record<Name, () => Promise<number>>>} contenders each gives what it measured
 * @returns {Promise<Record<Name, number>>} the medians by contender
 */
export async function inTurn(rounds, contenders) {
  /** @type {{ name: string, measure: () => Promise<number>, values: number[] }[]} */
  const all = [];
  for (const name in contenders) all.push({ name, measure: contenders[name], values: [] });
  for (let round = 0; round < rounds; round++) {
    for (const { measure, values } of round % 2 === 0 ? all : all.toReversed()) values.push(await measure());
  }
  const medians = Object.fromEntries(all.map(({ name, values }) => [name, median(values)]));
  return /** @type {Record<Name, number>} */ (medians);
}

/**
 * Milliseconds that a whole process takes.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').ExecFileSyncOptions} [options]
 */
export function timeOf(program, args, options = {}) {
  const begin = performance.now();
  execFileSync(program, args, { stdio: 'ignore', ...options });
  return performance.now() - begin;
}

/**
 * Resolves when a program has ended well; throws what it ended with otherwise.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function finished(child) {
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')}: exit ${code}`);
}

/**
 * The mode of the ZooKeeper on a port, as it answers srvr; undefined where none serves.
 * @param {number} port
 * @param {string} [host] where it is
 * @returns {Promise<string | undefined>} leader, follower, …
 */
export function modeAt(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, host, () => socket.write('srvr'));
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(/^Mode: (\w+)/m.exec(answer)?.[1]));
  });
}

/**
 * Resolves when every port's ZooKeeper serves.
 * @param {readonly number[]} ports
 * @param {number} [patience] milliseconds after which it throws
 * @param {string} [host] where they are
 */
export async function allServe(ports, patience = 120_000, host = '127.0.0.1') {
  const begin = performance.now();
  for (let waiting = ports; waiting.length > 0; ) {
    const results = await Promise.all(waiting.map((port) => modeAt(port, host)));
    waiting = waiting.filter((_, index) => !results[index]);
    if (performance.now() - begin > patience) throw new Error(`ports ${waiting} did not serve in time`);
    if (waiting.length > 0) await pause(20);
  }
}

/** One line that says what the figures come from. */
export function machine() {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux, Node.js ${process.version}`;
}

/**
 * Prints figures as a Markdown table.
 * @param {string} title
 * @param {readonly { what: string, ours: number, peer: number, unit: string, limit?: number }[]} rows
 *   limit: what the ratio of ours to the peer's may be
 */
export function print(title, rows) {
  console.log(`\n${title}\n(${machine()})\n`);
  console.log('| what | zk-lab | peer | ratio | at most |\n|---|---|---|---|---|');
  for (const { what, ours, peer, unit, limit } of rows) {
    const ratio = ours / peer;
    const verdict = limit === undefined ? '' : `${limit.toFixed(2)}${ratio > limit ? ' (missed)' : ''}`;
    const digits = unit === 's' ? 2 : 0;
    console.log(
      `| ${what} | ${ours.toFixed(digits)} ${unit} | ${peer.toFixed(digits)} ${unit} | ${ratio.toFixed(2)} | ${verdict} |`,
    );
  }
}
