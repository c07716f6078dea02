/**
 * From the kill of the leader to the next acknowledged write, with three nodes: a lab beside a plain compose file.
 * Called like docker.mjs:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/failover.mjs [ROUNDS]
 */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from '../scripts/import-typescript.mjs';
import { cli, firstPorts, makeLab, makePeer, removeAll, run } from './containers.mjs';
import { allServe, inTurn, modeAt, print } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 15);
const root = fileURLToPath(new URL('..', import.meta.url));
/** @type {typeof import('../software/zookeeper/client-session.js')} */
const { openSession } = await importTypeScript(root, 'software/zookeeper/client-session.ts');
const timeout = 10_000;

/** @typedef {{ first: number, kill: (id: number) => void, mend: () => void }} Ensemble */

/** @param {number} first */
const portsFrom = (first) => [first, first + 1, first + 2];

/**
 * Milliseconds from the kill to the first write that was asked for after it and acknowledged. The client is with a follower, as
 * two thirds of all clients are: it need not look for another server.
 * @param {Ensemble} ensemble
 */
async function failover({ first, kill, mend }) {
  const ports = portsFrom(first);
  const leader = (await Promise.all(ports.map((port) => modeAt(port)))).indexOf('leader');
  const followers = ports.filter((_, index) => index !== leader).map((port) => `127.0.0.1:${port}`);
  const session = await openSession(followers.join(','), { timeout, patience: timeout });
  await session.create('/bench-before', 'x', 'ephemeral');
  const began = performance.now();
  kill(leader + 1);
  const killed = performance.now();
  let took = Number.NaN;
  for (let count = 0; Number.isNaN(took); count++) {
    const { answer } = await session.create(`/bench-${count}`, 'x', 'ephemeral');
    if (answer === 'done') took = performance.now() - began;
    else await pause(5);
    if (performance.now() - killed > 60_000) throw new Error('nothing was acknowledged for a minute');
  }
  await session.close(timeout);
  mend();
  await allServe(ports);
  return took;
}

let rows;
try {
  const lab = makeLab(3);
  const peer = makePeer(3, lab);
  run('node', [cli, 'up', '--provider', 'docker'], lab);
  run('docker', ['compose', 'up', '-d'], peer);
  for (const first of Object.values(firstPorts)) await allServe(portsFrom(first));
  // Plain containers come back by themselves.
  const ours = { first: firstPorts.lab, mend: () => run('node', [cli, 'up'], lab) };
  const theirs = { first: firstPorts.plain, mend: () => run('docker', ['compose', 'up', '-d'], peer) };
  const medians = await inTurn(rounds, {
    ours: () =>
      failover({
        ...ours,
        kill: (id) =>
          run('docker', [
            'exec',
            `bench-3-node${id}`,
            'sh',
            '-c',
            "kill -9 $(grep -ls 'quorum[.]QuorumPeerMain' /proc/[0-9]*/cmdline | cut -d/ -f3)",
          ]),
      }),
    theirs: () =>
      failover({ ...theirs, kill: (id) => run('docker', ['kill', '-s', 'KILL', `plain-3-zoo${id}-1`]) }),
  });
  rows = [
    {
      what: 'kill of the leader to the next acknowledged write',
      ours: medians.ours,
      peer: medians.theirs,
      unit: 'ms',
      limit: 1,
    },
  ];
} finally {
  removeAll();
}
print('A leader is killed: a lab beside a plain compose file of the official image’s shape', rows);
