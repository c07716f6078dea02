/**
 * From the kill of the leader to the next acknowledged write, with three nodes: a lab beside a plain compose file.
 * Called like docker.mjs:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/failover.mjs [ROUNDS]
 *
 * In a lab, a server that was killed stays down until `up`, or as long as `fault kill --for` says; the peer is once one whose containers
 * stay down, too, and once one with `restart: always`. Like is measured beside like, and each with the other. What decides with ZooKeeper 3.4: the follower calls the new leader within milliseconds of the
 * election, as a rule before its port is open, and then waits a second. Whoever comes back within that second makes the
 * quorum, and so does the peer's container that Docker starts again.
 */
import { execFileSync, spawn } from 'node:child_process';
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

/**
 * revive: starts the server in that container again while everything else goes on.
 * @typedef {{ first: number, container: (id: number) => string, mend: () => void, revive?: (container: string) => void }} Ensemble
 */

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

/** Milliseconds that a container has to run before Docker, when it ends, begins with its shortest wait again. */
const settled = 10_000;
/** Milliseconds after which Docker starts such a container again. */
const restartAfter = 100;
/** @type {Map<string, number>} when a container was killed */
const killed = new Map();

/**
 * Milliseconds from the kill to the first write that was asked for after it and acknowledged. The client is with a follower, as
 * two thirds of all clients are: it need not look for another server.
 * @param {Ensemble} ensemble
 */
async function failover({ first, container, mend, revive }) {
  const ports = portsFrom(first);
  const leader = (await Promise.all(ports.map((port) => modeAt(port)))).indexOf('leader');
  const followers = ports.filter((_, index) => index !== leader).map((port) => `127.0.0.1:${port}`);
  const victim = container(leader + 1);
  await pause(Math.max(0, (killed.get(victim) ?? 0) + settled + 2_000 - performance.now()));
  const session = await openSession(followers.join(','), { timeout, patience: timeout });
  await session.create('/bench-before', 'x', 'ephemeral');
  const server = serverIn(victim);
  const began = performance.now();
  killed.set(victim, began);
  process.kill(server, 'SIGKILL');
  if (revive) setTimeout(() => revive(victim), restartAfter);
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

/**
 * A plain compose file that is up.
 * @param {'plain' | 'left'} kind @param {string} lab
 */
function peer(kind, lab) {
  const dir = makePeer(3, lab, kind);
  run('docker', ['compose', 'up', '-d'], dir);
  return () =>
    failover({
      first: firstPorts[kind],
      container: (id) => `${kind}-3-zoo${id}-1`,
      mend: () => run('docker', ['compose', 'up', '-d'], dir),
    });
}

let rows;
try {
  const lab = makeLab(3);
  run('node', [cli, 'up', '--provider', 'docker'], lab);
  const ours = {
    first: firstPorts.lab,
    /** @param {number} id */
    container: (id) => `bench-3-node${id}`,
    mend: () => run('node', [cli, 'up'], lab),
  };
  const contenders = {
    ours: () => failover(ours),
    // As a fault does when its time is over.
    revived: () =>
      failover({
        ...ours,
        revive: (container) => void spawn('docker', ['kill', '-s', 'USR1', container], { stdio: 'ignore' }),
      }),
    left: peer('left', lab),
    plain: peer('plain', lab),
  };
  for (const first of Object.values(firstPorts)) await allServe(portsFrom(first));
  const medians = await inTurn(rounds, contenders);
  const what = 'kill of the leader to the next acknowledged write';
  rows = [
    {
      what: `${what}; who was killed stays down`,
      ours: medians.ours,
      peer: medians.left,
      unit: 'ms',
      limit: 1,
    },
    {
      what: `${what}; who was killed is started again after ${restartAfter} ms, as Docker does`,
      ours: medians.revived,
      peer: medians.plain,
      unit: 'ms',
      limit: 1,
    },
    {
      what: `${what}; only the peer’s is started again, by Docker`,
      ours: medians.ours,
      peer: medians.plain,
      unit: 'ms',
      limit: 1,
    },
  ];
} finally {
  removeAll();
}
print('A leader is killed: a lab beside a plain compose file of the official image’s shape', rows);
