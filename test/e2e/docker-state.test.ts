import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { modesOf, TestLab } from './lab.js';

const everybody = ['follower', 'follower', 'leader'];
const home = '/opt/zookeeper-3.4.9';
const pidFile = `${home}/data/zookeeper_server.pid`;
/** Seconds that `up` may take where it cannot succeed, and a moment for the machine: 20 from the last progress. */
const atMost = 30;

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'the state that is shown', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('state', ['--jdk-archive', engine.jdk8], engine.env);
    expect(await lab.zkLab('up')).toSucceed();
  });
  afterAll(() => lab?.remove());
  const upAgain = async () => {
    const up = await lab.zkLab('up');
    expect(up).toSucceed();
    expect(modesOf(await lab.status())).toEqual(everybody);
    return up;
  };
  /** `up` where it cannot succeed: what it says, and after how many seconds. */
  const failedUp = async () => {
    const begun = performance.now();
    const { exitCode, stderr } = await lab.zkLab('up');
    expect(exitCode).toBe(1);
    return { stderr, seconds: (performance.now() - begun) / 1000 };
  };

  test('the connect string is told by up and status, and to programs', async () => {
    const clients = '127.0.0.1:2181,127.0.0.1:2182,127.0.0.1:2183';
    expect((await lab.zkLab('up')).stdout).toContain(clients);
    expect((await lab.zkLab('status')).stdout).toContain(clients);
    expect(JSON.parse((await lab.zkLab('status', '--json')).stdout)).toMatchObject({
      connectString: clients,
    });
  });

  test('ZooKeeper stopped on two of three: no quorum, by numbers, and on each node what is so', async () => {
    for (const node of ['node1', 'node2']) await lab.on(node, `${home}/bin/zkServer.sh stop`);
    const { stdout } = await lab.zkLab('status');
    expect(stdout).toMatch(/^state on docker: no quorum: 1 of 3 voters, 2 are needed\n/);
    expect(stdout).toMatch(/node1 +no ZooKeeper /);
    await expect
      .poll(async () => (await lab.zkLab('status')).stdout, { timeout: 30_000 })
      .toMatch(/node3 +looking for a leader /);
    expect(await lab.status()).toMatchObject({
      quorum: false,
      voters: { count: 3, answering: 1, needed: 2 },
      nodes: [{ condition: 'none' }, { condition: 'none' }, { condition: 'looking' }],
    });
    // The tutorial's last step is undone by what begins it.
    const { stderr } = await upAgain();
    expect(stderr).toMatch(/Starting ZooKeeper on node1/);
    expect(stderr).not.toMatch(/Starting ZooKeeper on node3/);
  });

  test('machines down: no quorum, and which run', async () => {
    await lab.zkLab('down', 'node1', 'node2');
    const { stdout } = await lab.zkLab('status');
    expect(stdout).toMatch(/^state on docker: no quorum: 1 of 3 voters, 2 are needed\n/);
    expect(stdout).toMatch(/node1 +not running /);
    const { exitCode, stderr } = await lab.zkLab('zkcli', 'ls', '/');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/No server of state serves.* Next: zk-lab up node1 node2$/),
    });
    await upAgain();
  });

  test('nodes that do not reach each other: told which, soon after the last progress', async () => {
    const inNetworkOf = (node: string, script: string) =>
      execa(
        'docker',
        [
          'run',
          '--rm',
          '--network',
          `container:state-${node}`,
          '--cap-add',
          'NET_ADMIN',
          'zk-lab-test/equipped:13',
          'sh',
          '-c',
          script,
        ],
        { env: engine.env },
      );
    const others = ['192.168.252.102', '192.168.252.103'];
    await inNetworkOf('node1', others.map((ip) => `ip route add blackhole ${ip}`).join('; '));
    await lab.on('node1', `${home}/bin/zkServer.sh stop`);
    const { stderr, seconds } = await failedUp();
    expect(stderr).toContain('node1 does not reach node2:3888, node3:3888');
    expect(seconds).toBeLessThan(atMost);
    await inNetworkOf('node1', others.map((ip) => `ip route del blackhole ${ip}`).join('; '));
    await lab.on('node1', `${home}/bin/zkServer.sh stop`);
    await upAgain();
  });

  test('a server that cannot start: its last words at once', async () => {
    await lab.on('node2', `${home}/bin/zkServer.sh stop; echo 'tickTime = soon' >> ${home}/conf/zoo.cfg`);
    const { stderr, seconds } = await failedUp();
    expect(stderr).toMatch(/node2: its ZooKeeper ended by itself; the end of its log:/);
    expect(stderr).toMatch(/NumberFormatException|Invalid config/);
    expect(seconds).toBeLessThan(atMost);
    await lab.on('node2', `sed -i '$d' ${home}/conf/zoo.cfg`);
    await upAgain();
  });

  test('a server that is paused: told so, and left alone', async () => {
    await lab.on('node2', `kill -STOP $(cat ${pidFile})`);
    expect((await lab.zkLab('status')).stdout).toMatch(/node2 +does not answer /);
    const { stderr, seconds } = await failedUp();
    expect(stderr).toContain(
      `node2: its ZooKeeper is paused (SIGSTOP); to let it go on, on the node: kill -CONT $(cat ${pidFile})`,
    );
    expect(seconds).toBeLessThan(atMost);
    await lab.on('node2', `kill -CONT $(cat ${pidFile})`);
    await upAgain();
  });

  test('a server that takes connections and says nothing is started anew', async () => {
    // A fake: whoever listens there instead of a server whose heap is full; such a server cannot be had at will.
    await lab.on('node3', `${home}/bin/zkServer.sh stop`);
    await lab.on(
      'node3',
      `cat > /root/mute.pl <<'EOF'\nuse Socket;\nsocket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);\nbind(S, sockaddr_in(2181, INADDR_ANY)) or die; listen(S, 50);\nwhile (accept(my $c, S)) { push @kept, $c }\nEOF\nsetsid perl /root/mute.pl </dev/null >/root/mute.log 2>&1 & echo $! > ${pidFile}`,
    );
    await expect.poll(async () => (await lab.zkLab('status')).stdout).toMatch(/node3 +does not answer /);
    const { stderr } = await upAgain();
    expect(stderr).toContain('The ZooKeeper of node3 takes connections and says nothing: it is started anew');
  });
});

