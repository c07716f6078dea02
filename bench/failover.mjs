/**
 * From the kill of the leader to the next acknowledged write, with three nodes: a lab beside a plain compose file.
 * Called like docker.mjs:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/failover.mjs [ROUNDS]
 */
import { execFileSync } from 'node:child_process';
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

/** @typedef {{ first: number, container: (id: number) => string, mend: () => void }} Ensemble */

/**
 * The server's process in a container, as this machine counts it (Linux): killed like that, both ensembles lose their leader in
 * the same moment, and no client of the engine's is in what is measured.
 * @param {string} container
 */
function serverIn(container) {
  const lines = execFileSync('docker', ['top', container, '-eo', 'pid,args'], { encoding: 'utf8' }).split(
    '\n',
  );
  const pid = Number.parseInt(lines.find((line) => / \S*java .*QuorumPeerMain/.test(line)) ?? '', 10);
  if (Number.isNaN(pid)) throw new Error(`no server in ${container}`);
  return pid;
}

/** @param {number} first */
const portsFrom = (first) => [first, first + 1, first + 2];

/**
 * Milliseconds from the kill to the first write that was asked for after it and acknowledged. The client is with a follower, as
 * two thirds of all clients are: it need not look for another server.
 * @param {Ensemble} ensemble
 */
async function failover({ first, container, mend }) {
  const ports = portsFrom(first);
  const leader = (await Promise.all(ports.map((port) => modeAt(port)))).indexOf('leader');
  const followers = ports.filter((_, index) => index !== leader).map((port) => `127.0.0.1:${port}`);
  const session = await openSession(followers.join(','), { timeout, patience: timeout });
  await session.create('/bench-before', 'x', 'ephemeral');
  const server = serverIn(container(leader + 1));
  const began = performance.now();
  process.kill(server, 'SIGKILL');
  let took = Number.NaN;
  for (let count = 0; Number.isNaN(took); count++) {
    const { answer } = await session.create(`/bench-${count}`, 'x', 'ephemeral');
    if (answer === 'done') took = performance.now() - began;
    else await pause(5);
    if (performance.now() - began > 60_000) throw new Error('nothing was acknowledged for a minute');
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
  const medians = await inTurn(rounds, {
    ours: () =>
      failover({
        first: firstPorts.lab,
        container: (id) => `bench-3-node${id}`,
        mend: () => run('node', [cli, 'up'], lab),
      }),
    theirs: () =>
      failover({
        first: firstPorts.plain,
        container: (id) => `plain-3-zoo${id}-1`,
        mend: () => run('docker', ['compose', 'up', '-d'], peer),
      }),
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
