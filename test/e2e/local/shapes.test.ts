import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leftOf, modesOf } from '../lab.js';
import { entriesOf, listenersOf } from '../local-lab.js';
import { firstPort, localLabs, newest } from './labs.js';

describe('the shape of a lab as processes of this machine', () => {
  const { make } = localLabs();

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
    expect(checked).toSucceed();
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

    expect(await lab.zkLab('destroy', '--yes')).toSucceed();
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
    expect(await lab.zkLab('create', '.', '--force', '--no-fetch', ...moved)).toSucceed();
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
});
