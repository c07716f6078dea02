import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { commands } from '../../cli/commands.js';
import { leftOf, modesOf } from './lab.js';
import { entriesOf, LocalLab, listenersOf } from './local-lab.js';

/** The newest ZooKeeper, on the Java that the machine has (17 or later). */
const newest = ['--zookeeper', '3.9', '--jdk', '17'];
const firstPort = 25_181;

/** The files of a lab, local/ left out, by path: what is in each. */
async function filesOf(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const own = paths.filter((path) => !path.startsWith(join(dir, 'local')));
  return Object.fromEntries(await Promise.all(own.map(async (path) => [path, await readFile(path, 'utf8')])));
}

describe('a lab as processes of this machine', () => {
  const labs: LocalLab[] = [];
  afterEach(async () => {
    for (const lab of labs.splice(0)) await lab.remove();
  });
  const make = async (folder: string, ...options: string[]): Promise<LocalLab> => {
    const shape = ['--client-port', String(firstPort), ...newest, ...options];
    const lab = await LocalLab.create(folder, shape);
    labs.push(lab);
    return lab;
  };

  test.each([
    [1, ['standalone']],
    [3, ['follower', 'follower', 'leader']],
    [5, ['follower', 'follower', 'follower', 'follower', 'leader']],
  ])('%i nodes: up, a write here is a read there, down, up again, destroy', async (count, modes) => {
    const lab = await make('shape', '--nodes', String(count));
    await lab.up();
    const status = await lab.status();
    expect(status).toMatchObject({ provider: 'local', quorum: true });
    expect(modesOf(status)).toEqual(modes);
    expect(status.nodes.map(({ clientAddress }) => clientAddress)).toEqual(
      status.nodes.map((_, index) => `127.0.0.1:${firstPort + index}`),
    );

    const checked = await lab.zkLab('check');
    expect(checked).toMatchObject({ exitCode: 0 });
    expect(checked.stdout).toContain('Left out, because nodes of local do not go through it: os, ssh');
    expect(leftOf(checked.stdout)).toEqual(['Everything is done.']);

    await lab.cli('node1', 'create', '/lesson', 'written-on-node1');
    expect(await lab.cli(`node${count}`, 'get', '/lesson')).toContain('written-on-node1');
    const { stdout } = await lab.zkLab('exec', 'node1', 'zkServer.sh', 'status');
    expect(stdout).toMatch(/^Mode: (leader|follower|standalone)$/m);

    const names = modes.map((_, index) => `node${index + 1}`).join(', ');
    expect(await lab.zkLab('down')).toMatchObject({
      exitCode: 0,
      stdout: `Stopped: ${names}. Everything is kept; "zk-lab up" starts it again.`,
      stderr: `Stopping ${names}`,
    });
    expect(await lab.zkLab('down')).toEqual({
      exitCode: 0,
      stdout: `Nothing to stop: ${names} did not run`,
      stderr: '',
    });
    expect(await lab.processes()).toEqual([]);
    expect(modesOf(await lab.status())).toEqual(modes.map(() => null));
    await lab.up();
    expect(await lab.cli(`node${count}`, 'get', '/lesson')).toContain('written-on-node1');

    expect((await lab.zkLab('destroy', '--yes')).exitCode).toBe(0);
    expect(await lab.processes()).toEqual([]);
    expect(await entriesOf(join(lab.dir, 'local'))).toBeUndefined();
  });

  test('observers follow', async () => {
    const lab = await make('observed', '--nodes', '3', '--observers', '1');
    await lab.up();
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader', 'observer']);
  });

  test('other ports of the same nodes are taken over by all of them at once, with their data', async () => {
    const lab = await make('moving');
    await lab.up();
    await lab.cli('node1', 'create', '/kept', 'from-the-first-day');
    const moved = ['--client-port', String(firstPort + 100), ...newest];
    expect(await lab.zkLab('create', '.', '--force', '--no-fetch', ...moved)).toMatchObject({ exitCode: 0 });
    expect(await lab.up()).toContain('node1 restarts: its configuration has changed');
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await lab.cli('node3', 'get', '/kept')).toContain('from-the-first-day');
  });

  test('listens on 127.0.0.1 alone', async () => {
    const lab = await make('private');
    await lab.up();
    const listeners = await listenersOf(await lab.processes());
    const ports = listeners.map(({ port }) => port);
    expect(ports).toEqual(expect.arrayContaining([0, 1, 2].map((index) => firstPort + index)));
    expect(listeners.filter((listener) => !listener.private)).toEqual([]);
  });

  test('a killed node is noticed and told, and comes back with its data', async () => {
    const lab = await make('killed');
    await lab.up();
    await lab.cli('node1', 'create', '/before', 'the-fall');
    process.kill(await lab.pid('node2'), 'SIGKILL');
    const { stdout, stderr } = await lab.zkLab('status');
    expect(stdout + stderr).toMatch(/node2 ended by itself or was killed.*node2\/logs\//);
    await expect.poll(async () => (await lab.status()).quorum).toBe(true);
    expect(modesOf(await lab.status())).toEqual(['follower', 'leader', null].sort());
    const checked = await lab.zkLab('check');
    expect(checked).toMatchObject({ exitCode: 1 });
    expect(checked.stdout).toMatch(
      /✘ ZooKeeper runs {2}node2\n +no answer at 127\.0\.0\.1:\d+\n +→ .*\/local\/zookeeper\/bin\/zkServer\.sh start\n/,
    );
    expect(checked.stdout).toMatch(/\nNext, on node2: .*zkServer\.sh start$/);
    expect(checked.stdout).toContain('zk-lab exec node2 bash');
    expect((await lab.zkLab('check', 'node1', 'node3')).exitCode).toBe(0);
    const before = [await lab.pid('node1'), await lab.pid('node3')];

    expect(await lab.up()).toContain('node2 ended by itself or was killed');
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect([await lab.pid('node1'), await lab.pid('node3')]).toEqual(before);
    expect(await lab.cli('node2', 'get', '/before')).toContain('the-fall');
  });

  test('all nodes killed: up brings them and their data back', async () => {
    const lab = await make('all-killed');
    await lab.up();
    await lab.cli('node3', 'create', '/before', 'the-flood');
    for (const node of ['node1', 'node2', 'node3']) process.kill(await lab.pid(node), 'SIGKILL');
    expect((await lab.status()).nodes.map(({ running }) => running)).toEqual([false, false, false]);
    await lab.up();
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await lab.cli('node1', 'get', '/before')).toContain('the-flood');
  });

  test('a reboot is noticed and told', async () => {
    const lab = await make('rebooted', '--nodes', '1');
    await lab.up();
    const file = join(lab.dir, 'local/state.json');
    process.kill(await lab.pid('node1'), 'SIGKILL');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace(/"boot": "[^"]+"/, '"boot": "an earlier one"'),
    );
    const { stdout, stderr } = await lab.zkLab('status');
    expect(stdout + stderr).toContain('node1 ended when this machine was shut down');
    await lab.up();
    expect(modesOf(await lab.status())).toEqual(['standalone']);
  });

  test('what the user starts and stops with zkServer.sh is the lab’s as well', async () => {
    const lab = await make('by-hand', '--nodes', '1', '--until', 'zookeeper');
    await lab.up();
    expect(await lab.processes()).toEqual([]);
    const { stdout: checked } = await lab.zkLab('check');
    expect(leftOf(checked).map((line) => line.slice(0, 20))).toEqual([
      '✘ ZooKeeper runs',
      expect.stringMatching(/^→/),
      '– ZooKeeper serves',
      '– it stands alone',
      expect.stringMatching(/^Next, on node1: /),
    ]);
    const started = await lab.zkLab('exec', 'node1', 'zkServer.sh', 'start');
    expect(started.stdout).toContain('STARTED');
    await expect.poll(async () => modesOf(await lab.status())).toEqual(['standalone']);
    expect((await lab.zkLab('check')).exitCode).toBe(0);
    expect((await lab.zkLab('exec', 'node1', 'zkServer.sh', 'stop')).stdout).toContain('STOPPED');
    const { stdout, stderr } = await lab.zkLab('status');
    expect(stdout + stderr).not.toContain('ended');
    await lab.zkLab('exec', 'node1', 'zkServer.sh', 'start');
    expect((await lab.zkLab('down')).exitCode).toBe(0);
    expect(await lab.processes()).toEqual([]);
  });

  test('a server that was started by hand, with none of the lab’s settings, is found, left alone and ended', async () => {
    const lab = await make('own-way');
    await lab.up();
    const byHand = async (...words: string[]): Promise<number> => {
      const before = await lab.processes();
      const cwd = join(lab.dir, 'local/node2');
      const env = { JAVA_HOME: join(lab.dir, 'local/jdk'), ZOO_LOG_DIR: join(cwd, 'mine'), ZOOPIDFILE: '' };
      await execa('../zookeeper/bin/zkServer.sh', words, {
        cwd,
        env: { ...env, ZOOCFGDIR: 'conf' },
        stdin: 'ignore',
      });
      const [pid = 0] = (await lab.serving('node2')).filter((each) => !before.includes(each));
      return pid;
    };
    expect((await lab.zkLab('exec', 'node2', 'zkServer.sh', 'stop')).exitCode).toBe(0);
    const pid = await byHand('start');
    expect((await lab.status()).nodes[1]).toMatchObject({ name: 'node2', running: true });
    await expect.poll(async () => modesOf(await lab.status())).not.toContain(null);
    await lab.up();
    expect(await lab.serving('node2')).toEqual([pid]);
    expect((await lab.zkLab('logs', 'node2', '--tail', '1000')).stdout).toMatch(/binding to port/);

    expect((await lab.zkLab('down', 'node2')).exitCode).toBe(0);
    expect(await lab.serving('node2')).toEqual([]);
    await byHand('start', join(lab.dir, 'local/node2/conf/zoo.cfg'));
    expect((await lab.zkLab('destroy', '--yes')).exitCode).toBe(0);
    expect(await lab.processes()).toEqual([]);
    expect(await lab.serving('node2')).toEqual([]);
  });

  test('a full disk is told before anything starts, with what is needed; down and destroy need no room', async () => {
    const disk = async (parent: string): Promise<void> => {
      // Mounts are the lane's own.
      await execa('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'none', parent]);
    };
    const shape = ['--client-port', String(firstPort), ...newest];
    const lab = await LocalLab.create('full', shape, {}, disk);
    labs.push(lab);
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
      expect(await lab.zkLab('down', 'node1')).toMatchObject({ exitCode: 0 });
      expect((await lab.zkLab('up')).stderr).toMatch(/its disk is full/);
      expect(await lab.zkLab('down')).toMatchObject({ exitCode: 0 });
      expect(await lab.processes()).toEqual([]);
      expect(await filesOf(lab.dir)).toEqual(before);
      expect(await lab.zkLab('destroy', '--yes')).toMatchObject({ exitCode: 0 });
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
    const running = lab.start('up', '--provider', 'local');
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

  test('logs and zkcli: from a server that runs, and from one that has ended by itself', async () => {
    const lab = await make('looked-at', '--nodes', '1');
    await lab.up();
    await lab.status();
    const log = await lab.zkLab('logs', '--tail', '1000');
    expect(log).toMatchObject({ exitCode: 0, stderr: '' });
    expect(log.stdout).toMatch(/binding to port/);
    expect(log.stdout).not.toMatch(/Processing srvr/);
    expect((await lab.zkLab('logs', '--all', '--tail', '1000')).stdout).toMatch(/Processing srvr/);
    expect(await lab.zkLab('zkcli', 'create', '/x', '你好')).toEqual({
      exitCode: 0,
      stdout: 'Created /x',
      stderr: '',
    });
    expect((await lab.zkLab('zkcli', 'get', '/nope')).exitCode).toBe(1);

    process.kill(await lab.pid('node1'), 'SIGKILL');
    await expect.poll(async () => (await lab.status()).nodes[0]?.running).toBe(false);
    expect((await lab.zkLab('logs', '--tail', '1000')).stdout).toMatch(/binding to port/);
    expect(await lab.zkLab('zkcli', 'get', '/x')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/No node of looked-at runs; type: zk-lab up/),
    });
  });

  test.each([
    ['Ctrl-C', '3', /zk-lab: Interrupted\s+130$/],
    ['Ctrl-D', '4', /Nothing was removed\s+1$/],
  ])('%s at the question of destroy removes nothing', async (_key, byte, seen) => {
    const lab = await make('asked', '--nodes', '1');
    await lab.up();
    const typing = [
      'import os, pty, sys',
      'def look(fd):',
      '  data = os.read(fd, 1024)',
      '  if b"[y/N]" in data: os.write(fd, bytes([int(sys.argv[1])]))',
      '  return data',
      'print(os.waitstatus_to_exitcode(pty.spawn(sys.argv[2:], look)))',
    ].join('\n');
    const [program, ...args] = lab.command('destroy');
    const { stdout } = await execa('python3', ['-c', typing, byte, program, ...args], {
      cwd: lab.dir,
      env: { LANG: 'C', NO_COLOR: '1' },
      // An end of input of its own would be a key pressed.
      stdin: 'pipe',
    });
    expect(stdout).toMatch(seen);
    expect(stdout).not.toMatch(/unexpected/);
    expect((await lab.status()).nodes[0]?.serving).toBe(true);
  });

  test('ssh says why it cannot, and what to type instead', async () => {
    const lab = await make('no-ssh', '--nodes', '1');
    await lab.up();
    const { exitCode, stderr } = await lab.zkLab('ssh', 'node1');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('zk-lab exec node1 COMMAND');
  });

  // What help shows, typed in a folder without a lab; on which engine, it leaves to the machine.
  const making = commands.flatMap(({ name, examples }) =>
    examples.flatMap(([line]) => (name === 'up' && line.includes('--zookeeper') ? [line] : [])),
  );
  if (making.length === 0) throw new Error('help shows no example of up that makes a lab');
  test.each(making)('%s makes a lab where there is none, and says so where there is one', async (line) => {
    const parent = await mkdtemp(join(tmpdir(), 'zk-lab-none-'));
    const type = (text: string) =>
      execa('node', [inject('equipment').cli, ...text.split(' ')], {
        cwd: parent,
        env: { XDG_STATE_HOME: join(parent, 'state') },
        stdin: 'ignore',
        reject: false,
      });
    try {
      const made = await type(`${line} --provider local`);
      expect(made.exitCode, made.stderr).toBe(0);
      expect(made.stderr).toContain(`making one in ${join(parent, 'zk-lab')}`);
      expect(made.stdout).toMatch(/^zk-lab on local: quorum/);
      const again = await type(line);
      expect(again).toMatchObject({
        exitCode: 2,
        stderr: expect.stringMatching(/there is one already in .*zk-lab create/),
      });
    } finally {
      await type('destroy -y --lab zk-lab');
      await rm(parent, { recursive: true });
    }
  });
});
