/** What the benches share: rounds in turn, medians, ratios, and the table. */
import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { cpus, totalmem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** The middle value; of an even number, the mean of the two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs each contender once per round, in turn, so that whatever else the machine does meets all of them alike; every
 * other round backwards, because what ran just before makes a difference too: the same Node.js took 61 ms or 85 ms.
 * @param {Record<string, () => Promise<number>>} contenders each gives what it measured
 * @returns the medians by contender
 */
export async function inTurn(rounds, contenders) {
  const names = Object.keys(contenders);
  const values = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed())
      values[name].push(await contenders[name]());
  }
  return Object.fromEntries(names.map((name) => [name, median(values[name])]));
}

/** Milliseconds that a whole process takes. */
export function timeOf(program, args, options = {}) {
  const begin = performance.now();
  execFileSync(program, args, { stdio: 'ignore', ...options });
  return performance.now() - begin;
}

/** Whether a ZooKeeper on 127.0.0.1 serves: its answer to srvr has a mode. */
function serves(port) {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('srvr'));
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(/^Mode:/m.test(answer)));
  });
}

/** Resolves when every port's ZooKeeper serves. */
export async function allServe(ports, patience = 120_000) {
  const begin = performance.now();
  for (let waiting = ports; waiting.length > 0; ) {
    const results = await Promise.all(waiting.map(serves));
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

/** Prints rows of { what, ours, peer, unit, limit } as a Markdown table. */
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
