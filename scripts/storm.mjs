/**
 * `npm run storm`: long storms over real ensembles, in parts that can be run one at a time on one commit.
 *
 *     npm run storm -- [--for 2m] [--provider local|docker] [--jdk V | --jdk-archive FILE] [PART…]
 *
 * A part is ZOOKEEPER/NODES/SEED: 3.4.9/3/1. Without any, these are run: 3.4.9 and 3.9 with 3 and 5 nodes, seed 1. For each it
 * prints a line: what it ran on, seed, faults, operations by their answers, what was lost, the SHA-256 of the history; the
 * histories stay in .cache/storm/. Exit status 0 only if every verdict holds.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, root } from './setup.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    for: { type: 'string', default: '2m' },
    provider: { type: 'string', default: 'local' },
    jdk: { type: 'string' },
    'jdk-archive': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const everything = ['3.4.9/3/1', '3.4.9/5/1', '3.9/3/1', '3.9/5/1'];
const firstPort = 29_481;
const cli = join(root, 'dist/zk-lab.js');
const kept = join(root, '.cache/storm');

/**
 * One storm over a new ensemble.
 * @param {string} part ZOOKEEPER/NODES/SEED
 * @returns {boolean} whether its verdict holds
 */
function run(part) {
  const [zookeeper = '', nodes = '', seed = ''] = part.split('/');
  const parent = mkdtempSync(join(tmpdir(), 'zk-lab-storm-'));
  const dir = join(parent, 'lab');
  const env = { ...process.env, XDG_STATE_HOME: join(parent, 'state'), LANG: 'C', LC_ALL: '' };
  const archive = values['jdk-archive'];
  const jdk = archive
    ? ['--jdk-archive', archive]
    : ['--jdk', values.jdk ?? (zookeeper.startsWith('3.4') ? '8' : '17')];
  const shape = ['--zookeeper', zookeeper, '--nodes', nodes, ...jdk, '--client-port', String(firstPort)];
  const fetched = values.provider === 'local' ? ['--no-fetch'] : [];
  try {
    execFileSync('node', [cli, 'create', dir, ...fetched, ...shape], { env, stdio: 'ignore' });
    const up = spawnSync('node', [cli, 'up', '--provider', values.provider], {
      cwd: dir,
      env,
      stdio: 'inherit',
    });
    // It has said why.
    if (up.status !== 0) return false;
    const typed = ['storm', '--for', values.for, '--seed', seed, '--json'];
    const { stdout, status } = spawnSync('node', [cli, ...typed], {
      cwd: dir,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1e9,
    });
    if (String(stdout).trim() === '') return false;
    const told = JSON.parse(String(stdout));
    mkdirSync(kept, { recursive: true });
    const name = `${values.provider}-${part.replaceAll('/', '-')}.jsonl`;
    copyFileSync(told.file, join(kept, name));
    /** @type {{ name: string, outcome: string, evidence: unknown[] }[]} */
    const checks = told.verdict.checks;
    const lost = checks.find((check) => check.name === 'lost')?.evidence.length;
    const faults = checks.filter((check) => check.outcome !== 'holds').map((check) => check.name);
    const { counts } = told.verdict;
    console.log(
      [
        `${part} on ${values.provider}: ${counts.faults} faults, ${counts.operations} operations`,
        `${counts.done} done, ${counts.notDone} not done, ${counts.unknown} unknown`,
        `${counts.sessions} sessions, ${counts.expired} expired, ${lost} lost`,
        faults.length === 0 ? 'holds' : `does not hold: ${faults.join(', ')}`,
        `sha256 ${told.digest}`,
      ].join('; '),
    );
    return status === 0;
  } finally {
    spawnSync('node', [cli, 'destroy', '--yes'], { cwd: dir, env, stdio: 'ignore' });
    rmSync(parent, { recursive: true });
  }
}

if (values.help) {
  console.log(
    'npm run storm -- [--for 2m] [--provider local|docker] [--jdk V | --jdk-archive FILE] [ZOOKEEPER/NODES/SEED…]',
  );
} else if ((await build()) !== 0) {
  process.exitCode = 1;
} else {
  const parts = positionals.length === 0 ? everything : positionals;
  const held = parts.map(run);
  process.exitCode = held.every(Boolean) ? 0 : 1;
}
