import { afterEach, expect, test } from 'vitest';
import { describeWith, useEngine } from '../equipment/use-engine.js';
import { modesOf, TestLab } from './lab.js';

// Debian stands in for CentOS 7.3 here (test/equipment).
await describeWith(useEngine, 'stages that leave work to the learner', (engine) => {
  let lab: TestLab | undefined;
  const make = async (until: string): Promise<TestLab> => {
    lab = await TestLab.create('zk-lab', ['--until', until, '--jdk-archive', engine.jdk8], engine.env);
    expect(await lab.compose('up', '-d', '--wait')).toMatchObject({ exitCode: 0 });
    return lab;
  };
  afterEach(() => lab?.remove());

  test('os: names and addresses are right, keys are the learner’s to make', async () => {
    const lab = await make('os');
    expect(await lab.on('node1', 'getent hosts node3 | tr -s " "; hostname')).toBe(
      '192.168.252.103 node3\nnode1',
    );
    expect(
      await lab.on('node1', 'ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new node2 true; echo $?'),
    ).toMatch(/denied.*\s+255$/);
    // ssh-copy-id asks for root's password; SSH_ASKPASS answers in the learner's stead.
    const byHand = [
      'ssh-keygen -q -t ed25519 -N "" -f ~/.ssh/id_ed25519',
      'printf "#!/bin/sh\\necho vagrant\\n" > /tmp/answer; chmod 755 /tmp/answer',
      'DISPLAY=:0 SSH_ASKPASS=/tmp/answer SSH_ASKPASS_REQUIRE=force setsid -w ssh-copy-id -o StrictHostKeyChecking=accept-new node2',
      'ssh -o BatchMode=yes node2 hostname',
    ].join('; ');
    expect(await lab.on('node1', byHand)).toMatch(/\nnode2$/);
  });

  test('jdk: the tutorial’s own steps, typed by hand, end in a cluster', async () => {
    const lab = await make('jdk');
    const home = '/opt/zookeeper-3.4.9';
    const zooCfg = [
      'tickTime = 2000',
      `dataDir = ${home}/data`,
      `dataLogDir = ${home}/logs`,
      'clientPort = 2181',
      'initLimit = 5',
      'syncLimit = 2',
      'server.1=node1:2888:3888',
      'server.2=node2:2888:3888',
      'server.3=node3:2888:3888',
    ].join('\\n');
    const steps = [
      'systemctl stop firewalld.service',
      'cd /opt && tar -zxf zookeeper-3.4.9.tar.gz && cd zookeeper-3.4.9 && pwd',
      `mkdir ${home}/data ${home}/logs`,
      `printf "${zooCfg}\\n" > ${home}/conf/zoo.cfg`,
      `echo "1" > ${home}/data/myid`,
      `for a in {2..3} ; do scp -qr ${home}/ node$a:${home} ; done`,
      `for a in {1..3} ; do ssh node$a "source /etc/profile; echo $a > ${home}/data/myid" ; done`,
      `for a in {1..3} ; do ssh node$a "source /etc/profile; ${home}/bin/zkServer.sh start" ; done`,
    ];
    const screen = await lab.on('node1', steps.join('\n'));
    expect(screen.match(/Starting zookeeper \.\.\. STARTED/g)).toHaveLength(3);
    await expect
      .poll(async () => modesOf(await lab.status()), { timeout: 60_000 })
      .toEqual(['follower', 'follower', 'leader']);
    expect(
      await lab.on('node2', `${home}/bin/zkCli.sh -server node1:2181,node2:2181,node3:2181 ls /`),
    ).toContain('[zookeeper]');
  });

  test('zookeeper: installed and configured, started by the learner', async () => {
    const lab = await make('zookeeper');
    expect(await lab.on('node2', 'cat /opt/zookeeper-3.4.9/data/myid')).toBe('2');
    expect((await lab.status()).nodes.every(({ running, serving }) => running && !serving)).toBe(true);
    await lab.on(
      'node1',
      'for a in {1..3} ; do ssh node$a "source /etc/profile; /opt/zookeeper-3.4.9/bin/zkServer.sh start" ; done',
    );
    await expect
      .poll(async () => modesOf(await lab.status()), { timeout: 60_000 })
      .toEqual(['follower', 'follower', 'leader']);
  });

  test('a lab goes on from an earlier stage when created again', async () => {
    const lab = await make('ssh');
    await lab.on('node1', 'echo kept > /opt/mine');
    expect(
      await lab.zkLab('create', '.', '--force', '--until', 'cluster', '--jdk-archive', engine.jdk8),
    ).toMatchObject({ exitCode: 0 });
    expect(await lab.zkLab('up')).toMatchObject({ exitCode: 0 });
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await lab.on('node1', 'cat /opt/mine')).toBe('kept');
  });
});
