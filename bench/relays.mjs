/**
 * What the relays between plain processes cost an undisturbed ensemble: writes by way of a follower, beside the same servers
 * that call each other directly. One at a time tells what relays add to the way of a write; 16 at a time, what they take of
 * two processors that are busy.
 *     node bench/relays.mjs [ROUNDS] [ZOOKEEPER] [JDK]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import zookeeper from 'node-zookeeper-client';
import { inTurn, print } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 11);
const version = process.argv[3] ?? '3.9';
const jdk = process.argv[4] ?? '17';
const cli = fileURLToPath(new URL('../dist/zk-lab.js', import.meta.url));

const parent = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(parent, 'state') };

/** @param {string} dir @param {string[]} args @returns {string} what it printed */
const zkLab = (dir, ...args) =>
  execFileSync('node', [cli, ...args], {
    cwd: dir,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/**
 * A lab that is up.
 * @param {string} name
 * @param {number} port the first client port
 * @returns {string} its folder
 */
function lab(name, port) {
  const dir = join(parent, name);
  mkdirSync(dir);
  zkLab(
    dir,
    ...['create', '.', '--no-fetch', '--client-port', String(port), '--zookeeper', version, '--jdk', jdk],
  );
  zkLab(dir, 'up', '--provider', 'local');
  return dir;
}

/** Has its servers call each other directly, as somebody would who edits their files. @param {string} dir */
function direct(dir) {
  for (const id of [1, 2, 3]) {
    const file = join(dir, 'local', `node${id}`, 'conf/zoo.cfg');
    const text = readFileSync(file, 'utf8').replace(
      /^(server\.(\d+)=[^:]+):(\d+):(\d+)/gm,
      (line, server, other, quorum, election) =>
        Number(other) === id ? line : `${server}:${quorum - 2_000}:${election - 2_000}`,
    );
    writeFileSync(file, text);
  }
  zkLab(dir, 'down');
  zkLab(dir, 'up');
}

/** A session with a follower. @param {string} dir */
async function client(dir) {
  const { nodes } = JSON.parse(zkLab(dir, 'status', '--json'));
  const follower = nodes.find((/** @type {{ mode: string }} */ { mode }) => mode === 'follower');
  const session = zookeeper.createClient(follower.clientAddress);
  await new Promise((resolve) => {
    session.once('connected', () => resolve(undefined));
    session.connect();
  });
  return session;
}

/**
 * Milliseconds that so many creates take.
 * @param {zookeeper.Client} session @param {number} count @param {number} outstanding how many are asked for at once
 */
async function creates(session, count, outstanding) {
  const begin = performance.now();
  let left = count;
  const one = () =>
    new Promise((resolve, reject) =>
      session.create('/bench-', Buffer.alloc(100), zookeeper.CreateMode.EPHEMERAL_SEQUENTIAL, (error) =>
        error ? reject(error) : resolve(undefined),
      ),
    );
  await Promise.all(
    Array.from({ length: outstanding }, async () => {
      while (left-- > 0) await one();
    }),
  );
  return performance.now() - begin;
}

try {
  const [relayed, plain] = [lab('relayed', 29_181), lab('direct', 29_281)];
  direct(plain);
  const [ours, peer] = [await client(relayed), await client(plain)];
  for (const session of [ours, peer]) await creates(session, 1_000, 16);
  const rows = [];
  for (const [outstanding, count] of [
    [1, 200],
    [16, 2_000],
  ]) {
    const medians = await inTurn(rounds, {
      ours: () => creates(ours, count ?? 0, outstanding ?? 0),
      peer: () => creates(peer, count ?? 0, outstanding ?? 0),
    });
    const what = `${count} creates by way of a follower, ${outstanding} at once`;
    rows.push({ what, ours: medians.ours, peer: medians.peer, unit: 'ms', limit: 1.1 });
  }
  for (const session of [ours, peer]) session.close();
  print(`Plain processes with relays between them, beside direct ones (${version}, JDK ${jdk})`, rows);
} finally {
  for (const name of ['relayed', 'direct']) {
    try {
      zkLab(join(parent, name), 'destroy', '--yes');
    } catch {
      // It never came to be.
    }
  }
  rmSync(parent, { recursive: true });
}
