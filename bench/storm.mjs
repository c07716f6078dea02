/**
 * The storm's client beside kazoo on the same ensemble of three plain processes: the time for so many creates and reads, 16 of
 * them outstanding at any time, in one session each. Half the time is twice the operations per second.
 *     node bench/storm.mjs [ROUNDS]
 * kazoo is installed from the Python package index into a folder that is removed in the end.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from '../scripts/import-typescript.mjs';
import { inTurn, print } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outstanding = 16;
const counts = { create: 5_000, read: 20_000 };
/** @typedef {keyof typeof counts} Kind */
const firstPort = 28_681;
const connectString = [0, 1, 2].map((index) => `127.0.0.1:${firstPort + index}`).join(',');

/**
 * What a process of ours measures: as kazoo-client.py does.
 * @param {Kind} kind
 * @param {string} path
 */
async function client(kind, path) {
  /** @type {typeof import('../software/zookeeper/client-session.js')} */
  const { openSession } = await importTypeScript(root, 'software/zookeeper/client-session.ts');
  const session = await openSession(connectString, { timeout: 10_000, patience: 10_000 });
  const data = 'x'.repeat(100);
  await session.create(path, data, 'persistent');
  let asked = 0;
  const strand = async () => {
    while (asked < counts[kind]) {
      asked += 1;
      const call =
        kind === 'create' ? session.create(`${path}/n${asked}`, data, 'persistent') : session.read(path);
      const { answer } = await call;
      if (answer !== 'done') throw new Error(`${kind}: ${answer}`);
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: outstanding }, strand));
  console.log(performance.now() - begin);
  await session.close(1_000);
}

async function compare() {
  const rounds = Number(process.argv[2] ?? 7);
  const parent = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
  const dir = join(parent, 'lab');
  const env = { ...process.env, XDG_STATE_HOME: join(parent, 'state') };
  const cli = join(root, 'dist/zk-lab.js');
  const shape = ['--nodes', '3', '--client-port', String(firstPort), '--zookeeper', '3.9', '--jdk', '17'];
  execFileSync('node', [cli, 'create', dir, '--no-fetch', ...shape], { env, stdio: 'ignore' });
  try {
    const venv = join(parent, 'kazoo');
    execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
    execFileSync(join(venv, 'bin/pip'), ['install', '--quiet', 'kazoo'], { stdio: 'inherit' });
    execFileSync('node', [cli, 'up', '--provider', 'local'], { cwd: dir, env, stdio: 'ignore' });
    let round = 0;
    /** @param {string} program @param {readonly string[]} args */
    const measured = (program, args) => Number(execFileSync(program, args, { encoding: 'utf8' }));
    const rows = [];
    for (const kind of /** @type {const} */ (['create', 'read'])) {
      const path = () => `/bench-${kind}-${++round}`;
      const { ours, kazoo } = await inTurn(rounds, {
        ours: async () => measured('node', [fileURLToPath(import.meta.url), 'client', kind, path()]),
        kazoo: async () =>
          measured(join(venv, 'bin/python'), [
            join(root, 'bench/kazoo-client.py'),
            ...[connectString, kind, path(), String(counts[kind]), String(outstanding)],
          ]),
      });
      const what = `${counts[kind]} ${kind}s, ${outstanding} outstanding`;
      rows.push({ what, ours, peer: kazoo, unit: 'ms', limit: 0.5 });
    }
    print(`The storm's client beside kazoo (three plain processes, ${rounds} rounds)`, rows);
  } finally {
    execFileSync('node', [cli, 'destroy', '--yes'], { cwd: dir, env, stdio: 'ignore' });
    rmSync(parent, { recursive: true });
  }
}

const [, , first, kind, path = ''] = process.argv;
await (first === 'client' ? client(/** @type {Kind} */ (kind), path) : compare());
