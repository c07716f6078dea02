/** Which lab this is, on engines that keep what they know in the lab's own folder. docker-identity.test.ts has Docker. */
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { useVagrant } from '../testbed/use-vagrant.js';
import type { Finished } from './lab.js';

let parent = '';
let env: Record<string, string> = {};
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'zk-lab-identity-'));
});
afterEach(async () => {
  await zkLab(parent, 'destroy', 'one', '-y');
  await rm(parent, { recursive: true, force: true });
});

/** `zk-lab ARGS` in some folder. */
async function zkLab(cwd: string, ...args: string[]): Promise<Finished> {
  const { exitCode, stdout, stderr } = await execa('node', [inject('testbed').cli, ...args], {
    cwd,
    env: { ...env, XDG_STATE_HOME: join(parent, 'state') },
    stdin: 'ignore',
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

/** One that must not fail: where it does, what it said is shown. */
async function done(cwd: string, ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await zkLab(cwd, ...args);
  expect(exitCode, stderr).toBe(0);
}

/** What holds of a lab of one node on any provider. */
function identity(provider: string, make: readonly string[], left: RegExp, restarts = ''): void {
  test('moved: every verb works, and up puts right what was tied to the old place', async () => {
    const before = join(parent, 'one');
    const after = join(parent, 'uno');
    await done(parent, 'create', 'one', '-n', '1', ...make);
    await done(before, 'up', '--provider', provider);
    await zkLab(before, 'zkcli', 'create', '/kept', 'yes');
    await rename(before, after);
    expect((await zkLab(after, 'status')).stdout).toMatch(new RegExp(`^one on ${provider}: serving`));
    const up = await zkLab(after, 'up');
    expect(up.exitCode, up.stderr).toBe(0);
    expect(up.stdout + up.stderr).toContain(restarts);
    const { stdout, stderr } = await zkLab(after, 'zkcli', 'get', '/kept');
    expect(`${stdout}\n${stderr}`).toContain('yes');
    expect((await zkLab(parent, 'list')).stdout).toMatch(/one +\w+ +1\/1 up +\S+ +\S*uno/);
    await done(after, 'destroy', '-y');
    expect((await zkLab(parent, 'list')).stdout).toMatch(/one +- +not up/);
  });

  test('its folder removed while it runs: listed with what is left, and removed by name', async () => {
    const dir = join(parent, 'one');
    await zkLab(parent, 'create', 'one', '-n', '1', ...make);
    await done(dir, 'up', '--provider', provider);
    await rm(dir, { recursive: true });
    expect((await zkLab(parent, 'list')).stdout).toMatch(left);
    await done(parent, 'destroy', 'one', '-y');
    expect((await zkLab(parent, 'list')).stdout).toMatch(/No labs on this machine/);
  });
}

describe('a lab as processes of this machine', () => {
  beforeEach(() => {
    env = {};
  });
  identity(
    'local',
    ['--no-fetch', '--zookeeper', '3.9', '--jdk', '17', '--client-port', '25381'],
    /one +local +folder gone, 1 things left, 1 of them running/,
    'node1 restarts: its files are in another place by now',
  );
});

const engine = await useEngine();
await describeWith(
  () => useVagrant('docker'),
  'a lab under Vagrant',
  (vagrant) => {
    beforeEach(() => {
      env = { ...vagrant.env };
    });
    identity(
      'vagrant',
      engine.available ? ['--jdk-archive', engine.jdk8] : [],
      /one +vagrant +folder gone, 1 things left, 1 of them running/,
    );

    test('nothing of either is left with the engine', async () => {
      const of = async (...args: string[]) => (await execa('docker', args, { env })).stdout;
      expect(await of('ps', '-aq')).toBe('');
      expect(await of('network', 'ls', '--format', '{{.Name}}')).not.toContain('vagrant');
    });
  },
);
