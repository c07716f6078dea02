import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { modesOf, TestLab } from './lab.js';

// Debian stands in for CentOS 7.3 and Rocky Linux 9 here (test/testbed).
await describeWith(useEngine, 'labs of other shapes on Docker', (engine) => {
  const labs: TestLab[] = [];
  const make = async (name: string, ...options: string[]): Promise<TestLab> => {
    const lab = await TestLab.create(name, ['--jdk-archive', engine.jdk8, ...options], engine.env);
    labs.push(lab);
    return lab;
  };
  afterEach(async () => {
    await Promise.all(labs.splice(0).map((lab) => lab.remove()));
  });
  const up = async (lab: TestLab): Promise<string> => {
    const { exitCode, stdout, stderr } = await lab.zkLab('up');
    expect(stderr + stdout + exitCode).toMatch(/0$/);
    return stdout;
  };

  test('one node stands alone', async () => {
    const lab = await make('one', '--nodes', '1');
    await up(lab);
    expect(await lab.status()).toMatchObject({ quorum: true, leader: null, nodes: [{ mode: 'standalone' }] });
  });

  test('five nodes elect one leader', async () => {
    const lab = await make('five', '--nodes', '5');
    await up(lab);
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'follower', 'follower', 'leader']);
  });

  test('observers follow without a vote', async () => {
    const lab = await make('observed', '--nodes', '3', '--observers', '2');
    await up(lab);
    const { nodes } = await lab.status();
    expect(nodes.map(({ mode }) => mode === 'observer')).toEqual([false, false, false, true, true]);
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader', 'observer', 'observer']);
  });

  test('ZooKeeper 3.9 on JDK 17, on a living system', async () => {
    const lab = await TestLab.create(
      'modern',
      ['--os', 'rockylinux-9', '--zookeeper', '3.9', '--jdk', '17', '--jdk-archive', engine.jdk17],
      engine.env,
    );
    labs.push(lab);
    await up(lab);
    const status = await lab.status();
    expect(modesOf(status)).toEqual(['follower', 'follower', 'leader']);
    expect(status.nodes[0]?.version).toMatch(/^3\.9\./);
    expect(await lab.on('node1', 'source /etc/profile; java -version')).toContain('version "17.');
  });

  test('two labs live side by side, and the second builds nothing', async () => {
    const first = await make('first', '--nodes', '3');
    await up(first);
    const second = await make('second', '--nodes', '3', '--network', '10.66.0.0/24', '--client-port', '3181');
    const { stdout, stderr } = await second.zkLab('up');
    expect(stdout + stderr).not.toMatch(/build/i);
    expect(modesOf(await second.status())).toEqual(['follower', 'follower', 'leader']);
    expect(modesOf(await first.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await second.on('node3', 'hostname -I')).toBe('10.66.0.103 ');
  });

  test('a network that another lab has is named, with the option that avoids it', async () => {
    const owner = await make('owner', '--until', 'ssh');
    await up(owner);
    const shape = ['--until', 'ssh', '--client-port', '4181', '--jdk-archive', engine.jdk8];
    const guest = await TestLab.create('guest', shape, engine.env, owner);
    labs.unshift(guest);
    const { exitCode, stderr } = await guest.zkLab('up');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /192\.168\.252\.0\/24 is in use .*the lab owner in .*--network 192\.168\.\d+\.0\/24/,
    );
  });

  test('a taken port is named before anything starts', async () => {
    const lab = await make('ports', '--until', 'ssh');
    const server = createServer().listen(2182, '127.0.0.1');
    try {
      const { exitCode, stderr } = await lab.zkLab('up');
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/2182.*--client-port/s);
      expect((await lab.compose('ps', '-aq')).stdout).toBe('');
    } finally {
      server.close();
    }
  });

  test('a base image that cannot be had ends with the ways out', async () => {
    const lab = await make('nobase', '--until', 'ssh', '--image', 'registry.invalid/centos:7.3.1611');
    const { exitCode, stderr } = await lab.zkLab('up');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/registry\.invalid\/centos:7\.3\.1611 could not be pulled/);
    expect(stderr).toContain('--image FILE.tar.xz');
  });

  test('a root file system tarball serves as base image, also one whose root is locked', async () => {
    const tarball = `${engine.state}/base.tar`;
    const maker = await make('maker');
    // As Rocky Linux ships its image.
    const lock = ['centos:7.3.1611', 'usermod', '-p', '!locked', 'root'];
    await maker.run('docker', ['run', '--name', 'zk-lab-rootfs', ...lock]);
    await maker.run('docker', ['export', '-o', tarball, 'zk-lab-rootfs']);
    await maker.run('docker', ['rm', 'zk-lab-rootfs']);
    const lab = await make('rootfs', '--until', 'ssh', '--image', tarball);
    await up(lab);
    expect(await lab.on('node1', 'ssh node3 hostname')).toBe('node3');
  });
});
