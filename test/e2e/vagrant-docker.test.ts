import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { story } from '../story.js';
import { describeWith } from '../testbed/use-engine.js';
import { useVagrant } from '../testbed/use-vagrant.js';
import { leftOf, modesOf } from './lab.js';
import { serves, VagrantLab } from './vagrant-lab.js';

const home = '/opt/zookeeper-3.4.9';
const loop = (command: string): string =>
  `for a in {1..3} ; do ssh node$a "source /etc/profile; ${command}" ; done`;
const everybody = ['follower', 'follower', 'leader'];
// Vagrant's docker provider: real Vagrant, SSH, file and shell provisioners, but no service manager and no CentOS
// (test/testbed). vagrant-libvirt.test.ts has real machines.
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

      const { step, aside } = story();

      const everybodyServes = async (): Promise<void> => {
        await expect.poll(async () => modesOf(await lab.status()), { timeout: 60_000 }).toEqual(everybody);
      };

      test('vagrant validate accepts the Vagrantfile', async () => {
        expect(await lab.vagrant('validate')).toMatchObject({ exitCode: 0, stderr: '' });
      });

      step('vagrant up ends by telling that the ensemble serves', async () => {
        const { exitCode, stdout, stderr } = await lab.vagrant('up');
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        expect(stdout.trim().split('\n').at(-1)).toMatch(serves(3));
        expect(await lab.status()).toMatchObject({ provider: 'vagrant', quorum: true });
        expect(modesOf(await lab.status())).toEqual(everybody);
      });

      aside('each name leads to one address, the same everywhere, and ZooKeeper listens there', async () => {
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

      aside('root reaches every node from every node, itself included, with strict checking', async () => {
        const script =
          'for a in {1..3} ; do ssh -o StrictHostKeyChecking=yes -o BatchMode=yes node$a uname -n ; done; cd /opt && mkdir -p tree && scp -qr tree node2:/root/';
        for (const node of ['node1', 'node2', 'node3']) {
          expect(await lab.on(node, script)).toBe('node1\nnode2\nnode3');
        }
      });

      aside('no private key is left where another user could read it', async () => {
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

      aside('JDK 8 for whoever logs in', async () => {
        expect(await lab.on('node2', 'source /etc/profile; java -version')).toMatch(/version "1\.8\.0_/);
        expect(await lab.on('node2', 'su - vagrant -c "java -version"')).toMatch(/version "1\.8\.0_/);
      });

      aside('check finds every step done', async () => {
        const { exitCode, stdout } = await lab.zkLab('check');
        expect({ exitCode, left: leftOf(stdout) }).toEqual({ exitCode: 0, left: ['Everything is done.'] });
      });

      aside('the tutorial’s loops over the nodes', async () => {
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

      step('exec, ssh, logs, zkcli and vagrant ssh', async () => {
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

      aside(
        'vagrant provision, twice: nothing is sent again, nothing undone, the same state told',
        async () => {
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
        },
      );

      aside('halt and up: ZooKeeper is started again, names are right again, znodes are kept', async () => {
        expect(await lab.vagrant('halt')).toSucceed();
        expect((await lab.status()).nodes.map(({ running }) => running)).toEqual([false, false, false]);
        const { exitCode, stdout } = await lab.vagrant('up');
        expect(exitCode).toBe(0);
        expect(stdout.trim().split('\n').at(-1)).toMatch(serves(3));
        expect((await lab.zkLab('zkcli', 'get', '/kept')).stdout).toMatch(/^hello$/m);
        expect(await lab.on('node2', 'getent hosts node1 node2 node3 | wc -l')).toBe('3');
      });

      aside('reload', async () => {
        const { exitCode, stdout } = await lab.vagrant('reload', 'node2');
        expect(exitCode).toBe(0);
        expect(stdout.trim().split('\n').at(-1)).toMatch(serves(3));
      });

      aside('one node alone', async () => {
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

      aside('zk-lab down and up find the engine by themselves; a second one is refused', async () => {
        expect(await lab.zkLab('down')).toSucceed();
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

      aside('destroy leaves nothing', async () => {
        expect(await lab.zkLab('destroy', '-y')).toSucceed();
        expect((await lab.run('docker', 'ps', '-aq', '--filter', 'name=zk-lab_node')).stdout).toBe('');
        expect(await lab.status()).toMatchObject({ provider: null });
      });
    });
  },
);
