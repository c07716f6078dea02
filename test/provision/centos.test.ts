import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeUnless } from '../needs.js';
import { centos7Machine } from './centos.js';
import { type Sandbox, whyNoSandbox } from './sandbox.js';
import { yum } from './stand-ins.js';

let machine: Sandbox;
afterEach(() => machine.dispose());

describeUnless(whyNoSandbox, 'a node of CentOS 7.3', () => {
  beforeEach(() => {
    machine = centos7Machine();
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
});
