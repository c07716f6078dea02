import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalLab } from './local-lab.js';

/** Every verb that asks the engine that holds a lab. */
const verbs = [
  ['up'],
  ['status'],
  ['check'],
  ['down'],
  ['destroy', '-y'],
  ['logs'],
  ['ssh', 'node1', 'true'],
  ['exec', 'node1', 'true'],
  ['zkcli', 'ls', '/'],
  ['fault'],
  ['fault', 'stop', 'node1'],
  ['grow', '3'],
];

/** Where Docker is looked for, by variables and by config.json; what is said of it, and what to type. */
const places: [string, Record<string, string>, string, RegExp][] = [
  [
    'DOCKER_CONTEXT names none',
    { DOCKER_CONTEXT: 'nope' },
    '',
    /the Docker context nope is not there.*set DOCKER_CONTEXT to one of them, or unset it/,
  ],
  [
    'the chosen context was removed',
    {},
    '{"currentContext":"away"}',
    /the Docker context away is not there.*docker context use NAME/,
  ],
  [
    'config.json is damaged',
    {},
    '{"currentContext":',
    /no Docker engine answers at unix:\/\/\/var\/run\/docker.sock, and \S+config.json, which may name another place, cannot be read or understood.*mv \S+config.json/,
  ],
  [
    'a socket that is not there',
    { DOCKER_HOST: 'unix:///nope' },
    '',
    /no Docker engine answers at unix:\/\/\/nope.*unset DOCKER_HOST/,
  ],
  [
    'a port where nobody listens',
    { DOCKER_HOST: 'tcp://127.0.0.1:1' },
    '',
    /no Docker engine answers at tcp:\/\/127.0.0.1:1.*unset DOCKER_HOST/,
  ],
  [
    'over SSH',
    { DOCKER_HOST: 'ssh://someone@there' },
    '',
    /the Docker engine at ssh:\/\/someone@there is on another machine.*ssh someone@there/,
  ],
];

describe('Docker that cannot be asked', () => {
  let lab: LocalLab;
  let settings = '';
  beforeAll(async () => {
    settings = await mkdtemp(join(tmpdir(), 'zk-lab-docker-'));
    lab = await LocalLab.create('away', ['--nodes', '1', '--client-port', '21810', '--jdk', '11'], {
      ...{ DOCKER_HOST: '', DOCKER_CONTEXT: '', DOCKER_CONFIG: settings },
    });
  });
  afterAll(async () => {
    await lab?.remove();
    await rm(settings, { recursive: true });
  });

  const look = async (variables: Record<string, string>, config: string) => {
    await writeFile(join(settings, 'config.json'), config || '{}');
    return (args: readonly string[]) => lab.with(variables).zkLab(...args);
  };

  describe('what Docker held last: told for every verb, and nothing else is done', () => {
    beforeAll(async () => {
      const folder = join(lab.variables.XDG_STATE_HOME ?? '', 'zk-lab/labs');
      const [name = ''] = (await readdir(folder)).filter((file) => file.endsWith('.json'));
      const known = JSON.parse(await readFile(join(folder, name), 'utf8'));
      const held = { ...known, provider: 'docker', endpoint: 'unix:///run/was-here.sock' };
      await writeFile(join(folder, name), JSON.stringify(held));
      return () => writeFile(join(folder, name), JSON.stringify(known));
    });

    test.each(places)('%s', async (_what, variables, config, words) => {
      const type = await look(variables, config);
      for (const verb of verbs) {
        const { exitCode, stdout, stderr } = await type(verb);
        expect({ verb, exitCode, stdout, stderr }).toEqual({
          ...{ verb, exitCode: 1, stdout: '', stderr: expect.stringMatching(words) },
        });
        expect(stderr).toContain('Lab away is held by docker, which does not tell how it is');
        expect(stderr).toContain('to go back there: export DOCKER_HOST=unix:///run/was-here.sock');
      }
      expect((await type(['list'])).stdout).toMatch(/away\s+-\s+cannot be told/);
      const doctor = await type(['doctor']);
      expect(doctor.exitCode).toBe(1);
      expect(doctor.stdout).toMatch(/✖ This lab: Lab away is held by docker/);
      expect(doctor.stdout).toMatch(/✔ Plain processes/);
      const guide = await type(['guide', '1']);
      expect(guide.exitCode).toBe(0);
      expect(guide.stderr).toMatch(words);
      expect(guide.stdout).not.toContain('not up');
    });
  });

  describe('what nobody is known to hold: not told as what nobody holds', () => {
    test.each(places)('%s', async (_what, variables, config, words) => {
      const type = await look(variables, config);
      const status = await type(['status']);
      expect(status).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(words) });
      expect(status.stderr).toMatch(/^Could not be asked whether it holds the lab: docker: /);
      const destroy = await type(['destroy', '-y']);
      expect(destroy).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(words) });
      expect(destroy.stdout).toContain('as far as they could be asked (docker: ');
      for (const verb of [['check'], ['logs'], ['down']]) {
        expect(await type(verb)).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(words) });
      }
    });
  });

  test('no Docker on this machine at all: nothing is said of it', async () => {
    const type = await look({ PATH: '/nonexistent' }, '');
    expect(await type(['status'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await type(['destroy', '-y'])).stdout).toBe(
      'Nothing to remove: no provider holds anything of away',
    );
  });
});
