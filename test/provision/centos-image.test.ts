import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeUnless } from '../needs.js';
import { centos7Machine } from './centos.js';
import { type Sandbox, whyNoSandbox } from './sandbox.js';

let machine: Sandbox;
afterEach(() => machine.dispose());

describeUnless(whyNoSandbox, 'an image of nodes, of CentOS 7.3', () => {
  beforeEach(() => {
    machine = centos7Machine();
  });
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
