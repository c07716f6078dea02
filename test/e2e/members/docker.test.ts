import { execa } from 'execa';
import { inject } from 'vitest';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { TestLab } from '../lab.js';
import { members } from './suite.js';

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'Docker', (engine) => {
  members('Docker, ZooKeeper 3.4.9', async () => {
    const lab = await TestLab.create('members', ['--jdk-archive', engine.jdk8], engine.env);
    const up = await lab.zkLab('up');
    if (up.exitCode !== 0) throw new Error(up.stderr);
    const named = async (...args: string[]): Promise<string[]> =>
      (await lab.run('docker', [...args, '--filter', 'label=com.docker.compose.project=members'])).stdout
        .split('\n')
        .filter(Boolean);
    return {
      dir: lab.dir,
      zkLab: (...args) => lab.zkLab(...args),
      begin: (...args) =>
        execa('node', [inject('testbed').cli, ...args], {
          cwd: lab.dir,
          env: lab.env,
          stdin: 'ignore',
          reject: false,
        }),
      status: () => lab.status(),
      async lose(node) {
        await lab.compose('rm', '--stop', '--force', node);
        await lab.run('docker', [
          'volume',
          'rm',
          ...['opt', 'root', 'keep'].map((part) => `members_${node}-${part}`),
        ]);
      },
      leftOf: async (node) => {
        const all = [
          ...(await named('ps', '--all', '--format', '{{.Names}}')),
          ...(await named('volume', 'ls', '--format', '{{.Name}}')),
        ];
        return all.filter((name) => new RegExp(`\\b${node}\\b`).test(name.replace('_', ' ')));
      },
      remove: () => lab.remove(),
    };
  });
});
