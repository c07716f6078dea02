import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeUnless } from '../needs.js';
import { centos7Machine, started } from './centos.js';
import { type Sandbox, whyNoSandbox } from './sandbox.js';

let machine: Sandbox;
afterEach(() => machine.dispose());

describeUnless(whyNoSandbox, 'from a machine of CentOS 7.3 to a server that runs', () => {
  beforeEach(() => {
    machine = centos7Machine();
  });

  describe('the whole of run.sh', () => {
    const upload = () => {
      machine.tarball(
        'zookeeper-3.4.9.tar.gz',
        'zookeeper-3.4.9',
        { 'bin/zkServer.sh': started, 'conf/x': '' },
        '/var/tmp/zk-lab',
      );
      machine.tarball('jdk-8u144-linux-x64.tar.gz', 'jdk1.8.0_144', { 'bin/java': '' }, '/var/tmp/zk-lab');
    };

    test('up to the running server, with what was uploaded', () => {
      upload();
      const { status, stdout, stderr } = machine.run('run.sh', ['node1', 'cluster']);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain('Starting zookeeper ... STARTED');
      expect(stdout).toMatch(/zk-lab: no quorum yet, which takes 2 of 3 voters; .*not up: .*node2 node3\n$/);
      expect(machine.exists('/var/tmp/zk-lab')).toBe(false);
      expect(machine.exists('/usr/lib/jvm/bin/java')).toBe(true);
      expect(machine.read('/opt/zookeeper-3.4.9/data/myid')).toBe('1\n');
      expect(machine.read('/opt/zookeeper-3.4.9/conf/zoo.cfg')).toBe(machine.read('/lab/config/zoo.cfg'));
      const unit = machine.read('/etc/systemd/system/zookeeper.service');
      expect(unit).toMatch(/^ExecStart=\/bin\/bash \/\S+\/provision\/cluster\.sh start$/m);
      expect(machine.calls()).toContain('systemctl enable zookeeper.service');
    });

    test('a node’s number is the one that config/nodes gives it, whatever its name looks like', () => {
      machine.lab({
        nodes: [
          { id: 1, name: 'zoo3', address: '192.168.252.11' },
          { id: 3, name: 'zoo', address: '192.168.252.13' },
          { id: 15, name: 'zoo1', address: '192.168.252.15' },
        ],
      });
      upload();
      for (const [name, id] of [
        ['zoo', '3'],
        ['zoo1', '15'],
        ['zoo3', '1'],
      ] as const) {
        const { status, stderr } = machine.run('run.sh', [name, 'zookeeper']);
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        expect(machine.read('/opt/zookeeper-3.4.9/data/myid')).toBe(`${id}\n`);
      }
    });

    test('a second time nothing is unpacked or edited again', () => {
      upload();
      machine.run('run.sh', ['node1', 'zookeeper']);
      machine.write('/opt/zookeeper-3.4.9/conf/zoo.cfg', 'mine\n');
      machine.write('/opt/zookeeper-3.4.9/kept', '');
      const { status, stdout } = machine.run('run.sh', ['node1', 'zookeeper']);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: 'zk-lab: /opt/zookeeper-3.4.9/conf/zoo.cfg was edited on this node: left as it is\n',
      });
      expect(machine.read('/opt/zookeeper-3.4.9/conf/zoo.cfg')).toBe('mine\n');
      expect(machine.exists('/opt/zookeeper-3.4.9/kept')).toBe(true);
    });

    test('files whose lines end as in Windows are put as ZooKeeper’s scripts can read them', () => {
      upload();
      const own = machine.read('/lab/config/java.env');
      machine.edit('/lab/config/java.env', (text) => text.replaceAll('\n', '\r\n'));
      expect(machine.run('run.sh', ['node1', 'zookeeper']).status).toBe(0);
      expect(machine.read('/opt/zookeeper-3.4.9/conf/java.env')).toBe(own);
    });

    test('the voters are counted as ZooKeeper does, however their lines were written', () => {
      machine.lab({ nodes: 3, observers: 1 });
      upload();
      machine.edit('/lab/config/zoo.cfg', (text) =>
        text
          .replace('server.1=', 'server.1 = ')
          .replace(/(server\.2=.*)/, '$1:participant')
          .replaceAll('\n', '\r\n'),
      );
      const { status, stdout } = machine.run('run.sh', ['node1', 'cluster']);
      expect({ status, stdout }).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('no quorum yet, which takes 2 of 3 voters'),
      });
    });

    test('stages left to the learner find their tarballs in /opt', () => {
      upload();
      expect(machine.run('run.sh', ['node1', 'ssh']).status).toBe(0);
      expect(machine.exists('/opt/zookeeper-3.4.9')).toBe(false);
      const list = machine.run('ensemble.sh', []);
      expect(list.status).not.toBe(0);
    });

    test('a damaged tarball is refused with its name', () => {
      upload();
      machine.write('/var/tmp/zk-lab/jdk-8u144-linux-x64.tar.gz', 'half');
      const { status, stderr } = machine.run('run.sh', ['node1', 'jdk']);
      expect(status).toBe(1);
      expect(stderr).toMatch(/jdk-8u144-linux-x64\.tar\.gz is damaged/);
    });

    describe('a tarball that did not come along', () => {
      const asked = () =>
        machine
          .calls()
          .filter((call) => call.startsWith('curl'))
          .map((call) => call.split(' ').at(-1));

      test('is looked for at its addresses in turn, then told of with what to type', () => {
        machine.edit('/lab/provision/jdk.env', (text) => text.replace(/^JDK_SUM=.*$/m, 'JDK_SUM=0123'));
        const { status, stderr } = machine.run('run.sh', ['node1', 'jdk']);
        expect(status).toBe(1);
        expect(asked()).toEqual(['http://mirror.invalid/a', 'https://mirror.invalid/b']);
        expect(stderr).toMatch(
          /zk-lab create \. --force --spec zk-lab\.yaml\n[\s\S]*vagrant provision node1 --provision-with jdk,zookeeper,node/,
        );
      });

      test('is taken over plain http only where its checksum is known', () => {
        machine.run('run.sh', ['node1', 'jdk']);
        expect(asked()).toEqual(['https://mirror.invalid/b']);
      });
    });
  });

  test('after a loss of power a stale pid file does not keep ZooKeeper from starting', () => {
    machine.write('/opt/zookeeper-3.4.9/bin/zkServer.sh', `#!/bin/bash\n${started}\n`, 0o755);
    machine.write('/opt/zookeeper-3.4.9/data/zookeeper_server.pid', '1');
    machine.run('os.sh', ['install']);
    expect(machine.run('cluster.sh', ['configure', 'node1', 'cluster'])).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(machine.calls()).toContain('zkServer.sh start');
    expect(machine.exists('/opt/zookeeper-3.4.9/data/zookeeper_server.pid')).toBe(false);
  });

  test('of a server that does not start, what it said last is told, and not what one before it said', () => {
    const home = '/opt/zookeeper-3.4.9';
    const start = () => machine.run('cluster.sh', ['configure', 'node1', 'cluster']);
    machine.run('os.sh', ['install']);
    machine.write(`${home}/logs/zookeeper.out`, 'myid file is missing\n');
    const script = (more: string) => {
      const line = `${more}echo Starting zookeeper ... FAILED TO START; exit 1`;
      machine.write(`${home}/bin/zkServer.sh`, `#!/bin/bash\n${line}\n`, 0o755);
    };
    script('');
    expect(start()).toMatchObject({ status: 1, stdout: 'Starting zookeeper ... FAILED TO START\n' });
    const log = `$(dirname "$0")/../logs/zookeeper-root-server-node1.out`;
    script(
      `sleep 0.1; printf 'Error processing zoo.cfg\\n\\tat org.apache\\nmyid is no number\\n' >"${log}"; `,
    );
    expect(start()).toMatchObject({
      status: 1,
      stdout: 'Starting zookeeper ... FAILED TO START\nError processing zoo.cfg\nmyid is no number\n',
    });
  });

  test('the ZooKeeper that ran last is started, and not the one that its user has replaced', () => {
    const [old, other] = ['/opt/zookeeper-3.4.9', '/opt/apache-zookeeper-3.9.5-bin'];
    const start = (): string[] => {
      const run = machine.run('cluster.sh', ['configure', 'node1', 'cluster']);
      expect(run).toMatchObject({ status: 0, stderr: '' });
      return machine.calls().filter((call) => call.startsWith('started'));
    };
    const log = (name: string, home: string): void =>
      machine.write(
        `${old}/logs/${name}`,
        `INFO - Reading configuration from: ${home}/bin/../conf/zoo.cfg\n`,
      );
    for (const home of [old, other]) {
      machine.write(`${home}/bin/zkServer.sh`, `#!/bin/bash\necho "started ${home}" >>"$CALLS"\n`, 0o755);
    }
    machine.run('os.sh', ['install']);
    // Unpacked beside it, and not used yet.
    expect(start()).toEqual([`started ${old}`]);
    log('zookeeper.out', old);
    expect(start()).toEqual([`started ${old}`]);
    log('zookeeper-root-server-node1.out', other);
    expect(start()).toEqual([`started ${other}`]);
    machine.write(`${old}/logs/zookeeper.out`, '');
    log('zookeeper.out', old);
    expect(start()).toEqual([`started ${old}`]);
  });
});
