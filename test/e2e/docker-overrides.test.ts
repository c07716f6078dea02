import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { story } from '../story.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { TestLab } from './lab.js';

const options = ['--nodes', '1', '--until', 'ssh', '--network', '10.71.0.0/24', '--client-port', '7181'];

await describeWith(useEngine, 'what its owner put beside a lab', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('beside', ['--jdk-archive', engine.jdk8, ...options], engine.env);
    await lab.compose('build');
    await writeFile(
      join(lab.dir, 'compose.override.yaml'),
      `services:
  node1: { environment: { MINE: "$MINE" } }
  app: { image: debian:12, command: [sleep, infinity], init: true, networks: [ensemble], volumes: ["mine:/mine"] }
volumes: { mine: {} }
`,
    );
    await writeFile(join(lab.dir, '.env'), 'MINE=of-my-own\n');
    expect(await lab.compose('up', '-d', '--wait')).toSucceed();
  });
  afterAll(() => lab.remove());

  const { step, aside } = story();

  const containers = async (): Promise<string> =>
    (await lab.run('docker', ['ps', '--no-trunc', '--format', '{{.Names}} {{.ID}}'])).stdout
      .split('\n')
      .filter((line) => line.startsWith('beside'))
      .sort()
      .join('\n');

  test('is there after up as it was before: nothing removed, nothing made anew', async () => {
    const before = await containers();
    expect(before).toMatch(/beside-app-1.*\nbeside-node1/);
    expect(await lab.zkLab('up')).toSucceed();
    expect(await containers()).toBe(before);
    expect(await lab.on('node1', 'echo $MINE')).toBe('of-my-own');
  });

  test('is there after up with COMPOSE_FILE left over from another project', async () => {
    const before = await containers();
    const leftOver = { env: { ...lab.env, COMPOSE_FILE: '/elsewhere/compose.yaml' } };
    const up = await lab.run('node', [inject('testbed').cli, 'up'], leftOver);
    expect(up).toSucceed();
    expect(await containers()).toBe(before);
  });

  step('brought up from a file that Compose does not read by itself, stays', async () => {
    await writeFile(
      join(lab.dir, 'extra.yaml'),
      'services: { extra: { image: debian:12, command: [sleep, infinity], init: true } }\n',
    );
    const files = ['-f', 'compose.yaml', '-f', 'compose.override.yaml', '-f', 'extra.yaml'];
    expect(await lab.compose(...files, 'up', '-d', 'extra')).toSucceed();
    const before = await containers();
    expect(before).toContain('beside-extra-1');
    expect(await lab.zkLab('up')).toSucceed();
    expect(await containers()).toBe(before);
  });

  test('stops and starts with the lab, as with Compose', async () => {
    expect(await lab.zkLab('down')).toSucceed();
    expect(await containers()).not.toMatch(/beside-(app|node1)/);
    expect(await lab.zkLab('up')).toSucceed();
    expect(await containers()).toMatch(/beside-app-1/);
  });

  aside('goes with destroy, which says so', async () => {
    const { exitCode, stderr } = await lab.zkLab('destroy', '--yes');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/With them goes .*: (app, extra|extra, app)/);
    expect(await containers()).toBe('');
    const kept = await lab.run('docker', ['volume', 'ls', '-q', '--filter', 'name=beside']);
    expect(kept.stdout).toBe('');
  });
});