await describeWith(useEngine, 'a lab that leaves ZooKeeper to the learner', (engine) => {
  test('up says that it is theirs to start, and where to look', async () => {
    const lab = await TestLab.create('learner', ['--until', 'jdk', '--jdk-archive', engine.jdk8], engine.env);
    try {
      for (const words of [['up'], ['up', 'node2']]) {
        const { exitCode, stdout, stderr } = await lab.zkLab(...words);
        expect(exitCode).toBe(0);
        expect(stdout).toMatch(/^learner on docker: 3 of 3 nodes run, and ZooKeeper on none of them\n/);
        expect(stderr).toMatch(/up to stage jdk; what comes after it is yours to do.*zk-lab check/);
      }
    } finally {
      await lab.remove();
    }
  });

  test('a bridge that an ended engine left in the lab’s network is named before anything starts', async () => {
    const lab = await TestLab.create(
      'bridge',
      ['--jdk-archive', engine.jdk8, '--network', '10.214.0.0/24'],
      engine.env,
    );
    await execa('ip', ['link', 'add', 'zklableft', 'type', 'bridge']);
    try {
      await execa('ip', ['address', 'add', '10.214.0.1/24', 'dev', 'zklableft']);
      const { exitCode, stderr } = await lab.zkLab('up');
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /Network 10\.214\.0\.0\/24 is in use on this machine by its interface zklableft/,
      );
    } finally {
      await execa('ip', ['link', 'delete', 'zklableft']);
      await lab.remove();
    }
  });
});
