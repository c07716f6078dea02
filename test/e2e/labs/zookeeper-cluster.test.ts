import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { story } from '../../story.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { TestLab } from '../lab.js';
import { describePages, notDone } from './pages.js';

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'the tutorial as a lab, from bare machines', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    const options = ['--lab', 'zookeeper-cluster', '--jdk-archive', engine.jdk8];
    lab = await TestLab.create('zk-lab', options, engine.env);
    expect(await lab.zkLab('up')).toSucceed();
  });
  afterAll(() => lab?.remove());

  const left = () => notDone(lab);

  test('begins with the keys, and says so in both languages', async () => {
    expect((await left())[0]).toBe('key');
    const { stdout } = await lab.zkLab('guide');
    expect(stdout).toMatch(/^Step 5 of 15\n\n5\. root has a key pair\n/);
    expect(stdout).toContain('On every node, as root (zk-lab ssh NODE):');
    expect((await lab.zkLab('guide', 'zoo-cfg')).stdout).toContain('On node1, as root (zk-lab ssh node1):');
    const [english, chinese] = await Promise.all(
      ['GUIDE.md', 'GUIDE.zh-CN.md'].map((file) => readFile(join(lab.dir, file), 'utf8')),
    );
    expect(english).toContain('## 5. root has a key pair');
    expect(chinese).toContain('## 5. root 有密钥对');
    expect(english).toContain('ssh -F ssh_config node1');
  });

  const told = story();
  describePages(() => lab, told);

  told.aside('what was done stays done when the servers are stopped, as the tutorial ends', async () => {
    await lab.on(
      'node1',
      'for a in {1..3} ; do ssh node$a "source /etc/profile; /opt/zookeeper-3.4.9/bin/zkServer.sh stop" ; done',
    );
    const { exitCode, stdout } = await lab.zkLab('check');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/15 of 15 steps done/);
    expect(stdout).toMatch(/↺ ZooKeeper runs.*\n +done .*; no longer so\n/);
    expect((await lab.zkLab('grade', '.', '--csv')).stdout).toMatch(
      /\n\.,zk-lab,zookeeper-cluster,15,15,2\d{3}-.*,true,\n?$/,
    );
  });

  told.aside(
    'reset takes the nodes back to before a step, names what goes, and solve does the rest',
    async () => {
      await lab.on('node2', 'echo mine > /root/notes.txt');
      const { exitCode, stderr } = await lab.zkLab('reset', '--to', 'zoo-cfg', '-y');
      expect({ exitCode, stderr }).toMatchObject({
        exitCode: 0,
        stderr: expect.stringMatching(/node2 .*\/root\/notes\.txt/),
      });
      expect(await left()).toContain('zoo-cfg');
      expect(await left()).not.toContain('directories');
      expect(await lab.on('node2', 'cat /root/notes.txt')).toContain('No such file');
      expect(await lab.zkLab('solve')).toSucceed();
      expect(await lab.zkLab('check')).toSucceed();
    },
  );
});
