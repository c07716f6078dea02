import { afterAll, beforeAll, expect, test } from 'vitest';
import { inCases } from '../../equipment/everything.js';
import { describeWith } from '../../equipment/use-engine.js';
import { useVagrant } from '../../equipment/use-vagrant.js';
import { VagrantLab } from '../vagrant-lab.js';

// Vagrant's docker provider, and Debian in the place of CentOS 7.3 (test/equipment).
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

    /** Ids of the steps that are not done. */
    const left = async (): Promise<string[]> => {
      const { stdout, stderr } = await lab.zkLab('check', '--json');
      if (stdout === '') throw new Error(stderr);
      const { checks } = JSON.parse(stdout);
      return checks.flatMap(({ id, passed }: { id: string; passed: boolean | null }) => (passed ? [] : [id]));
    };

    test('each page makes its own step pass, and not the next one', { timeout: 420_000 }, async () => {
      const before = await left();
      expect(before[0]).toBe('key');
      for (const [index, id] of before.entries()) {
        if (!(await left()).includes(id)) continue;
        const { exitCode, stdout, stderr } = await lab.zkLab('solve', '--to', id);
        expect({ id, exitCode, stdout, stderr }).toMatchObject({ exitCode: 0 });
        const now = await left();
        expect(now).not.toContain(id);
        // Servers that run elect a leader by themselves.
        const next = before[index + 1];
        if (next !== undefined && !['same-zoo-cfg', 'serves', 'ensemble'].includes(next))
          expect(now).toContain(next);
      }
      expect(await lab.zkLab('check')).toMatchObject({ exitCode: 0 });
    });

    test('what was done stays done when the machines were halted', { timeout: 180_000 }, async () => {
      expect(await lab.vagrant('halt')).toMatchObject({ exitCode: 0 });
      await lab.up();
      const { exitCode, stdout } = await lab.zkLab('check');
      expect(exitCode, stdout).toBe(0);
      expect(stdout).toMatch(/15 of 15 steps done/);
    });
  },
);
