/**
 * `zk-lab up` on the local provider, from the command line to all servers serving, beside a shell script that starts the
 * same JVMs with the same options on the same files.
 *     node bench/local.mjs [ROUNDS] [ZOOKEEPER] [JDK]
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allServe, inTurn, print } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 9);
const zookeeper = process.argv[3] ?? '3.9';
const jdk = process.argv[4] ?? '17';
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));
const firstPort = 28_181;

/** @param {string} word @returns {string} it as a word of a shell */
const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * The servers of a loop call each other at their own ports.
 * @param {string} zooCfg
 * @returns {string} a copy that says so
 */
function withoutRelays(zooCfg) {
  const copy = zooCfg.replace(/\.cfg$/, '-loop.cfg');
  const text = readFileSync(zooCfg, 'utf8');
  writeFileSync(
    copy,
    // Relays have the ports of the servers, and 2000.
    text.replace(/^(server\.\d+=[^:]+):(\d+):(\d+)/gm, (line, server, quorum, election) =>
      Number(quorum) - firstPort > 2_000 ? `${server}:${quorum - 2_000}:${election - 2_000}` : line,
    ),
  );
  return copy;
}

/**
 * What a person would write: one java for each node, its output into the node's log, its number into a file. The very
 * command lines that zk-lab's servers have. In sessions of their own, as zk-lab has them, because Linux shares the
 * processors out among sessions: on a busy machine the loop would otherwise take up to twice as long.
 * @param {readonly string[]} nodes their folders
 */
function loopOver(nodes) {
  const lines = nodes.map((node) => {
    const pid = readFileSync(join(node, 'zookeeper.pid'), 'utf8').trim();
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    words.push(withoutRelays(words.pop() ?? ''));
    const [log, number] = [join(node, 'logs/loop.out'), join(node, 'loop.pid')].map(quoted);
    return `setsid ${words.map(quoted).join(' ')} >${log} 2>&1 </dev/null & echo $! >${number}`;
  });
  return lines.join('\n');
}

/** @param {number} nodes how many */
async function compare(nodes) {
  const parent = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
  const dir = join(parent, 'lab');
  const env = { ...process.env, XDG_STATE_HOME: join(parent, 'state') };
  /** @param {string[]} args */
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
    const loop = loopOver(names);
    zkLab('down');
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
        execFileSync('bash', ['-c', loop], { stdio: 'ignore' });
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

/**
 * Kills a process and waits until it is gone.
 * @param {number} pid
 */
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
