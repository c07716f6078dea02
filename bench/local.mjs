/**
 * `zk-lab up` on the local provider, from the command line to all servers serving, beside a shell loop that starts the
 * same JVMs with the same options on the same files.
 *     node bench/local.mjs [ROUNDS] [ZOOKEEPER] [JDK]
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allServe, inTurn, print } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 9);
const zookeeper = process.argv[3] ?? '3.9';
const jdk = process.argv[4] ?? '17';
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const firstPort = 28_181;

/**
 * What a person would write: one java for each node, its output into the node's log, its number into a file. In
 * sessions of their own, as zk-lab has them, because Linux shares the processors out among sessions: on a busy machine
 * the loop would otherwise take up to twice as long.
 */
const loop = `
lab=$1 jars=
for jar in "$2"/zookeeper-*.jar "$2"/lib/*.jar; do [ -e "$jar" ] && jars="$jars:$jar"; done
for node in "$lab"/local/node*; do
  . "$node/conf/java.env"
  setsid "$3/bin/java" -Dzookeeper.log.dir="$node/logs" -Dzookeeper.root.logger=INFO,CONSOLE \\
    -cp "$node/conf$jars" $JVMFLAGS \\
    org.apache.zookeeper.server.quorum.QuorumPeerMain "$node/conf/zoo.cfg" \\
    >"$node/logs/loop.out" 2>&1 </dev/null &
  echo $! >"$node/loop.pid"
  JVMFLAGS=
done
`;

async function compare(nodes) {
  const parent = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
  const dir = join(parent, 'lab');
  const env = { ...process.env, XDG_STATE_HOME: join(parent, 'state') };
  const zkLab = (...args) => execFileSync('node', [cli, ...args], { cwd: dir, env, stdio: 'ignore' });
  const ports = Array.from({ length: nodes }, (_, index) => firstPort + index);
  const names = ports.map((_, index) => join(dir, 'local', `node${index + 1}`));
  /** Both begin with an ensemble that never ran: neither a log to replay nor one to append to. */
  const empty = () => {
    for (const node of names) {
      for (const folder of ['data/version-2', 'logs'])
        rmSync(join(node, folder), { recursive: true, force: true });
      mkdirSync(join(node, 'logs'));
    }
  };
  mkdirSync(dir);
  const shape = [
    '--nodes',
    String(nodes),
    '--client-port',
    String(firstPort),
    '--zookeeper',
    zookeeper,
    '--jdk',
    jdk,
  ];
  execFileSync('node', [cli, 'create', '.', '--no-fetch', ...shape], { cwd: dir, env, stdio: 'ignore' });
  try {
    zkLab('up', '--provider', 'local');
    zkLab('down');
    const distribution = realpathSync(join(dir, 'local/zookeeper'));
    const java = realpathSync(join(dir, 'local/jdk'));
    const medians = await inTurn(rounds, {
      async ours() {
        empty();
        const begin = performance.now();
        const up = spawn('node', [cli, 'up'], { cwd: dir, env, stdio: 'ignore' });
        const done = once(up, 'exit');
        await allServe(ports);
        const took = performance.now() - begin;
        await done;
        zkLab('down');
        return took;
      },
      async loop() {
        empty();
        const begin = performance.now();
        execFileSync('bash', ['-c', loop, 'bash', dir, distribution, java], { stdio: 'ignore' });
        await allServe(ports);
        const took = performance.now() - begin;
        for (const node of names) await end(Number(readFileSync(join(node, 'loop.pid'), 'utf8')));
        return took;
      },
    });
    const [ours, peer] = [medians.ours / 1000, medians.loop / 1000];
    return { what: `${nodes} nodes to all serving`, ours, peer, unit: 's', limit: 1.1 };
  } finally {
    zkLab('destroy', '--yes');
    rmSync(parent, { recursive: true });
  }
}

/** Kills a process and waits until it is gone. */
async function end(pid) {
  process.kill(pid, 'SIGKILL');
  for (;;) {
    try {
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return;
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const rows = [];
for (const nodes of [3, 5]) rows.push(await compare(nodes));
print(`Local provider beside a shell loop (ZooKeeper ${zookeeper}, JDK ${jdk}, ${rounds} rounds)`, rows);
