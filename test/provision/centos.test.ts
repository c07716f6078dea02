import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeUnless } from '../needs.js';
import { centos6, centos7, Sandbox, whyNoSandbox } from './sandbox.js';
import { yum } from './stand-ins.js';

const files = {
  '/etc/hosts':
    '127.0.0.1 node1 node1.example localhost localhost.localdomain\n::1 localhost\n127.0.1.1\tnode1\n10.0.0.9 mine # my own\n',
  '/etc/ssh/sshd_config':
    'HostKey /etc/ssh/ssh_host_rsa_key\nPasswordAuthentication no\nAcceptEnv LANG LC_CTYPE\nAcceptEnv XMODIFIERS\n',
  '/etc/ssh/ssh_config': 'Host *\n\tGSSAPIAuthentication yes\n',
  '/etc/shadow': 'root:!!:17000::::::\n',
  '/etc/yum.repos.d/CentOS-Base.repo': '[base]\nmirrorlist=http://mirrorlist.centos.org/\n',
  '/etc/selinux/config': 'SELINUX=enforcing\nSELINUXTYPE=targeted\n',
  '/etc/sysconfig/network': 'NETWORKING=yes\nHOSTNAME=localhost.localdomain\n',
  '/etc/systemd/system/sshd.service': '',
  '/etc/systemd/system/firewalld.service': '',
  '/etc/rc.d/rc.local': '#!/bin/sh\ntouch /var/lock/subsys/local\n',
};
const started = 'echo "zkServer.sh $*" >>"$CALLS"; echo Starting zookeeper ... STARTED';

let machine: Sandbox;
afterEach(() => machine.dispose());

