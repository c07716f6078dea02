import { afterAll, beforeAll, expect, test } from 'vitest';
import { inCases } from '../../testbed/everything.js';
import { describeWith } from '../../testbed/use-engine.js';
import { useVagrant } from '../../testbed/use-vagrant.js';
import { VagrantLab } from '../vagrant-lab.js';
import { Writer, writtenOn } from './writer.js';

// Vagrant's docker provider: machines are halted and booted as others are. What suite.ts looks at besides is the same on
// every engine.
await describeWith(
  () => inCases(() => useVagrant('docker')),
  'an ensemble whose members change, under Vagrant',
  (vagrant) => {
    let lab: VagrantLab;
    let writer: Writer;
    beforeAll(async () => {
      lab = await VagrantLab.create(vagrant, ['--nodes', '2'], 'members');
      await lab.up();
      const { nodes } = await lab.status();
      writer = await Writer.start(nodes.map(({ clientAddress }) => clientAddress).join(','));
    });
    afterAll(async () => {
      await writer?.stop();
      await lab?.remove();
    });

    // Machines are booted and halted a dozen times.
    const patience = 420_000;

    test('two become three, one is made anew, and two are left; nothing that was acknowledged is lost', {
      timeout: patience,
    }, async () => {
      const machines = async (): Promise<string[]> =>
        (await lab.vagrant('status', '--machine-readable')).stdout
          .split('\n')
          .flatMap((line) => /,(node\d),state,running/.exec(line)?.[1] ?? []);
      for (const [args, names] of [
        [
          ['grow', '3'],
          ['node1', 'node2', 'node3'],
        ],
        [
          ['replace', 'node2', '-y'],
          ['node1', 'node2', 'node3'],
        ],
        [
          ['shrink', '2', '-y'],
          ['node1', 'node2'],
        ],
      ] as const) {
        const { exitCode, stdout, stderr } = await lab.zkLab(...args);
        expect(`${stderr}\n${stdout}\n${args.join(' ')}: ${exitCode}`).toMatch(/: 0$/);
        await writer.more(20);
        expect(await machines()).toEqual(names);
        const { nodes } = await lab.status();
        expect(nodes.filter(({ serving }) => serving).map(({ name }) => name)).toEqual(names);
        const acknowledged = [...writer.acknowledged];
        for (const { clientAddress } of nodes) {
          await expect
            .poll(async () => {
              const there = new Set(await writtenOn(clientAddress));
              return acknowledged.filter((each) => !there.has(each));
            })
            .toEqual([]);
        }
      }
      // Who is left knows the other no more.
      expect(await lab.on('node1', 'cat /etc/hosts')).not.toMatch(/node3/);
      expect(await lab.on('node1', 'ssh node2 hostname')).toBe('node2');
    });
  },
);
