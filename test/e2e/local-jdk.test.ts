import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, expect, test } from 'vitest';
import { describeWith } from '../testbed/use-engine.js';
import { modesOf } from './lab.js';
import { LocalLab, useJdk11 } from './local-lab.js';

// ZooKeeper 3.4's client needs a Java older than 14, which current systems no longer have.
await describeWith(useJdk11, 'the tutorial’s ZooKeeper as processes of this machine', (jdk) => {
  const labs: LocalLab[] = [];
  afterEach(async () => {
    for (const lab of labs.splice(0)) await lab.remove();
  });
  const make = async (
    folder: string,
    options: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<LocalLab> => {
    const shape = ['--client-port', '26181', '--zookeeper', '3.4.9', ...options];
    const lab = await LocalLab.create(folder, shape, env);
    labs.push(lab);
    return lab;
  };

  test('runs on the JDK of JAVA_HOME, in a folder with blanks and Chinese, whatever the locale', async () => {
    const lab = await make("实验 一's", [], { JAVA_HOME: jdk.home, LANG: 'C' });
    expect(await lab.up()).toContain(`Running on JDK 11.0.13 (${jdk.home})`);
    const status = await lab.status();
    expect(modesOf(status)).toEqual(['follower', 'follower', 'leader']);
    expect(status.nodes.map(({ version }) => version)).toEqual(['3.4.9', '3.4.9', '3.4.9']);
    await lab.cli('node1', 'create', '/lesson', 'written-on-node1');
    expect(await lab.cli('node3', 'get', '/lesson')).toContain('written-on-node1');
    const { stdout } = await lab.zkLab('exec', 'node2', 'zkServer.sh', 'status');
    expect(stdout).toMatch(/^Mode: (leader|follower)$/m);
    process.kill(await lab.pid('node1'), 'SIGKILL');
    expect(await lab.up()).toContain('node1 ended by itself or was killed');
    expect(await lab.cli('node1', 'get', '/lesson')).toContain('written-on-node1');
    expect(await lab.zkLab('down')).toSucceed();
    expect(await lab.processes()).toEqual([]);
  });

  test('runs on a tarball of one’s own', async () => {
    const tarball = join(jdk.home, '..', '..', `jdk-${process.pid}.tar.gz`);
    await execa('tar', ['-czf', tarball, '-C', join(jdk.home, '..'), 'java-runtime']);
    try {
      const lab = await make('brought', ['--nodes', '1', '--jdk-archive', tarball], { JAVA_HOME: '' });
      expect(await lab.up()).toMatch(/Running on JDK 11\.0\.13 \(.*\/unpacked\//);
      expect(modesOf(await lab.status())).toEqual(['standalone']);
    } finally {
      await rm(tarball);
    }
  });
});
