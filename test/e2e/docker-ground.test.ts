import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { TestLab } from './lab.js';

// On a bare image: its packages come when it is built, and openssh-server's makes host keys.
await describeWith(useEngine, 'what a node in a container stands on', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('zk-lab', ['--os', 'debian-12', '--jdk-archive', engine.jdk8], engine.env);
    expect(await lab.compose('up', '-d', '--wait')).toSucceed();
  });
  afterAll(() => lab?.remove());

  test('its sshd offers the lab’s host key and no other', async () => {
    const known = await readFile(join(lab.dir, 'keys', 'known_hosts'), 'utf8');
    const offered = (await lab.on('node1', 'ssh-keyscan node2 2>/dev/null | grep -v "^#"'))
      .trim()
      .split('\n');
    expect(offered).toHaveLength(1);
    const [, type, key] = (offered[0] ?? '').split(' ');
    expect(known).toMatch(new RegExp(`^node2,\\S+ ${type} `, 'm'));
    expect(known).toContain(`${type} ${key}\n`);
  });

  test('the image that all labs share holds no host key', async () => {
    const { stdout: image } = await lab.run('docker', ['compose', 'config', '--images']);
    const [first = ''] = image.split('\n');
    const look = ['run', '--rm', '--network', 'none', '--entrypoint', 'ls', first, '/etc/ssh'];
    const { exitCode, stdout, stderr } = await lab.run('docker', look);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('sshd_config');
    expect(stdout).not.toContain('ssh_host_');
  });

  test('logins leave known_hosts alone, and a second start finds nothing edited', async () => {
    const before = await lab.on('node1', 'cat ~/.ssh/known_hosts');
    expect(await lab.on('node1', 'for a in {1..3}; do ssh node$a uname -n; done')).toBe(
      'node1\nnode2\nnode3',
    );
    expect(await lab.on('node1', 'cat ~/.ssh/known_hosts; ls ~/.ssh')).toBe(
      `${before}\nauthorized_keys\nenvironment\nid_ed25519\nid_ed25519.pub\nknown_hosts`,
    );
    const since = new Date().toISOString();
    expect(await lab.compose('restart', 'node1')).toSucceed();
    await expect.poll(() => lab.on('node2', 'ssh node1 uname -n')).toBe('node1');
    const { stdout } = await lab.compose('logs', '--no-color', '--since', since, 'node1');
    expect(stdout).not.toContain('was edited on this node');
  });

  test('systemctl and service answer where CentOS’s sudo looks for them', async () => {
    // Debian has a service of its own in /usr/sbin, which stays.
    const secure = 'env -i PATH=/sbin:/bin:/usr/sbin:/usr/bin';
    expect(await lab.on('node1', `${secure} bash -c 'systemctl stop firewalld.service; echo $?'`)).toBe(
      'This node is a container: no firewalld runs here, nothing to stop.\n0',
    );
    expect(await lab.on('node1', 'head -n 1 /usr/sbin/service; service firewalld stop')).toMatch(
      /^#!\/bin\/sh\nThis node is a container/,
    );
  });

  test('a learner finds ip', async () => {
    expect(await lab.on('node2', 'ip -4 -o address')).toContain('192.168.252.102/24');
  });
});