describeUnless(whyNoSandbox, 'a node of CentOS 7.3', () => {
  beforeEach(() => {
    machine = new Sandbox(centos7, files);
    machine.write('/run/systemd/system/.keep', '');
    machine.lab({});
  });
  const os = (until = 'cluster') => [
    machine.run('os.sh', ['install']),
    machine.run('os.sh', ['configure', 'node1', until]),
  ];

  test('every script runs with what the bare system has', () => {
    expect(os()).toMatchObject([
      { status: 0, stderr: '' },
      { status: 0, stderr: '' },
    ]);
  });

  test('its name leads to its address on the ensemble’s network, and what else stood in /etc/hosts stays', () => {
    os();
    const hosts = machine.read('/etc/hosts');
    expect(hosts).toContain(
      '127.0.0.1 localhost localhost.localdomain\n::1 localhost\n10.0.0.9 mine # my own\n',
    );
    expect(hosts).toContain('192.168.252.101 node1\n192.168.252.102 node2\n192.168.252.103 node3\n');
    expect(hosts.match(/node1/g)).toHaveLength(1);
    os();
    expect(machine.read('/etc/hosts')).toBe(hosts);
  });

  test('the loopback line that a reload writes goes again', () => {
    os();
    const hosts = machine.read('/etc/hosts');
    machine.write('/etc/hosts', `127.0.1.1 node1 node1\n${hosts}`);
    os();
    expect(machine.read('/etc/hosts')).toBe(hosts);
  });

  test('packages come from the vault, signatures checked, and none is needed on a box', () => {
    os();
    expect(machine.exists('/etc/yum.repos.d/CentOS-Base.repo')).toBe(false);
    const repo = machine.read('/etc/yum.repos.d/zk-lab-vault.repo');
    expect(repo).toMatch(/baseurl=http:\/\/[^ ]+\/7\.3\.1611\/os\/\$basearch\/\n {8}http:/);
    expect(repo.match(/gpgcheck=1\ngpgkey=file:\/\/\/etc\/pki\/rpm-gpg\/RPM-GPG-KEY-CentOS-7/g)).toHaveLength(
      3,
    );
    expect(machine.calls().filter((call) => call.startsWith('yum'))).toEqual([]);
  });

  test('a box without SSH gets it; where the vault cannot be reached, that is the end', () => {
    machine.without('scp');
    expect(machine.run('os.sh', ['install'])).toMatchObject({ status: 0, stderr: '' });
    expect(machine.calls()[0]).toMatch(/^yum -y install .*openssh-clients/);
    expect(machine.exists('/bin/scp')).toBe(true);
    machine.without('scp');
    machine.stub('yum', 'echo "Cannot find a valid baseurl for repo: zk-lab-os" >&2; exit 1');
    const failed = machine.run('run.sh', ['node1', 'os']);
    expect(failed.status).toBe(1);
    expect(failed.stderr).toMatch(/valid baseurl[\s\S]*node1 is not done.*vagrant provision node1/);
  });

  test('the firewall is stopped and stays off; a box without one is fine', () => {
    os();
    expect(machine.calls()).toEqual(
      expect.arrayContaining(['systemctl stop firewalld.service', 'systemctl disable firewalld.service']),
    );
    machine.remove('/etc/systemd/system/firewalld.service');
    expect(os()[1]).toMatchObject({ status: 0, stderr: '' });
  });

  test('yum is content with one package of several: what is still missing is told', () => {
    machine.without('scp');
    machine.stub('yum', yum.replace('openssh-clients)', 'openssh-elsewhere)'));
    expect(machine.run('os.sh', ['install'])).toMatchObject({
      status: 1,
      stderr: 'zk-lab: yum has not installed: scp\n',
    });
  });

  test('rpm has no thousand million descriptors to close', () => {
    machine.without('scp');
    machine.stub('yum', `echo "descriptors $(ulimit -n)" >>"$CALLS"\n${yum}`);
    machine.run('os.sh', ['install']);
    expect(machine.calls()).toContain('descriptors 1024');
  });

  describe('wget, which CentOS’s boxes lack', () => {
    test.each(['os', 'ssh', 'jdk'])('is there where the learner gets a tarball: stage %s', (until) => {
      expect(os(until)[1]).toMatchObject({ status: 0, stdout: '', stderr: '' });
      expect(machine.exists('/bin/wget')).toBe(true);
    });

    test('is not asked for where nobody needs it', () => {
      os('zookeeper');
      expect(machine.calls().filter((call) => call.startsWith('yum'))).toEqual([]);
    });

    test('that cannot be had is no failure, is told once, and is not tried again', () => {
      machine.stub('yum', 'echo "Cannot find a valid baseurl for repo: zk-lab-os" >&2; exit 1');
      expect(os('ssh')[1]).toMatchObject({
        status: 0,
        stderr: '',
        stdout:
          'zk-lab: wget is not here, and could not be installed: the tarballs that it would get lie in /opt\n',
      });
      machine.calls();
      expect(os('ssh')[1]).toMatchObject({ status: 0, stdout: '' });
      expect(machine.calls().filter((call) => call.startsWith('yum'))).toEqual([]);
    });
  });

  describe('an image of nodes', () => {
    const build = () => machine.run('os.sh', ['install'], { ZK_LAB_CONTAINER: '1' });

    test('gets what CentOS’s own image lacks', () => {
      expect(build()).toMatchObject({ status: 0, stderr: '' });
      expect(machine.calls()[0]).toMatch(/^yum -y install .*wget.* iproute/);
    });

    test('holds no host key, which all labs made of it would share', () => {
      machine.write('/etc/ssh/ssh_host_rsa_key', 'RSA');
      machine.write('/etc/ssh/ssh_host_ed25519_key.pub', 'ed25519');
      build();
      expect(machine.exists('/etc/ssh/ssh_host_rsa_key')).toBe(false);
      expect(machine.exists('/etc/ssh/ssh_host_ed25519_key.pub')).toBe(false);
      expect(machine.read('/etc/ssh/sshd_config')).toContain('# HostKey /etc/ssh/ssh_host_rsa_key\n');
    });

    test('answers for systemctl and service where CentOS’s sudo looks, and takes nothing’s place', () => {
      machine.write('/usr/sbin/service', 'the system’s own');
      expect([build().status, build().status]).toEqual([0, 0]);
      for (const path of ['/usr/local/bin/systemctl', '/usr/local/bin/service']) {
        expect(machine.read(path)).toBe(machine.read('/lab/provision/no-systemd.sh'));
      }
      expect(machine.target('/usr/sbin/systemctl')).toBe('/usr/local/bin/systemctl');
      expect(machine.read('/usr/sbin/service')).toBe('the system’s own');
    });

    test('lets root in, whose password CentOS’s own image locks', () => {
      build();
      expect(machine.calls()).toContain('usermod -p * root');
    });
  });

  test('shells and Java are told of UTF-8: those who log in, and commands of ssh’s, which read no profile', () => {
    os();
    expect(machine.read('/etc/profile.d/utf8.sh')).toBe(machine.read('/lab/provision/utf8.sh'));
    expect(machine.read('/root/.ssh/environment')).toBe('LANG=C.UTF-8\n');
    const config = machine.read('/etc/ssh/sshd_config');
    expect(config).toContain('PermitUserEnvironment yes\n');
    // What a client's machine speaks, a node may not know.
    expect(config).toContain('\n# AcceptEnv LANG LC_CTYPE\n# AcceptEnv XMODIFIERS\n');
  });

  test('ssh leaves known_hosts as the lab wrote it', () => {
    os();
    os();
    expect(machine.read('/etc/ssh/ssh_config')).toBe(
      '# zk-lab begin\nIgnoreUnknown UpdateHostKeys\nUpdateHostKeys no\n# zk-lab end\nHost *\n\tGSSAPIAuthentication yes\n',
    );
  });

  test('SELinux only warns from now on, and after a reboot', () => {
    os();
    expect(machine.calls()).toContain('setenforce 0');
    expect(machine.read('/etc/selinux/config')).toBe('SELINUX=permissive\nSELINUXTYPE=targeted\n');
  });

  test.each(['echo Permissive', 'echo Disabled'])(
    'SELinux that is in nobody’s way is left alone: %s',
    (getenforce) => {
      machine.stub('getenforce', getenforce);
      os();
      expect(machine.calls()).not.toContain('setenforce 0');
      expect(machine.read('/etc/selinux/config')).toContain('SELINUX=enforcing');
    },
  );

  test('a system without SELinux', () => {
    machine.without('getenforce', 'setenforce');
    expect(os()[1]?.status).toBe(0);
  });

  test('the host name is set once', () => {
    os();
    expect(machine.calls()).toContain('hostnamectl set-hostname node1');
    machine.run('os.sh', ['configure', 'node1', 'cluster'], {}, 'node1');
    expect(machine.calls()).not.toContain('hostnamectl set-hostname node1');
  });

  test('sshd gets the lab’s host key and settings, and restarts only if something changed', () => {
    os();
    expect(machine.calls()).toContain('systemctl restart sshd');
    const config = machine.read('/etc/ssh/sshd_config');
    expect(config).toMatch(
      /^# zk-lab begin\nUseDNS no\nGSSAPIAuthentication no\nPermitUserEnvironment yes\nPermitRootLogin without-password\n/,
    );
    expect(config).not.toMatch(/UsePAM|# HostKey/);
    expect(machine.read('/etc/ssh/ssh_host_ed25519_key')).toBe(machine.read('/lab/keys/node1'));
    os();
    expect(machine.calls()).not.toContain('systemctl restart sshd');
    expect(machine.read('/etc/ssh/sshd_config')).toBe(config);
  });

  test('stage os lets root in with a password, so that the learner can hand out keys', () => {
    os('os');
    expect(machine.calls()).toContain('root:vagrant');
    expect(machine.read('/etc/ssh/sshd_config')).toMatch(
      /^# zk-lab begin\n[\s\S]*PasswordAuthentication yes\n# zk-lab end/,
    );
  });

  test('stage ssh: keys are put, known_hosts completed, and what ssh added to it stays', () => {
    machine.write('/root/.ssh/known_hosts', 'elsewhere ssh-ed25519 AAAA\n');
    machine.run('ssh.sh', ['configure', 'node1', 'ssh']);
    machine.run('ssh.sh', ['configure', 'node1', 'ssh']);
    expect(machine.read('/root/.ssh/known_hosts')).toBe(
      `elsewhere ssh-ed25519 AAAA\n${machine.read('/lab/keys/known_hosts')}`,
    );
    expect(machine.read('/root/.ssh/id_ed25519')).toBe(machine.read('/lab/keys/id_ed25519'));
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
          /zk-lab create \. --force --spec zk-lab\.yaml\n[\s\S]*vagrant provision node1 --provision-with zookeeper,jdk,node/,
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

describeUnless(whyNoSandbox, 'a node of CentOS 6', () => {
  beforeEach(() => {
    machine = new Sandbox(centos6, files);
    machine.lab({});
  });

  test('iptables is stopped for good, the name is set the old way, sshd restarts as a service', () => {
    expect(machine.run('os.sh', ['configure', 'node1', 'ssh'])).toMatchObject({ status: 0, stderr: '' });
    const calls = machine.calls();
    expect(calls).toEqual(
      expect.arrayContaining([
        'service iptables stop',
        'chkconfig iptables off',
        'hostname node1',
        'service sshd restart',
      ]),
    );
    expect(machine.read('/etc/sysconfig/network')).toBe('NETWORKING=yes\nHOSTNAME=node1\n');
  });

  test('a box without iptables is fine', () => {
    machine.stub('service', 'case $1 in iptables) echo "iptables: unrecognized service" >&2; exit 1 ;; esac');
    expect(machine.run('os.sh', ['configure', 'node1', 'ssh']).status).toBe(0);
  });

  test('rc.local starts ZooKeeper at boot, once', () => {
    machine.write('/opt/zookeeper-3.4.9/bin/zkServer.sh', `#!/bin/bash\n${started}\n`, 0o755);
    machine.run('os.sh', ['install']);
    const start = () => machine.run('cluster.sh', ['configure', 'node1', 'cluster']);
    expect([start(), start()]).toMatchObject([
      { status: 0, stderr: '' },
      { status: 0, stderr: '' },
    ]);
    const script = machine.read('/etc/rc.d/rc.local');
    expect(script).toMatch(/^#!\/bin\/sh\ntouch [\s\S]*cluster\.sh start\n/);
    expect(script.match(/cluster\.sh start/g)).toHaveLength(1);
  });
});
