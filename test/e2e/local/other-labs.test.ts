import { chmod, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { firstPort, localLabs, newest } from './labs.js';

describe('another lab of this machine in the way', () => {
  const { make } = localLabs();
  const shape = (clientPort: number) => ['--client-port', String(clientPort), ...newest];

  test('up, doctor and check tell whose the ports are; what check advises helps, and nothing is killed', async () => {
    const first = await make('first');
    const second = await first.beside('second', shape(firstPort));
    await second.up();
    expect(await second.zkLab('down')).toSucceed();
    await first.up();
    const before = await first.processes();

    const which = `the lab first in ${first.dir}`;
    expect((await second.zkLab('up')).stderr).toContain(`is taken by ${which}; stop that`);
    const told = await second.zkLab('check');
    // Sentences go over several lines.
    const said = told.stdout.replaceAll(/\s+/g, ' ');
    expect(said).toContain(`Port ${firstPort} is taken by ${which}.`);
    expect(told.stdout).toContain(`→ zk-lab down --lab ${first.dir}`);
    expect(told.stdout).not.toMatch(/→ .*kill/);

    const third = await first.beside('third', shape(firstPort));
    expect((await third.zkLab('doctor')).stdout).toContain(
      `taken by ${which}: ${firstPort}, ${firstPort + 1}, ${firstPort + 2}`,
    );
    // Its ports for the other servers, where the first one has those for clients.
    const fourth = await first.beside('fourth', shape(firstPort - 707));
    expect((await fourth.zkLab('up', '--provider', 'local')).stderr).toContain(
      `${firstPort}  quorum port of node1; ${which} has it`,
    );

    // A lab whose folder is gone is ended by its name.
    const away = join(dirname(first.dir), 'away');
    await rename(first.dir, away);
    const gone = await second.zkLab('check');
    expect(gone.stdout).toContain('→ zk-lab destroy first');
    const ends = `the lab first, whose folder ${first.dir} is gone (zk-lab destroy first ends it)`;
    expect((await second.zkLab('up')).stderr).toContain(`is taken by ${ends}; stop that`);
    expect((await fourth.zkLab('up', '--provider', 'local')).stderr).toContain(
      `${firstPort}  quorum port of node1; ${ends} has it`,
    );
    await rename(away, first.dir);
    expect(await first.processes()).toEqual(before);

    const { checks } = JSON.parse((await second.zkLab('check', '--json')).stdout);
    const [{ type = '' } = {}] = checks.find(({ id }: { id: string }) => id === 'runs').nodes;
    expect(type).toBe(`zk-lab down --lab ${first.dir}\nzk-lab up node1`);
    expect(await second.zkLab('down', '--lab', first.dir)).toSucceed();
    await second.up();
    expect((await second.zkLab('check')).exitCode).toBe(0);
    expect(await second.zkLab('destroy', '--yes')).toSucceed();
  });

  test('a lab of another user’s: what is closed is told as that, and nobody is advised to take it', async () => {
    const lab = await make('theirs');
    await lab.up();
    // The way there, which is closed to others in a lane.
    const lane = process.env.ZK_LAB_TEST_LANE ?? '';
    for (const folder of [lane, join(lane, 'tmp'), dirname(lab.dir)]) await chmod(folder, 0o711);
    const [, cli = '', ...words] = lab.command();
    const asOther = (...typed: string[]) =>
      execa(
        'setpriv',
        ['--reuid=65533', '--regid=65533', '--clear-groups', process.execPath, cli, ...words, ...typed],
        {
          ...{ cwd: lab.dir, stdin: 'ignore', reject: false },
          env: {
            ...lab.variables,
            HOME: '/nonexistent',
            XDG_STATE_HOME: '/nonexistent',
            XDG_CACHE_HOME: '/nonexistent',
          },
        },
      );
    const { stdout, stderr } = await asOther('check');
    // ZooKeeper is in root's home, where tests have it: closed to others.
    expect(`${stdout}${stderr}`).toMatch(
      /node1 runs with what \S+local\/zookeeper leads to, which is closed to this user/,
    );
    expect(stdout).not.toMatch(/sudo|chown|chmod/);
    expect(await asOther('fault', 'stop', 'node1')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/Nothing can be written to \S+local.*this user has no permission there/),
    });
    expect((await lab.status()).quorum).toBe(true);
  });
});
