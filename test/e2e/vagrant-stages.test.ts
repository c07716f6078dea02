import { afterEach, describe, expect, test } from 'vitest';
import { inCases } from '../testbed/everything.js';
import { describeWith } from '../testbed/use-engine.js';
import { useVagrant } from '../testbed/use-vagrant.js';
import { modesOf } from './lab.js';
import { serves, VagrantLab } from './vagrant-lab.js';

const home = '/opt/zookeeper-3.4.9';

await describeWith(
  () => inCases(() => useVagrant('docker')),
  'labs of other stages and shapes under vagrant up',
  (vagrant) => {
    describe('stages that leave work to the learner', () => {
      let lab: VagrantLab | undefined;
      afterEach(() => lab?.remove());
      const make = async (until: string, ...options: string[]): Promise<VagrantLab> => {
        lab = await VagrantLab.create(vagrant, ['--until', until, ...options]);
        const { exitCode, stdout, stderr } = await lab.vagrant('up');
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        expect(stdout).not.toContain('zk-lab:');
        return lab;
      };

      test('os: names and addresses, and root’s password to hand out keys with', async () => {
        const lab = await make('os', '--nodes', '2');
        expect(await lab.on('node1', 'getent hosts node2; uname -n; ls /root/.ssh')).toBe(
          '192.168.252.102 node2\nnode1\nauthorized_keys\nenvironment',
        );
        const byHand = [
          'ssh-keygen -q -t ed25519 -N "" -f ~/.ssh/id_ed25519',
          'printf "#!/bin/sh\\necho vagrant\\n" > /root/answer; chmod 755 /root/answer',
          'DISPLAY=:0 SSH_ASKPASS=/root/answer SSH_ASKPASS_REQUIRE=force setsid -w ssh-copy-id -o StrictHostKeyChecking=accept-new node2',
          'ssh -o BatchMode=yes node2 uname -n',
        ].join('; ');
        expect(await lab.on('node1', byHand)).toMatch(/\nnode2$/);
        expect(await lab.on('node1', 'ls /opt')).toBe('jdk-8u504-linux-x64.tar.gz\nzookeeper-3.4.9.tar.gz');
      });

      test('jdk: ZooKeeper by hand, as in the tutorial', async () => {
        const lab = await make('jdk', '--nodes', '1');
        const steps = [
          `cd /opt && tar -zxf zookeeper-3.4.9.tar.gz && mkdir ${home}/data ${home}/logs`,
          `printf "tickTime = 2000\\ndataDir = ${home}/data\\nclientPort = 2181\\n" > ${home}/conf/zoo.cfg`,
          `source /etc/profile; ${home}/bin/zkServer.sh start`,
        ];
        expect(await lab.on('node1', steps.join('; '))).toContain('Starting zookeeper ... STARTED');
        await expect
          .poll(async () => modesOf(await lab.status()), { timeout: 60_000 })
          .toEqual(['standalone']);
      });

      test('zookeeper: configured, started by the learner; it goes on from there to the running cluster', async () => {
        const lab = await make('zookeeper', '--nodes', '2');
        expect(await lab.on('node2', `cat ${home}/data/myid; ls ${home}/data`)).toBe('2\nmyid');
        expect((await lab.status()).nodes.map(({ running, serving }) => [running, serving])).toEqual([
          [true, false],
          [true, false],
        ]);
        expect(await lab.again('--nodes', '2')).toSucceed();
        const { stdout } = await lab.vagrant('provision');
        expect(stdout.trim().split('\n').at(-1)).toMatch(serves(2));
      });
    });

    test('ssh: keys work, nothing is installed; without a box for Docker, an image that is built first stands in for it', async () => {
      const lab = await VagrantLab.create(vagrant, ['--until', 'ssh', '--nodes', '1'], 'boxless');
      const boxless = (...args: string[]) =>
        lab.run('env', `VAGRANT_HOME=${lab.dir}/.vagrant/home`, 'vagrant', ...args);
      try {
        expect(await boxless('up', '--provider', 'docker')).toMatchObject({ exitCode: 0, stderr: '' });
        expect(
          await lab.on(
            'node1',
            'ssh -o BatchMode=yes node1 "uname -n; ls /usr/lib/jvm 2>/dev/null"; systemctl stop firewalld.service',
          ),
        ).toMatch(/^node1\n.*nothing to stop/);
      } finally {
        await boxless('destroy', '--force');
        await lab.remove();
      }
    });

    test('three voters and an observer, the second of them alone first', { timeout: 400_000 }, async () => {
      const lab = await VagrantLab.create(vagrant, [
        '--nodes',
        '3',
        '--observers',
        '1',
        '--network',
        '10.31.0.0/16',
      ]);
      try {
        const first = await lab.vagrant('up', 'node2');
        expect(first.stdout.trim().split('\n').at(-1)).toMatch(
          /node2: zk-lab: no quorum yet, which takes 2 of 3 voters; .*node2; not up: node1 node3 node4$/,
        );
        const rest = await lab.vagrant('up');
        expect(rest.exitCode).toBe(0);
        expect(rest.stdout.trim().split('\n').at(-1)).toMatch(
          /the ensemble serves, 4 of 4 nodes; .*; observer: node4$/,
        );
        expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader', 'observer']);
      } finally {
        await lab.remove();
      }
    });
  },
);
