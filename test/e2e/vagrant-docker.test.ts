import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { describeWith } from '../equipment/use-engine.js';
import { useVagrant } from '../equipment/use-vagrant.js';
import { leftOf, modesOf } from './lab.js';
import { VagrantLab } from './vagrant-lab.js';

const home = '/opt/zookeeper-3.4.9';
const loop = (command: string): string =>
  `for a in {1..3} ; do ssh node$a "source /etc/profile; ${command}" ; done`;
const everybody = ['follower', 'follower', 'leader'];
/** The line that tells the state of the whole ensemble. */
const serves = (count: number): RegExp =>
  new RegExp(
    `node\\d: zk-lab: the ensemble serves, ${count} of ${count} nodes; leader: node\\d; follower: node`,
  );

// Vagrant's docker provider: real Vagrant, SSH, file and shell provisioners, but no service manager and no CentOS
// (test/equipment). vagrant-libvirt.test.ts has real machines.
await describeWith(
  () => useVagrant('docker'),
  'labs under vagrant up',
  (vagrant) => {
    describe('the tutorial’s cluster', () => {
      let lab: VagrantLab;
      beforeAll(async () => {
        lab = await VagrantLab.create(vagrant, []);
      });
      afterAll(() => lab?.remove());

      const everybodyServes = async (): Promise<void> => {
        await expect.poll(async () => modesOf(await lab.status()), { timeout: 60_000 }).toEqual(everybody);
      };

      test('vagrant validate accepts the Vagrantfile', async () => {
        expect(await lab.vagrant('validate')).toMatchObject({ exitCode: 0, stderr: '' });
      });

      test('vagrant up ends by telling that the ensemble serves', async () => {
        const { exitCode, stdout, stderr } = await lab.vagrant('up');
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        expect(stdout.trim().split('\n').at(-1)).toMatch(serves(3));
        expect(await lab.status()).toMatchObject({ provider: 'vagrant', quorum: true });
        expect(modesOf(await lab.status())).toEqual(everybody);
      });

      test('each name leads to one address, the same everywhere, and ZooKeeper listens there', async () => {
        for (const id of [1, 2, 3]) {
          expect(
            await lab.on(
              `node${id}`,
              'uname -n; getent ahostsv4 $(uname -n) | sort -u -k1,1 | cut -d " " -f 1',
            ),
          ).toBe(`node${id}\n192.168.252.10${id}`);
        }
        expect(await lab.on('node1', 'ss -tln | grep -o "192.168.252.101]*:3888"')).toContain(':3888');
      });

      test('root reaches every node from every node, itself included, with strict checking', async () => {
        const script =
          'for a in {1..3} ; do ssh -o StrictHostKeyChecking=yes -o BatchMode=yes node$a uname -n ; done; cd /opt && mkdir -p tree && scp -qr tree node2:/root/';
        for (const node of ['node1', 'node2', 'node3']) {
          expect(await lab.on(node, script)).toBe('node1\nnode2\nnode3');
        }
      });

      test('no private key is left where another user could read it', async () => {
        const readable = await lab.on(
          'node1',
          'grep -rl "PRIVATE KEY" /tmp /var/tmp /home /var/lib /opt --include="*" 2>/dev/null | xargs -r -n 1 dirname | sort -u; stat -c "%a %U" /var/lib/zk-lab/files',
        );
        expect(readable.split('\n').at(-1)).toBe('700 root');
        expect(
          await lab.on(
            'node1',
            'su vagrant -c "grep -rl \\"PRIVATE KEY\\" /tmp /var/tmp /var/lib /root /opt /etc 2>/dev/null"',
          ),
        ).toBe('');
        expect(await lab.on('node1', 'ls /var/lib/zk-lab/files/keys')).not.toMatch(/node[23]/);
      });

      test('JDK 8 for whoever logs in', async () => {
        expect(await lab.on('node2', 'source /etc/profile; java -version')).toMatch(/version "1\.8\.0_/);
        expect(await lab.on('node2', 'su - vagrant -c "java -version"')).toMatch(/version "1\.8\.0_/);
      });

      test('check finds every step done', async () => {
        const { exitCode, stdout } = await lab.zkLab('check');
        expect({ exitCode, left: leftOf(stdout) }).toEqual({ exitCode: 0, left: ['Everything is done.'] });
      });

      test('the tutorial’s loops over the nodes', async () => {
        expect((await lab.on('node1', loop(`${home}/bin/zkServer.sh stop`))).match(/STOPPED/g)).toHaveLength(
          3,
        );
        expect((await lab.on('node2', loop(`${home}/bin/zkServer.sh start`))).match(/STARTED/g)).toHaveLength(
          3,
        );
        await everybodyServes();
        expect(
          (await lab.on('node3', loop(`${home}/bin/zkServer.sh status`))).match(/Mode: leader/g),
        ).toHaveLength(1);
      });

      test('exec, ssh, logs, zkcli and vagrant ssh', async () => {
        expect(
          await lab.zkLab(
            'exec',
            'node2',
            '--',
            'sh',
            '-c',
            'printf "%s|" "$@"; exit 3',
            '_',
            "it's",
            'a  b',
            '$x',
          ),
        ).toMatchObject({
          exitCode: 3,
          stdout: "it's|a  b|$x|",
        });
        expect((await lab.zkLab('ssh', 'node3', 'uname', '-n')).stdout).toBe('node3');
        await lab.status();
        const all = await lab.zkLab('logs', 'node1', '--tail', '1000', '--all');
        // While they come up, the nodes ask each other too, as anybody on a node might: that stays.
        const byThisMachine = /Processing srvr command from \/(?!192\.168\.252\.10\d:)/;
        expect(all.stdout).toMatch(byThisMachine);
        const log = await lab.zkLab('logs', 'node1', '--tail', '1000');
        expect(log.stdout).toMatch(/QuorumPeer/);
        expect(log.stdout.match(byThisMachine)).toBeNull();
        expect(await lab.zkLab('zkcli', 'create', '/kept', 'hello')).toMatchObject({
          exitCode: 0,
          stdout: 'Created /kept',
        });
        expect((await lab.zkLab('zkcli', 'get', '/kept')).stdout).toBe('hello');
        expect(await lab.zkLab('zkcli', 'get', '/nope')).toMatchObject({ exitCode: 1, stdout: '' });
        expect((await lab.vagrant('ssh', 'node1', '-c', 'id -un; uname -n')).stdout).toMatch(
          /^vagrant\s+node1\s*$/,
        );
      });

      test('vagrant provision, twice: nothing is sent again, nothing undone, the same state told', async () => {
        await lab.on('node1', `echo "# mine" >>${home}/conf/zoo.cfg`);
        const before = await lab.on('node1', `cat ${home}/data/zookeeper_server.pid /etc/hosts`);
        for (const round of [1, 2]) {
          const { exitCode, stdout } = await lab.vagrant('provision');
          expect(exitCode, `round ${round}`).toBe(0);
          expect(stdout).not.toContain('.tar.gz =>');
          expect(stdout.match(new RegExp(serves(3), 'g'))).toHaveLength(3);
          expect(stdout).toContain(`${home}/conf/zoo.cfg was edited on this node: left as it is`);
        }
        expect(await lab.on('node1', `cat ${home}/data/zookeeper_server.pid /etc/hosts`)).toBe(before);
        await lab.on('node1', `sed -i '$d' ${home}/conf/zoo.cfg`);
      });

      test('halt and up: ZooKeeper is started again, names are right again, znodes are kept', async () => {
        expect((await lab.vagrant('halt')).exitCode).toBe(0);
        expect((await lab.status()).nodes.map(({ running }) => running)).toEqual([false, false, false]);
        const { exitCode, stdout } = await lab.vagrant('up');
        expect(exitCode).toBe(0);
        expect(stdout.trim().split('\n').at(-1)).toMatch(serves(3));
        expect((await lab.zkLab('zkcli', 'get', '/kept')).stdout).toMatch(/^hello$/m);
        expect(await lab.on('node2', 'getent hosts node1 node2 node3 | wc -l')).toBe('3');
      });

      test('reload', async () => {
        const { exitCode, stdout } = await lab.vagrant('reload', 'node2');
        expect(exitCode).toBe(0);
        expect(stdout.trim().split('\n').at(-1)).toMatch(serves(3));
      });

      test('one node alone', async () => {
        await lab.vagrant('halt', 'node3');
        await expect
          .poll(async () => (await lab.status()).nodes.map(({ serving }) => serving), { timeout: 60_000 })
          .toEqual([true, true, false]);
        const failed = await lab.zkLab('exec', 'node3', 'true');
        expect(failed).toMatchObject({ exitCode: 1 });
        expect(failed.stderr).toMatch(
          /^zk-lab: node3 does not answer at 127\.0\.0\.1:12183[^\n]*zk-lab up[^\n]*$/,
        );
        const everywhere = await lab.zkLab('exec', 'all', 'hostname');
        expect(everywhere.exitCode).toBe(1);
        expect(everywhere.stdout.split('\n').sort()).toEqual(['node1 | node1', 'node2 | node2']);
        expect(everywhere.stderr).toMatch(/^node3 \| node3 does not answer[^\n]*$/);
        const { stdout } = await lab.vagrant('up', 'node3');
        expect(stdout.trim().split('\n').at(-1)).toMatch(
          /^ +node3: zk-lab: the ensemble serves, 3 of 3 nodes/,
        );
      });

      test('zk-lab down and up find the engine by themselves; a second one is refused', async () => {
        expect((await lab.zkLab('down')).exitCode).toBe(0);
        const refused = await lab.zkLab('up', '--provider', 'docker');
        expect(refused.exitCode).toBe(1);
        expect(refused.stderr).toMatch(/held by vagrant/);
        const ssh = await lab.zkLab('ssh', 'node2', 'true');
        expect(ssh).toMatchObject({ exitCode: 1, stdout: '' });
        expect(ssh.stderr).toMatch(
          /^zk-lab: node2 does not answer at 127\.0\.0\.1:12182\. Start it with: zk-lab up/,
        );
        const { exitCode, stdout } = await lab.zkLab('up');
        expect(exitCode).toBe(0);
        expect(stdout).toMatch(/node3 .*(leader|follower)/);
      });

      test('destroy leaves nothing', async () => {
        expect((await lab.zkLab('destroy', '-y')).exitCode).toBe(0);
        expect((await lab.run('docker', 'ps', '-aq', '--filter', 'name=zk-lab_node')).stdout).toBe('');
        expect(await lab.status()).toMatchObject({ provider: null });
      });
    });

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
        expect((await lab.again('--nodes', '2')).exitCode).toBe(0);
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
        expect(modesOf(await lab.status())).toEqual([...everybody, 'observer'].sort());
      } finally {
        await lab.remove();
      }
    });
  },
);
