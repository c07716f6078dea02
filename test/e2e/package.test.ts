import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The lines of Node.js that are maintained. */
const majors = [20, 22, 24];

let folder = '';
let tarball = '';

beforeAll(async () => {
  expect(existsSync(inject('testbed').cli)).toBe(true);
  folder = await mkdtemp(join(tmpdir(), 'zk-lab-pack-'));
  const { stdout } = await execa(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    {
      cwd: root,
    },
  );
  tarball = join(folder, JSON.parse(stdout)[0].filename);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Folder with a `node` of that major version: this one, or one that npm has packages of. undefined where there is none. */
async function nodeOf(major: number): Promise<string | undefined> {
  if (process.versions.node.startsWith(`${major}.`)) return dirname(process.execPath);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const cache = process.env.ZK_LAB_TEST_CACHE ?? join(homedir(), '.cache/zk-lab-test');
  const prefix = join(cache, 'node', String(major));
  const bin = join(prefix, 'node_modules', name, 'bin');
  if (!existsSync(join(bin, 'node'))) {
    await mkdir(prefix, { recursive: true });
    const args = ['install', '--prefix', prefix, '--ignore-scripts', '--no-audit', `${name}@${major}`];
    const { failed } = await execa('npm', args, { reject: false });
    if (failed) return undefined;
  }
  return bin;
}

describe.each(majors)('the packed tarball, on Node.js %i', { timeout: 120_000 }, (major) => {
  test('`npx TARBALL create` makes a lab in an empty folder, with nothing installed', async (context) => {
    const bin = await nodeOf(major);
    if (bin === undefined) return context.skip(`no Node.js ${major} can be had here`);
    const home = join(folder, `home-${major}`);
    const here = join(home, 'here');
    await mkdir(here, { recursive: true });
    const env = {
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      // npm's cache and the labs it remembers, of this test alone; nothing that an earlier run left can help.
      npm_config_cache: join(home, 'npm'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_STATE_HOME: join(home, 'state'),
      LANG: 'C.UTF-8',
    };
    // npx takes an absolute path for a program to run, a relative one for a package.
    const name = basename(tarball);
    await copyFile(tarball, join(here, name));
    const npx = (...args: string[]) =>
      execa('npx', ['--yes', '--offline', `./${name}`, ...args], { cwd: here, env, stdin: 'ignore' });

    expect((await execa('node', ['--version'], { env })).stdout).toMatch(new RegExp(`^v${major}\\.`));
    expect((await npx('--version')).stdout).toBe(
      JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version,
    );

    const { stdout } = await npx('create', '--no-fetch');
    expect(stdout).toContain('docker compose up -d --wait');
    expect(stdout).toContain('vagrant up');
    const lab = join(here, 'zk-lab');
    expect(await readdir(lab)).toEqual(
      expect.arrayContaining([
        'Vagrantfile',
        'compose.yaml',
        'Dockerfile',
        'zk-lab.yaml',
        'README.md',
        'keys',
      ]),
    );
    expect((await stat(join(lab, 'keys/id_ed25519'))).mode & 0o077).toBe(0);

    // Each command loads other parts of the bundle; all of them must be in it.
    expect((await npx('status', '--json', '--lab', 'zk-lab')).stdout).toContain('"quorum": false');
    expect((await npx('create', '--help')).stdout).toContain('--until');
    expect((await npx('list', '--json')).stdout).toContain(lab);
  });
});

describe('straight from a git address', () => {
  // Also downloads the development packages that it is built with, unless npm's cache has them.
  test('`npm install git+file://…` builds a zk-lab that runs', { timeout: 400_000 }, async () => {
    const { stdout } = await execa('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root });
    const source = join(folder, 'source');
    for (const file of stdout.split('\n').filter((name) => existsSync(join(root, name)))) {
      await mkdir(dirname(join(source, file)), { recursive: true });
      await copyFile(join(root, file), join(source, file));
    }
    const git = (...args: string[]) =>
      execa('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: source });
    await git('init', '-q');
    await git('add', '-A');
    await git('commit', '-qm', 'As it stands');

    const project = join(folder, 'from-git');
    await mkdir(project);
    await writeFile(join(project, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', `git+file://${source}`];
    await execa('npm', args, { cwd: project, stdin: 'ignore' });
    const there = await readdir(join(project, 'node_modules'));
    expect(there.filter((name) => !name.startsWith('.'))).toEqual(['zk-lab']);
    const zkLab = join(project, 'node_modules/.bin/zk-lab');
    await execa(zkLab, ['create', 'lab', '--no-fetch'], { cwd: project, env: { XDG_STATE_HOME: project } });
    expect(await readdir(join(project, 'lab'))).toContain('compose.yaml');
  });
});

describe('a project that installed the tarball', () => {
  let project = '';
  beforeAll(async () => {
    project = join(folder, 'project');
    await mkdir(project);
    await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }\n');
    await execa('npm', ['install', '--offline', '--no-audit', '--cache', join(folder, 'npm'), tarball], {
      cwd: project,
    });
  });

  test('got nothing beside it', async () => {
    const there = await readdir(join(project, 'node_modules'));
    expect(there.filter((name) => !name.startsWith('.'))).toEqual(['zk-lab']);
  });

  test.for(majors)('imports the programmatic interface on Node.js %i', async (major, context) => {
    const bin = await nodeOf(major);
    if (bin === undefined) return context.skip(`no Node.js ${major} can be had here`);
    const program = "import * as api from 'zk-lab'; console.log(Object.keys(api).sort().join(' '))";
    const { stdout } = await execa(join(bin, 'node'), ['--input-type=module', '-e', program], {
      cwd: project,
    });
    expect(stdout).toBe('LabError UsageError createLab openLab');
  });

  test('finds its types whole, without those of the libraries inside', async () => {
    await writeFile(
      join(project, 'use.ts'),
      [
        "import { createLab, LabError, type LabSpec, type LabStatus } from 'zk-lab';",
        "const lab = await createLab({ nodes: 3, until: 'cluster', provider: 'local' });",
        'const spec: LabSpec = lab.spec;',
        'const status: LabStatus = await lab.up();',
        'const nodes: number | readonly object[] = spec.nodes;',
        '// @ts-expect-error a number or a list, not any',
        'const wrong: string = spec.nodes;',
        '// @ts-expect-error no such stage',
        "await createLab({ until: 'lunch' });",
        'export { LabError, nodes, status, wrong };',
      ].join('\n'),
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--strict', '--noEmit', '--target', 'es2023', '--module', 'nodenext'];
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
    const { stdout } = await execa('node', [tsc, ...options, ...types, 'use.ts'], {
      cwd: project,
      reject: false,
    });
    expect(stdout).toBe('');
  });
});
