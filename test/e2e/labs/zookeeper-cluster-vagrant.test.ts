import { afterAll, beforeAll, expect, test } from 'vitest';
import { story } from '../../story.js';
import { inCases } from '../../testbed/everything.js';
import { describeWith } from '../../testbed/use-engine.js';
import { useVagrant } from '../../testbed/use-vagrant.js';
import { VagrantLab } from '../vagrant-lab.js';
import { describePages, notDone } from './pages.js';

// Vagrant's docker provider, and Debian in the place of CentOS 7.3 (test/testbed).
await describeWith(
  () => inCases(() => useVagrant('docker')),
  'the tutorial as a lab, under Vagrant',
  (vagrant) => {
    let lab: VagrantLab;
    beforeAll(async () => {
      lab = await VagrantLab.create(vagrant, ['--lab', 'zookeeper-cluster']);
      await lab.up();
    });
    afterAll(() => lab?.remove());

    test('begins with the keys', async () => {
      expect((await notDone(lab))[0]).toBe('key');
    });

    const told = story();
    describePages(() => lab, told);

    told.aside('what was done stays done when the machines were halted', { timeout: 180_000 }, async () => {
      expect(await lab.vagrant('halt')).toSucceed();
      await lab.up();
      const { exitCode, stdout } = await lab.zkLab('check');
      expect(exitCode, stdout).toBe(0);
      expect(stdout).toMatch(/15 of 15 steps done/);
    });
  },
);
