import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { user } from './command.js';

test('list shows the labs of this machine, until they are gone', async () => {
  const { folder, type } = user();
  expect((await type('list')).stdout).toBe('No labs on this machine; make one with: zk-lab create');
  await type('create', 'one', '--no-fetch');
  await type('create', 'deep/one', '--no-fetch');
  const { stdout } = await type('list');
  expect(
    stdout
      .split('\n')
      .slice(1)
      .map((line) => line.split(/ {2,}/).slice(0, 3)),
  ).toEqual([
    ['one-2', '-', 'not up'],
    ['one', '-', 'not up'],
  ]);
  rmSync(join(folder, 'one'), { recursive: true });
  expect(JSON.parse((await type('list', '--json')).stdout)).toEqual([
    {
      name: 'one-2',
      dir: join(folder, 'deep/one'),
      provider: null,
      running: 0,
      count: 3,
      steps: null,
      broken: false,
      gone: false,
      left: [],
      unknown: null,
    },
  ]);
});

test('list shows how far its user is in a lab that teaches something', async () => {
  const { folder, type } = user();
  await type('create', 'taught', '--lab', 'leader-election', '--no-fetch');
  // Without a look at the nodes, an answer that is always the same is taken.
  const sentence = 'This ZooKeeper instance is not currently serving requests';
  expect(await type('answer', 'refusal', sentence, '--lab', 'taught')).toMatchObject({
    status: 0,
    stdout: '✔ Right.\nYour next step, 1: you know who leads (zk-lab guide)',
  });
  expect((await type('list')).stdout).toMatch(
    /^lab +provider +state +steps +directory\ntaught +- +not up +1\/8 /,
  );
  writeFileSync(join(folder, 'taught/.zk-lab-progress.json'), '{"done":7}');
  expect(JSON.parse((await type('list', '--json')).stdout)).toMatchObject([{ steps: { done: 0, count: 8 } }]);
});

test('commands find the lab from any folder within it, or by --lab', async () => {
  const { folder, type, typeWith } = user();
  await type('create', '--no-fetch');
  const cwd = join(folder, 'zk-lab/config');
  const within = await typeWith({ cwd }, 'status');
  expect(within.stdout).toMatch(/^zk-lab is not up\nnode /);
  expect(await type('status', '--lab', 'zk-lab')).toEqual(within);
});

test('status --json of a lab that is not up has every field', async () => {
  const { type } = user();
  await type('create', '--no-fetch', '-n', '1');
  const { stdout, status } = await type('status', '--json', '--lab', 'zk-lab');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    lab: 'zk-lab',
    provider: null,
    quorum: false,
    leader: null,
    voters: { count: 1, answering: 0, needed: 1 },
    connectString: '127.0.0.1:2181',
    nodes: [
      {
        name: 'node1',
        ip: '192.168.252.101',
        clientAddress: '127.0.0.1:2181',
        running: false,
        condition: 'none',
        serving: false,
        mode: null,
        zxid: null,
        version: null,
      },
    ],
    faults: [],
  });
});

test.each(['down', 'check', 'zkcli', 'logs', 'exec node1 true', 'ssh node1'])(
  '%s says that the lab is not up',
  async (line) => {
    const { type } = user();
    await type('create', '.', '--no-fetch');
    const { status, stderr } = await type(...line.split(' '));
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^zk-lab: Lab \S+ is not up: .*zk-lab up$/),
    });
  },
);

test('check knows the lab’s nodes', async () => {
  const { type } = user();
  await type('create', '.', '--no-fetch');
  const { status, stderr } = await type('check', 'node1', 'nod2');
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'zk-lab: No node nod2 in this lab; it has node1, node2, node3',
  });
});

test('destroy has nothing to remove where nothing is, and asks nobody', async () => {
  const { type } = user();
  await type('create', '--no-fetch', '--name', 'mine');
  const { status, stdout } = await type('destroy', '--lab', 'zk-lab');
  expect({ status, stdout }).toEqual({
    status: 0,
    // Docker is no part of this machine here, by an address at which none is.
    stdout: expect.stringMatching(/^Nothing to remove: no provider holds anything of mine, as far as/),
  });
});

test('doctor tells what could run a lab, with what to type about the rest', async () => {
  const { type } = user();
  const { status, stdout } = await type('doctor', '--json');
  const { usable, checks } = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(usable).toContain('local');
  expect(usable).not.toContain('docker');
  expect(checks).toContainEqual({
    title: 'Docker',
    provider: 'docker',
    level: 'failure',
    detail: expect.stringMatching(/no Docker engine answers/),
    remedy: expect.stringMatching(/start|install/),
  });
  for (const { level, remedy } of checks) expect(remedy === null).toBe(level === 'ok');
});

test('doctor ticks off only what it has seen to work', async () => {
  const { folder, typeWith } = user();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const line = async (vagrant: string, env = {}): Promise<string> => {
    writeFileSync(join(bin, 'vagrant'), `#!/bin/sh\n${vagrant}\n`, { mode: 0o755 });
    writeFileSync(join(bin, 'VBoxManage'), '#!/bin/sh\necho 7.0.8\n', { mode: 0o755 });
    const PATH = `${bin}:/usr/bin:/bin`;
    const { stdout } = await typeWith({ env: { PATH, ...env } }, 'doctor', '--provider', 'vagrant');
    return stdout.split('\n')[0] ?? '';
  };
  expect(await line('echo Vagrant 2.3.4')).toBe('✔ Vagrant: Vagrant with VirtualBox');
  expect(await line('exit 1')).toBe('✖ Vagrant: there is a vagrant command, but it does not run');
  const chosen = { VAGRANT_DEFAULT_PROVIDER: 'parallels' };
  expect(await line('echo Vagrant 2.3.4', chosen)).toMatch(
    /^! Vagrant: VAGRANT_DEFAULT_PROVIDER is parallels, of which/,
  );
});

test('doctor fails where nothing could run a lab', async () => {
  const { folder, typeWith } = user();
  mkdirSync(join(folder, 'empty'));
  const { status, stdout } = await typeWith({ env: { PATH: join(folder, 'empty') } }, 'doctor');
  expect(status).toBe(1);
  expect(stdout).toMatch(/✖ Docker: .*\n {4}→ .*/);
  expect(stdout).toMatch(/No lab can run here yet/);
});

test('up says what to do where nothing can run a lab', async () => {
  const { folder, typeWith } = user();
  mkdirSync(join(folder, 'empty'));
  const { status, stderr } = await typeWith({ env: { PATH: join(folder, 'empty') } }, 'up');
  expect(status).toBe(1);
  expect(stderr).toMatch(/Nothing on this machine can run a lab/);
  expect(stderr).toMatch(/docker: .*\n {2}vagrant: .*\n {2}local: /);
});

test('an unexpected failure names --debug, which shows where it came from', async () => {
  const { type, typeWith } = user();
  await type('create', '--no-fetch');
  const env = { XDG_STATE_HOME: '/dev/null/nowhere' };
  expect((await typeWith({ env }, 'list')).status).toBe(0);
  const { stderr } = await typeWith({ env }, 'status', '--lab', 'zk-lab/none', '--debug');
  expect(stderr).toMatch(/^zk-lab: .*\n.*UsageError: .*\n {4}at /);
});
