import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeUnless } from '../needs.js';
import { centos6Machine, started } from './centos.js';
import { type Sandbox, whyNoSandbox } from './sandbox.js';

let machine: Sandbox;
afterEach(() => machine.dispose());

describeUnless(whyNoSandbox, 'a node of CentOS 6', () => {
  beforeEach(() => {
    machine = centos6Machine();
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
