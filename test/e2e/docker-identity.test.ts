import { once } from 'node:events';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { modesOf, TestLab } from './lab.js';

const everybody = ['follower', 'follower', 'leader'];

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'which lab this is, and who holds it', (engine) => {
  let lab: TestLab;
  let state = '';
  beforeEach(async () => {
    lab = await TestLab.create('five', ['--jdk-archive', engine.jdk8], engine.env);
    state = lab.env.XDG_STATE_HOME ?? '';
  });
  afterEach(() => lab.remove());

  /** `zk-lab ARGS` in some folder. */
  const zkLabIn = (cwd: string, args: string[], env: Record<string, string> = {}) =>
    execa('node', [inject('testbed').cli, ...args], {
      cwd,
      env: { ...lab.env, ...env },
      stdin: 'ignore',
      reject: false,
    });
  const left = async () => {
    const filter = ['--filter', 'label=com.docker.compose.project=five', '-q'];
    const found = await Promise.all(
      [
        ['ps', '-a'],
        ['volume', 'ls'],
        ['network', 'ls'],
      ].map((words) => execa('docker', [...words, ...filter], { env: engine.env })),
    );
    return found.map(({ stdout }) => stdout).join('');
  };

  test('a lab that is made where one was before: whose everything is that is in its way, and what ends that', async () => {
    expect(await lab.zkLab('up')).toSucceed();
    await rm(lab.dir, { recursive: true });
    const parent = dirname(lab.dir);
    const create = (folder: string) => zkLabIn(parent, ['create', folder, '--jdk-archive', engine.jdk8]);
    expect(await create('elsewhere')).toSucceed();
    const hindered = await zkLabIn(join(parent, 'elsewhere'), ['up']);
    expect(hindered.stderr).toContain(
      `the lab five, whose folder ${lab.dir} is gone (zk-lab destroy five ends it)`,
    );
    expect(await create('five')).toSucceed();
    const { exitCode, stderr } = await lab.zkLab('up');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/zk-lab destroy five\b/);
    const listed = await zkLabIn(parent, ['list']);
    expect(listed.stdout).toMatch(/another lab is there now, 13 things left, 3 of them running/);
    expect(listed.stderr).toContain('To remove that: ');
    // What is advised helps, and does nothing to the lab that is there.
    expect(await zkLabIn(parent, ['destroy', 'five', '-y'])).toSucceed();
    expect(await left()).toBe('');
    expect(await lab.zkLab('up')).toSucceed();
    expect((await zkLabIn(parent, ['list'])).stdout).not.toContain('another lab is there');
  });

  test('everything that the engine holds of a lab carries its id', async () => {
    await lab.zkLab('up');
    const { facts } = JSON.parse(await readFile(join(lab.dir, '.zk-lab.json'), 'utf8'));
    const counts = await Promise.all(
      [
        ['ps', '-aq'],
        ['volume', 'ls', '-q'],
        ['network', 'ls', '-q'],
      ].map(async (words) => {
        const { stdout } = await execa('docker', [...words, '--filter', `label=zk-lab.id=${facts.id}`], {
          env: engine.env,
        });
        return stdout.split('\n').filter(Boolean).length;
      }),
    );
    expect(counts).toEqual([3, 9, 1]);
  });

  test('moved: found by its id, every verb works, and up puts the mounts right', async () => {
    await lab.zkLab('up');
    await lab.on('node1', 'echo kept > /opt/mine');
    const moved = join(dirname(lab.dir), 'cinq');
    await rename(lab.dir, moved);
    try {
      expect((await zkLabIn(moved, ['status'])).stdout).toMatch(/^five on docker: quorum, leader node\d/);
      expect(await zkLabIn(moved, ['check'])).toSucceed();
      expect(await zkLabIn(moved, ['exec', 'node1', 'cat', '/opt/mine'])).toMatchObject({ stdout: 'kept' });
      await writeFile(join(moved, 'config/hosts'), `${await readFile(join(moved, 'config/hosts'))}`);
      expect(await zkLabIn(moved, ['up'])).toSucceed();
      const { stdout } = await execa('docker', ['inspect', 'five-node1', '--format', '{{json .Mounts}}'], {
        env: engine.env,
      });
      const sources = (JSON.parse(stdout) as { Type: string; Source: string }[])
        .filter(({ Type }) => Type === 'bind')
        .map(({ Source }) => dirname(Source));
      expect(new Set(sources)).toEqual(new Set([moved, join(moved, 'keys')]));
      expect(await zkLabIn(moved, ['exec', 'node1', 'cat', '/opt/mine'])).toMatchObject({ stdout: 'kept' });
      expect((await zkLabIn(moved, ['list'])).stdout).toMatch(/five\s+docker\s+3\/3 up\s+\S+\s+\S*cinq/);
      expect(await zkLabIn(moved, ['destroy', '-y'])).toSucceed();
      expect(await left()).toBe('');
    } finally {
      await rename(moved, lab.dir);
    }
  });

  test('called otherwise by its specification while it runs: stopped, started and removed all the same', async () => {
    await lab.zkLab('up');
    const spec = join(lab.dir, 'zk-lab.yaml');
    await writeFile(spec, (await readFile(spec, 'utf8')).replace(/^name: .*$/m, 'name: six'));
    expect(await lab.zkLab('down')).toSucceed();
    expect((await lab.zkLab('status')).stdout).toMatch(/^six on docker: stopped/);
    expect(await lab.zkLab('up')).toSucceed();
    expect((await lab.status()).quorum).toBe(true);
    expect(await lab.zkLab('destroy', '-y')).toSucceed();
    expect(await left()).toBe('');
  });

  test('copied: told that it is a copy, of which lab, and how to make one of its own, which works', async () => {
    await lab.zkLab('up');
    const copy = join(dirname(lab.dir), 'copy');
    await cp(lab.dir, copy, { recursive: true });
    for (const verb of [['up'], ['status'], ['check'], ['destroy', '-y'], ['exec', 'node1', 'true']]) {
      const { exitCode, stderr } = await zkLabIn(copy, verb);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr: expect.stringContaining(`${copy} is a copy of the lab that lives in ${lab.dir}`),
      });
    }
    const { stderr } = await zkLabIn(copy, ['up']);
    const command = /zk-lab (create .*)$/.exec(stderr)?.[1] ?? '';
    expect(await zkLabIn(copy, command.split(' '))).toSucceed();
    expect((await zkLabIn(join(dirname(lab.dir), 'five-copy'), ['status'])).stdout).toMatch(
      /^five-copy is not up\n/,
    );
    expect(await zkLabIn(lab.dir, ['status'])).toSucceed();
  });

  test('its folder removed while it runs: listed with what is left, and removed by name', async () => {
    await lab.zkLab('up');
    const parent = dirname(lab.dir);
    await rm(lab.dir, { recursive: true });
    const { stdout, stderr } = await zkLabIn(parent, ['list']);
    expect(stdout).toMatch(/five\s+docker\s+folder gone, 13 things left, 3 of them running/);
    expect(stderr).toContain('zk-lab destroy five');
    expect(await zkLabIn(parent, ['destroy', 'five', '-y'])).toSucceed();
    expect(await left()).toBe('');
    expect((await zkLabIn(parent, ['list'])).stdout).toMatch(/No labs on this machine/);
    // For who removes the lab behind this test.
    expect(await zkLabIn(parent, ['create', 'five', '--jdk-archive', engine.jdk8])).toSucceed();
  });

  test('a damaged registry entry is made anew from the lab', async () => {
    await lab.zkLab('up');
    const { facts } = JSON.parse(await readFile(join(lab.dir, '.zk-lab.json'), 'utf8'));
    const entry = join(state, 'zk-lab/labs', `${facts.id}.json`);
    for (const damage of ['', '{', 'null', '{"dir":1}']) {
      await writeFile(entry, damage);
      expect((await zkLabIn('/', ['list'])).stdout).toMatch(/five\s+docker\s+3\/3 up/);
      expect(JSON.parse(await readFile(entry, 'utf8'))).toMatchObject({ dir: lab.dir, provider: 'docker' });
    }
  });

  describe('an engine that cannot be asked', () => {
    const elsewhere: [string, Record<string, string>, RegExp][] = [
      ['a socket that is not there', { DOCKER_HOST: 'unix:///nope' }, /unix:\/\/\/nope.*unset DOCKER_HOST/],
      ['a dead port', { DOCKER_HOST: 'tcp://127.0.0.1:1' }, /tcp:\/\/127\.0\.0\.1:1.*unset DOCKER_HOST/],
      [
        'a context that is gone',
        { DOCKER_HOST: '', DOCKER_CONTEXT: 'away' },
        /context away is not there.*set DOCKER_CONTEXT/,
      ],
      ['one behind SSH', { DOCKER_HOST: 'ssh://someone@there' }, /another machine.*ssh someone@there/],
      ['no address at all', { DOCKER_HOST: 'nonsense' }, /no address.*unset/],
    ];
    test.each(elsewhere)('%s: told for every verb, and nothing else is done', async (_what, env, words) => {
      await lab.zkLab('up');
      const before = await left();
      for (const verb of [['status'], ['up'], ['check'], ['down'], ['logs'], ['destroy', '-y']]) {
        const { exitCode, stderr, stdout } = await zkLabIn(lab.dir, verb, env);
        expect({ verb, exitCode, stdout, stderr }).toEqual({
          verb,
          exitCode: 1,
          stdout: '',
          stderr: expect.stringMatching(words),
        });
        expect(stderr).toMatch(/^zk-lab: Lab five is held by docker/);
        expect(stderr).toContain(`to go back there: export DOCKER_HOST=${engine.env.DOCKER_HOST})`);
        expect(stderr).not.toMatch(/Deprecation/);
      }
      const { exitCode, stdout } = await zkLabIn(lab.dir, ['list'], env);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/five\s+-\s+cannot be told/);
      expect(await left()).toBe(before);
    });

    test('another engine that does not hold it: told where it was last', async () => {
      await lab.zkLab('up');
      // A fake: an engine with nothing in it.
      const empty = createServer((request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(/volumes/.test(request.url ?? '') ? '{"Volumes":[]}' : '[]');
      }).listen(0, '127.0.0.1');
      await once(empty, 'listening');
      const { port } = empty.address() as AddressInfo;
      const { exitCode, stderr } = await zkLabIn(lab.dir, ['status'], {
        DOCKER_HOST: `tcp://127.0.0.1:${port}`,
      });
      empty.close();
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`was last held by docker at ${engine.env.DOCKER_HOST}`);
    });
  });

  test('a Podman that is too old is named', async () => {
    // A mock: what Podman answers to GET /version, as far as it is looked at.
    const podman = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        '{"Components":[{"Name":"Podman Engine","Version":"3.0.1"}],"Version":"3.0.1","ApiVersion":"1.41"}',
      );
    }).listen(0, '127.0.0.1');
    await once(podman, 'listening');
    const { port } = podman.address() as AddressInfo;
    const DOCKER_HOST = `tcp://127.0.0.1:${port}`;
    const { exitCode, stderr } = await zkLabIn(lab.dir, ['up', '--provider', 'docker'], { DOCKER_HOST });
    podman.close();
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Podman 3\.0\.1 answers at tcp:.*too old; install version 4 or later/);
  });

  test('an engine whose ports are on another machine: told within seconds; it is asked how its nodes are', async () => {
    // A network of its own, as inside a container that was given the engine's socket.
    const away = (...args: string[]) =>
      execa(
        'unshare',
        ['-n', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh', 'node', inject('testbed').cli, ...args],
        {
          cwd: lab.dir,
          env: engine.env,
          stdin: 'ignore',
          reject: false,
          timeout: 60_000,
        },
      );
    const begun = performance.now();
    const up = await away('up');
    expect(up).toSucceed();
    expect(up.stderr).toContain('The ports of the nodes are not on this machine');
    expect(performance.now() - begun).toBeLessThan(40_000);
    const { stdout, stderr } = await away('status', '--json');
    expect(modesOf(JSON.parse(stdout))).toEqual(everybody);
    expect(stderr).toContain('The ports of the nodes are not on this machine');
    const login = await away('ssh', 'node1', 'hostname');
    expect(login).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/not on this machine[\s\S]*run zk-lab where the engine is/),
    });
    expect((await away('doctor')).stdout).toContain('The ports of the nodes are not on this machine');
  });
});
