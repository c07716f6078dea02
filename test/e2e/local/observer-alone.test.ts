import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeUnless } from '../../needs.js';
import { everything, leftForCases } from '../../testbed/everything.js';
import { LocalLab } from '../local-lab.js';

/**
 * An observer that asks who leads while nobody does is told nothing by those who elect: it asks again, after pauses that double
 * up to a minute. The next one is longer here than nodes of this machine are waited for otherwise.
 */
describeUnless(
  everything ? undefined : leftForCases,
  'an observer that has waited for a leader for long',
  () => {
    let lab: LocalLab;
    beforeAll(async () => {
      lab = await LocalLab.create('alone', [
        ...[
          '--nodes',
          '3',
          '--observers',
          '1',
          '--zookeeper',
          '3.9',
          '--jdk',
          '17',
          '--client-port',
          '25481',
        ],
      ]);
      await lab.up();
    });
    afterAll(() => lab?.remove());

    test('is waited for until it has heard of the new one', async () => {
      const { nodes } = await lab.status();
      const leader = nodes.find(({ mode }) => mode === 'leader')?.name ?? '';
      const follower = nodes.find(({ mode }) => mode === 'follower')?.name ?? '';
      for (const name of [leader, follower]) process.kill(await lab.pid(name), 'SIGKILL');
      // One that has begun more elections than the last server, as it may on a busy machine, and that server answer each
      // other without end, and without a pause. A new one takes its number over.
      expect(await lab.zkLab('exec', 'node4', 'zkServer.sh', 'restart')).toSucceed();
      const waits = async (): Promise<boolean> =>
        /Notification time out: 25600/.test((await lab.zkLab('logs', 'node4', '--tail', '2000')).stdout);
      await expect.poll(waits, { timeout: 60_000, interval: 500 }).toBe(true);

      const replacing = await lab.zkLab('replace', follower, '-y');
      expect(replacing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('zk-lab up') });
      await lab.up();
      expect((await lab.status()).nodes).toEqual(
        nodes.map(({ name }) => expect.objectContaining({ name, serving: true })),
      );
    });
  },
);
