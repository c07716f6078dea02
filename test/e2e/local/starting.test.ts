import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, inject, test } from 'vitest';
import { entriesOf } from '../local-lab.js';
import { firstPort, localLabs, newest } from './labs.js';

/** The files of a lab, local/ left out, by path: what is in each. */
async function filesOf(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const own = paths.filter((path) => !path.startsWith(join(dir, 'local')));
  return Object.fromEntries(await Promise.all(own.map(async (path) => [path, await readFile(path, 'utf8')])));
}

describe('starting processes of this machine', () => {
  const { make, makeIn } = localLabs();

  test('where there is no lab, a node that none would have is told before one is made', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'zk-lab-no-lab-'));
    const words = ['up', 'node9', '-n', '5', '--provider', 'local', '--zookeeper', '3.9', '--jdk', '17'];
    const env = { XDG_STATE_HOME: join(cwd, 'state') };
    const up = await execa('node', [inject('testbed').cli, ...words], {
      ...{ cwd, env, reject: false, stdin: 'ignore' },
    });
    expect(up).toMatchObject({
      exitCode: 2,
      stderr: 'zk-lab: No node node9 in this lab; it has node1, node2, node3, node4, node5',
    });
    expect(await readdir(cwd)).toEqual([]);
    await rm(cwd, { recursive: true });
  });

  test('a full disk is told before anything starts, with what is needed; down and destroy need no room', async () => {
    const disk = async (parent: string): Promise<void> => {
      // Mounts are the lane's own.
      await execa('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'none', parent]);
    };
    const lab = await makeIn('full', disk);
    const parent = dirname(lab.dir);
    const used = async (): Promise<number> =>
      Number((await execa('df', ['--output=used', '-B1', parent])).stdout.split('\n')[1]);
    try {
      const before = await filesOf(lab.dir);
      await execa('mount', ['-o', `remount,size=${(await used()) + 1_000_000}`, parent]);
      const { exitCode, stderr } = await lab.zkLab('up', '--provider', 'local');
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /zk-lab: Nothing more can be written to \S+\/full\/local, .*: its disk is full \(3\.0 MB are needed, 0\.\d MB are free\)\. Make room .*: zk-lab up$/,
      );
      expect(await lab.processes()).toEqual([]);
      expect(
        (await readdir(parent, { recursive: true })).filter((name) => /\.tmp$|lock$/.test(name)),
      ).toEqual([]);
      expect(await filesOf(lab.dir)).toEqual(before);

      await execa('mount', ['-o', 'remount,size=256m', parent]);
      await lab.up();
      expect((await lab.status()).quorum).toBe(true);
      await writeFile(join(parent, 'all the rest'), Buffer.alloc(2 ** 28)).catch(() => {});
      expect((await lab.status()).nodes.map(({ running }) => running)).toEqual([true, true, true]);
      expect(await lab.zkLab('down', 'node1')).toSucceed();
      expect((await lab.zkLab('up')).stderr).toMatch(/its disk is full/);
      expect(await lab.zkLab('down')).toSucceed();
      expect(await lab.processes()).toEqual([]);
      expect(await filesOf(lab.dir)).toEqual(before);
      expect(await lab.zkLab('destroy', '--yes')).toSucceed();
      expect(await entriesOf(join(lab.dir, 'local'))).toBeUndefined();
    } finally {
      await lab.zkLab('destroy', '--yes');
      // Lazily, so that what failed above is what is told.
      await execa('umount', ['--lazy', parent]);
    }
  });

  test('a port that somebody else has is told before anything starts', async () => {
    const lab = await make('in-the-way');
    const server = createServer().listen(firstPort + 707 + 1, '127.0.0.1');
    await once(server, 'listening');
    const { exitCode, stderr } = await lab.zkLab('up', '--provider', 'local');
    server.close();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${firstPort + 708}  quorum port of node2`);
    expect(stderr).toMatch(/--client-port \d+/);
    expect(await lab.processes()).toEqual([]);
  });

  test('a server that cannot start: the end of its log is the message', async () => {
    const lab = await make('broken', '--nodes', '1', '--until', 'zookeeper');
    await lab.up();
    const file = join(lab.dir, 'local/node1/conf/zoo.cfg');
    await writeFile(file, (await readFile(file, 'utf8')).replace('tickTime=2000', 'tickTime=soon'));
    const spec = join(lab.dir, 'zk-lab.yaml');
    await writeFile(spec, (await readFile(spec, 'utf8')).replace('until: "zookeeper"', 'until: "cluster"'));
    const { exitCode, stderr } = await lab.zkLab('up', '--provider', 'local');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/node1 did not start\. The end of its log, .*local\/node1\/logs\//);
    expect(stderr).toContain('soon');
    expect(await readFile(file, 'utf8')).toContain('tickTime=soon');
  });

  test('Ctrl-C while it starts leaves nothing behind, and up works afterwards', async () => {
    const lab = await make('interrupted');
    const running = lab.begin('up', '--provider', 'local');
    await new Promise<void>((resolve) => {
      running.stderr.on('data', (text: Buffer) => /Starting node1/.test(String(text)) && resolve());
    });
    running.kill('SIGINT');
    expect((await running).exitCode).toBe(130);
    expect(await lab.processes()).toEqual([]);
    await lab.up();
    expect((await lab.status()).quorum).toBe(true);
  });

  test('two ups at once start everything once', async () => {
    const lab = await make('twice');
    await Promise.all([lab.up(), lab.up()]);
    // A server each, and the relays between them.
    for (const node of ['node1', 'node2', 'node3']) expect(await lab.serving(node)).toHaveLength(1);
    expect(await lab.processes()).toHaveLength(4);
    expect((await lab.status()).quorum).toBe(true);

    // Whoever meets them in another lab is told whose they are.
    const other = await lab.beside('other', ['--client-port', String(firstPort), ...newest]);
    const { exitCode, stderr } = await other.zkLab('up', '--provider', 'local');
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      `which node1 needs, is taken by the lab twice in ${lab.dir}; stop that, or type:`,
    );
    expect(await other.processes()).toEqual([]);

    // Where its folder is gone as well: the servers are not.
    await rename(lab.dir, `${lab.dir}-aside`);
    const gone = await other.zkLab('up', '--provider', 'local');
    await rename(`${lab.dir}-aside`, lab.dir);
    expect(gone).toMatchObject({ exitCode: 1 });
    expect(gone.stderr).toContain(
      `is taken by the lab twice, whose folder ${lab.dir} is gone (zk-lab destroy twice ends it); stop that, or type:`,
    );
  });

  test('outlives the terminal it was started in', async () => {
    const lab = await make('detached');
    // A terminal of its own, which is gone when its last program is.
    const inTerminal = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
    const { exitCode, stdout } = await execa(
      'python3',
      ['-c', inTerminal, ...lab.command('up', '--provider', 'local')],
      {
        cwd: lab.dir,
        reject: false,
        input: '',
      },
    );
    expect(stdout + exitCode).toMatch(/0$/);
    expect((await lab.status()).quorum).toBe(true);
  });
});
