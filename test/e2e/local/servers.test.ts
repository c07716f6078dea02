import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { leftOf, modesOf } from '../lab.js';
import { localLabs } from './labs.js';

describe('what becomes of servers of this machine', () => {
  const { make } = localLabs();

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
    expect(await lab.zkLab('check', 'node1', 'node3')).toSucceed();
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
    expect(await lab.zkLab('check')).toSucceed();
    expect((await lab.zkLab('exec', 'node1', 'zkServer.sh', 'stop')).stdout).toContain('STOPPED');
    const { stdout, stderr } = await lab.zkLab('status');
    expect(stdout + stderr).not.toContain('ended');
    await lab.zkLab('exec', 'node1', 'zkServer.sh', 'start');
    expect(await lab.zkLab('down')).toSucceed();
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
    expect(await lab.zkLab('exec', 'node2', 'zkServer.sh', 'stop')).toSucceed();
    const pid = await byHand('start');
    expect((await lab.status()).nodes[1]).toMatchObject({ name: 'node2', running: true });
    await expect.poll(async () => modesOf(await lab.status())).not.toContain(null);
    await lab.up();
    expect(await lab.serving('node2')).toEqual([pid]);
    expect((await lab.zkLab('logs', 'node2', '--tail', '1000')).stdout).toMatch(/binding to port/);

    expect(await lab.zkLab('down', 'node2')).toSucceed();
    expect(await lab.serving('node2')).toEqual([]);
    await byHand('start', join(lab.dir, 'local/node2/conf/zoo.cfg'));
    expect(await lab.zkLab('destroy', '--yes')).toSucceed();
    expect(await lab.processes()).toEqual([]);
    expect(await lab.serving('node2')).toEqual([]);
  });
});
