import { afterEach, expect, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { leftOf, modesOf, TestLab } from './lab.js';

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'stages that leave work to the learner', (engine) => {
  let lab: TestLab | undefined;
  const make = async (until: string): Promise<TestLab> => {
    lab = await TestLab.create('zk-lab', ['--until', until, '--jdk-archive', engine.jdk8], engine.env);
    expect(await lab.compose('up', '-d', '--wait')).toSucceed();
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

  test('os: check tells what is left, until the keys are everywhere', async () => {
    const lab = await make('os');
    expect((await lab.check('--until', 'os')).left).toEqual(['Everything up to stage os is done.']);
    expect(await lab.check('--until', 'jdk')).toEqual({
      exitCode: 1,
      left: [
        '✘ root has a key pair',
        '→ ssh-keygen',
        '– root reaches every node by name without being asked anything',
        '✘ java is there, in the lab’s version',
        '→ mkdir -p /usr/lib/jvm',
        expect.stringMatching(/^→ tar -zxf \/opt\/jdk-8.* -C \/usr\/lib\/jvm --strip-components=1$/),
        'Next, on node1: ssh-keygen',
      ],
    });
    const keygen = 'ssh-keygen -q -t rsa -N "" -f ~/.ssh/id_rsa';
    for (const node of ['node1', 'node2', 'node3']) await lab.on(node, keygen);
    const copyId = 'for a in {1..3} ; do ssh-copy-id node$a ; done';
    const { stdout } = await lab.zkLab('check', '--until', 'ssh');
    expect(stdout).toMatch(
      /✘ root reaches every node.*\n +this node’s key is not yet on node1, node2, node3\n +→/,
    );
    expect(leftOf(stdout).at(-1)).toBe(`Next, on node1: ${copyId}`);

    // SSH_ASKPASS types the password in the learner's stead, and answers the question about the host key.
    const typed = [
      "printf '#!/bin/sh\\ncase $1 in *yes/no*) echo yes;; *) echo vagrant;; esac\\n' > /tmp/answer; chmod 755 /tmp/answer",
      'export DISPLAY=:0 SSH_ASKPASS=/tmp/answer SSH_ASKPASS_REQUIRE=force',
      `setsid -w bash -c '${copyId}'`,
    ].join('; ');
    await lab.on('node1', typed);
    await lab.on('node3', typed);
    const before = await lab.on('node1', 'cat ~/.ssh/known_hosts');
    expect(await lab.check('--until', 'ssh')).toEqual({
      exitCode: 1,
      left: [
        '✘ root reaches every node by name without being asked anything  node2',
        `→ ${copyId}`,
        `Next, on node2: ${copyId}`,
      ],
    });
    expect(await lab.check('node1', 'node3', '--until', 'ssh')).toSucceed();
    await lab.on('node2', typed);
    expect(await lab.check('--until', 'ssh')).toEqual({
      exitCode: 0,
      left: ['Everything up to stage ssh is done.'],
    });
    expect(await lab.on('node1', 'cat ~/.ssh/known_hosts')).toBe(before);

    // What check says is to be typed for Java is enough.
    await lab.on(
      'node2',
      'echo "10.9.8.7 node3" > /tmp/h; cat /etc/hosts >> /tmp/h; cat /tmp/h > /etc/hosts',
    );
    expect((await lab.zkLab('check', '--until', 'os')).stdout).toMatch(
      /✘ every node’s name leads to its address {2}node2\n +10\.9\.8\.7 node3 instead of 192\.168\.252\.103 node3\n +In \/etc\/hosts stands: 10\.9\.8\.7 node3\.\n +→ sed '[^\n]*10\\\.9\\\.8\\\.7[^\n]*' \/etc\/hosts > \/tmp\/hosts && cat \/tmp\/hosts > \/etc\/hosts\n/,
    );
    const unpack = `mkdir -p /usr/lib/jvm; tar -zxf /opt/jdk-8*.tar.gz -C /usr/lib/jvm --strip-components=1`;
    await lab.on('node1', unpack);
    const hidden = await lab.zkLab('check', 'node1', '--until', 'jdk');
    const profile = "echo 'export PATH=/usr/lib/jvm/bin:$PATH' >> /etc/profile";
    expect(hidden.stdout).toContain(`java is not there; it should be Java 8\n      → ${profile}\n`);
    await lab.on('node1', profile);
    expect(await lab.check('node1', '--until', 'jdk')).toSucceed();
  });

  test('jdk: the tutorial’s own steps, typed by hand, end in a cluster', async () => {
    const lab = await make('jdk');
    const nothingYet = [
      '✘ ZooKeeper is unpacked',
      '→ tar -zxf /opt/zookeeper-3.4.9.tar.gz -C /opt',
      '– its folders for data and logs are there',
      '– zoo.cfg says what the lab’s own does',
      '– zoo.cfg is the same on all nodes',
      '– myid is the node’s number',
      '– ZooKeeper runs',
      '– ZooKeeper serves',
      '– one leads, the others follow',
      'Next, on node1: tar -zxf /opt/zookeeper-3.4.9.tar.gz -C /opt',
    ];
    expect(await lab.check()).toEqual({ exitCode: 1, left: nothingYet });
    expect(await lab.check('--until', 'jdk')).toSucceed();
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
    // The word alone: ssh carries the two outputs apart, and the other one may come before it.
    expect(screen.match(/STARTED$/gm)).toHaveLength(3);
    await expect
      .poll(async () => modesOf(await lab.status()), { timeout: 60_000 })
      .toEqual(['follower', 'follower', 'leader']);
    expect(await lab.check()).toEqual({ exitCode: 0, left: ['Everything is done.'] });
    expect(
      await lab.on('node2', `${home}/bin/zkCli.sh -server node1:2181,node2:2181,node3:2181 ls /`),
    ).toContain('[zookeeper]');
  });

  test('zookeeper: installed and configured, started by the learner', async () => {
    const lab = await make('zookeeper');
    expect(await lab.on('node2', 'cat /opt/zookeeper-3.4.9/data/myid')).toBe('2');
    expect((await lab.status()).nodes.every(({ running, serving }) => running && !serving)).toBe(true);
    const start = 'source /etc/profile; /opt/zookeeper-3.4.9/bin/zkServer.sh start';
    expect(await lab.check()).toEqual({
      exitCode: 1,
      left: [
        '✘ ZooKeeper runs',
        `→ ${start}`,
        '– ZooKeeper serves',
        '– one leads, the others follow',
        `Next, on node1: ${start}`,
      ],
    });
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
    ).toSucceed();
    expect(await lab.zkLab('up')).toSucceed();
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await lab.on('node1', 'cat /opt/mine')).toBe('kept');
  });
});
