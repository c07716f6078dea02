import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeUnless } from '../needs.js';
import { centos7, Sandbox, whyNoSandbox } from './sandbox.js';

let machine: Sandbox;
afterEach(() => machine.dispose());

describeUnless(whyNoSandbox, 'a machine that is somebody’s', () => {
  test('has nothing of a tarball that is damaged', () => {
    machine = new Sandbox(centos7, {});
    machine.lab({ hosts: ['10.0.0.11'] });
    machine.tarball('jdk-8u144-linux-x64.tar.gz', 'jdk1.8.0_144', { 'bin/java': 'echo java' });
    machine.edit('/lab/artifacts/jdk-8u144-linux-x64.tar.gz', (text) => text.slice(0, -20));
    expect(machine.run('jdk.sh', ['install'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/gzip|tar/),
    });
    expect(machine.exists('/usr/lib/jvm/bin')).toBe(false);
  });
});

describeUnless(whyNoSandbox, 'logins between machines that are somebody’s', () => {
  const ssh = () =>
    expect(machine.run('ssh.sh', ['configure', 'node1', 'ssh'])).toMatchObject({ status: 0, stderr: '' });
  const known = (node2: string): void =>
    machine.write('/lab/keys/known_hosts', `node1,10.0.0.11 ssh-ed25519 AAAA\n${node2} ssh-ed25519 BBBB\n`);
  const elsewhere = 'node2,[node2]:2222,10.0.0.12,[10.0.0.12]:2222';
  const begin = '# zk-lab begin\n';
  const end = '# zk-lab end\n';

  beforeEach(() => {
    machine = new Sandbox(centos7, { '/root/.ssh/config': 'ForwardAgent no\n' });
    machine.lab({ hosts: ['10.0.0.11', '10.0.0.12'] });
    known('node2,10.0.0.12');
  });

  test('need no line in the owner’s configuration where sshd listens at its usual port', () => {
    ssh();
    expect(machine.read('/root/.ssh/config')).toBe('ForwardAgent no\n');
  });

  test('find an sshd at another port, as long as it is there; what the owner says of all hosts stays so', () => {
    known(elsewhere);
    ssh();
    ssh();
    const lines = 'Host node2 10.0.0.12\n  Port 2222\n';
    expect(machine.read('/root/.ssh/config')).toBe(`${begin}${lines}Host *\n${end}ForwardAgent no\n`);
    known('node2,10.0.0.12');
    ssh();
    expect(machine.read('/root/.ssh/config')).toBe(`${begin}${end}ForwardAgent no\n`);
  });

  test('take the lab’s key beside the owner’s', () => {
    machine.write('/root/.ssh/id_ed25519', 'mine');
    known(elsewhere);
    ssh();
    const config = machine.read('/root/.ssh/config');
    expect(config).toMatch(
      /Port 2222\nHost node1 node2\n {2}IdentityFile .*keys\/id_ed25519\nHost \*\n# zk-lab end/,
    );
    expect(machine.read('/root/.ssh/id_ed25519')).toBe('mine');
  });
});
