import { execa } from 'execa';
import { expect, test } from 'vitest';
import { vagrant } from '../../../providers/vagrant/index.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { useVagrant } from '../../testbed/use-vagrant.js';
import { anyScript, count } from './suite.js';

const engine = await useEngine();

await describeWith(
  () => useVagrant('docker'),
  'Vagrant',
  ({ env }) => {
    anyScript(vagrant, env, engine.available ? { jdkArchive: engine.jdk8 } : {}, (ways) => {
      test('as Vagrant’s user, and as root after sudo -i', async () => {
        const ssh = async (command: string) =>
          (
            await execa('vagrant', ['ssh', 'node1', '-c', command], {
              cwd: ways.lab.dir,
              env,
              stdin: 'ignore',
            })
          ).stdout;
        expect(await ssh(count)).toBe('2');
        expect(await ssh(`sudo -i bash -c '${count}'`)).toBe('2');
      });

      test('in a command of ssh’s from node to node', async () => {
        expect(await ways.say(0, 'ssh', 'node2', count)).toBe('2\n');
      });
    });
  },
);
