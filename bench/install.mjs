/**
 * What it takes to install zk-lab, beside other tools that write or run things for developers.
 *     node bench/install.mjs [ROUNDS]
 * The time is that of `npm install TARBALL` with an empty cache of npm's and no network, the same for both.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn, machine, print, timeOf } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 10);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Packs this package, or one of the registry.
 * @param {string[]} what its name; none for this one
 * @returns {string} its tarball
 */
function pack(...what) {
  const args = ['pack', ...what, '--ignore-scripts', '--json', '--pack-destination', folder];
  const printed = execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  /** @type {[{ filename: string }]} */
  const [{ filename }] = JSON.parse(printed);
  return join(folder, filename);
}

/**
 * Milliseconds of one installation, from nothing.
 * @param {string} tarball
 */
function install(tarball) {
  const project = mkdtempSync(join(folder, 'project-'));
  const args = [
    'install',
    '--offline',
    '--prefix',
    project,
    '--cache',
    join(project, 'npm'),
    ...quiet,
    tarball,
  ];
  const time = timeOf('npm', args, { cwd: project });
  rmSync(project, { recursive: true });
  return time;
}

/**
 * What an installation leaves behind: packages, and bytes of their files.
 * @param {string} what a tarball, or a name of the registry
 */
function footprint(what) {
  const project = mkdtempSync(join(folder, 'project-'));
  execFileSync('npm', ['install', '--prefix', project, ...quiet, what], { cwd: project, stdio: 'ignore' });
  const modules = join(project, 'node_modules');
  /** @type {{ packages: Record<string, object> }} */
  const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  const files = readdirSync(modules, { recursive: true }).map((name) =>
    statSync(join(modules, String(name))),
  );
  const bytes = files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
  rmSync(project, { recursive: true });
  return { packages: Object.keys(lock.packages).length, bytes };
}

try {
  const tarball = pack();
  const peer = pack('create-vite');
  const times = await inTurn(rounds, { ours: async () => install(tarball), peer: async () => install(peer) });

  console.log(`\nWhat an installation leaves behind\n(${machine()})\n`);
  console.log('| package | packages installed | size |\n|---|---|---|');
  const names = ['create-vite', 'giget', 'testcontainers'];
  for (const name of ['zk-lab', ...names]) {
    const { packages, bytes } = footprint(name === 'zk-lab' ? tarball : name);
    console.log(`| ${name} | ${packages} | ${(bytes / 1e6).toFixed(1)} MB |`);
  }

  print('Installing, beside create-vite', [
    { what: '`npm install` of the tarball, empty cache', ours: times.ours, peer: times.peer, unit: 'ms' },
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
