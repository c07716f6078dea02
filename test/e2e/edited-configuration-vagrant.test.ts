import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inCases } from '../testbed/everything.js';
import { describeWith } from '../testbed/use-engine.js';
import { useVagrant } from '../testbed/use-vagrant.js';
import { modesOf } from './lab.js';
import { VagrantLab } from './vagrant-lab.js';

await describeWith(
  () => inCases(() => useVagrant('docker')),
  'edits in config/ of a lab under Vagrant',
  (vagrant) => {
    let lab: VagrantLab;
    beforeAll(async () => {
      lab = await VagrantLab.create(vagrant, [], 'edited');
      await lab.up();
    });
    afterAll(() => lab?.remove());

    const edit = async (from: string | RegExp, to: string): Promise<void> => {
      const file = join(lab.dir, 'config/zoo.cfg');
      await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
    };
    const restarted = (stderr: string): string[] =>
      [...stderr.matchAll(/Restarting ZooKeeper on (\S+)/g)].map(([, node = '']) => node);
    const settings = 'cat /opt/zookeeper-3.4.9/conf/zoo.cfg';

    test('are applied by a restart of one node after the other, the leader last', async () => {
      const { leader } = await lab.status();
      await edit('tickTime = 2000', 'tickTime = 1500');
      const up = await lab.zkLab('up');
      expect(up).toSucceed();
      expect(restarted(up.stderr)).toHaveLength(3);
      expect(restarted(up.stderr).at(-1)).toBe(leader);
      expect(await lab.on('node2', settings)).toContain('tickTime = 1500');
      expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
      expect(restarted((await lab.zkLab('up')).stderr)).toEqual([]);
    });

    test('that vagrant provision has only put in place are noticed: servers run with what they have read', async () => {
      await edit(/tickTime = \d+/, 'tickTime = 1600');
      expect(await lab.vagrant('provision')).toSucceed();
      expect(await lab.on('node2', settings)).toContain('tickTime = 1600');
      const up = await lab.zkLab('up');
      expect(up).toSucceed();
      expect(restarted(up.stderr)).toHaveLength(3);
      expect(restarted((await lab.zkLab('up')).stderr)).toEqual([]);
    });

    test('of what the lab decides are refused', async () => {
      await edit('server.3=', 'server.4=node4:2888:3888\nserver.3=');
      const { exitCode, stderr } = await lab.zkLab('up');
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/server\.4/) });
      expect(await lab.on('node1', settings)).not.toContain('server.4');
    });
  },
);
