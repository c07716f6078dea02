import { execa } from 'execa';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { story } from '../story.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { TestLab } from './lab.js';

const asked = /Processing srvr command|Accepted socket connection|no session established/;

/** Follows what a program prints. The test ends it. */
function following(lab: TestLab, program: string, args: readonly string[]) {
  const running = execa(program, args, { cwd: lab.dir, env: lab.env, stdin: 'ignore', reject: false });
  let shown = '';
  for (const stream of [running.stdout, running.stderr]) {
    stream.on('data', (text) => {
      shown += text;
    });
  }
  return {
    shown: () => shown,
    async end() {
      running.kill('SIGINT');
      return (await running).exitCode;
    },
  };
}

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'an ensemble of 3.9, day by day', (engine) => {
  const home = '/opt/apache-zookeeper-3.9.5-bin';
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('zk-lab', ['--zookeeper', '3.9', '--jdk-archive', engine.jdk17], engine.env);
    expect(await lab.zkLab('up', '--provider', 'docker')).toSucceed();
  });
  afterAll(() => lab?.remove());

  const { step, aside } = story();

  test('a server that another user has started: its log is found where it writes it', async () => {
    const began = await lab.on(
      'node3',
      `source /etc/profile; zkServer.sh stop; useradd --create-home zoo; chown -R zoo ${home}; su zoo -s /bin/bash -c 'cd; source /etc/profile; export ZOO_LOG_DIR=/home/zoo; mv ${home}/conf/zookeeper-env.sh .; ${home}/bin/zkServer.sh start; mv zookeeper-env.sh ${home}/conf'`,
    );
    expect(began).toContain('STARTED');
    const written = await lab.on('node3', 'ls /home/zoo/*.out');
    expect(written).toMatch(/^\/home\/zoo\/zookeeper/);
    await expect
      .poll(async () => (await lab.zkLab('logs', 'node3', '--tail', '1000')).stdout)
      .toMatch(/binding to port/);
    const last = (await lab.on('node3', `grep 'binding to port' ${written}`)).slice(0, 23);
    expect((await lab.zkLab('logs', 'node3', '--tail', '1000')).stdout).toContain(last);
    await expect.poll(async () => (await lab.compose('logs', 'node3')).stdout).toContain(last);
    await lab.on('node3', `source /etc/profile; zkServer.sh stop; chown -R root ${home}; zkServer.sh start`);
  });

  test('zk-lab logs and docker compose logs show what the servers log, and not that they were asked how they are', async () => {
    const log = await lab.zkLab('logs', '--tail', '1000');
    expect(log).toMatchObject({ exitCode: 0, stderr: '' });
    for (const node of [1, 2, 3])
      expect(log.stdout).toMatch(new RegExp(`^node${node} \\| .*Starting quorum peer`, 'm'));
    expect(log.stdout).not.toMatch(asked);
    expect((await lab.zkLab('logs', 'node1', '--tail', '1000', '--all')).stdout).toMatch(asked);
    const { stdout } = await lab.zkLab('logs', 'node1', '--tail', '2');
    expect(stdout.split('\n')).toHaveLength(2);
    await expect
      .poll(async () => (await lab.compose('logs', 'node2')).stdout)
      .toMatch(/Starting quorum peer/);
    expect((await lab.compose('logs')).stdout).not.toMatch(/Processing srvr/);
  });

  test('both follow a server that is started anew from another place; Ctrl-C leaves nothing running', async () => {
    const followed = [
      following(lab, 'node', [inject('testbed').cli, 'logs', 'node2', '-f', '--tail', '0']),
      following(lab, 'docker', ['compose', 'logs', '-f', '--tail', '0', 'node2']),
    ];
    const restart = `source /etc/profile; zkServer.sh stop; mkdir -p /srv/logs; cd /srv; mv ${home}/conf/zookeeper-env.sh /tmp; ZOO_LOG_DIR=/srv/logs zkServer.sh start; mv /tmp/zookeeper-env.sh ${home}/conf`;
    expect(await lab.on('node2', restart)).toContain('STARTED');
    for (const { shown } of followed) {
      await expect.poll(shown).toMatch(/Starting quorum peer/);
      await expect.poll(shown).toMatch(/(FOLLOWING|LEADING) - LEADER ELECTION TOOK/);
    }
    expect(followed.map(({ shown }) => shown()).join('')).not.toMatch(/Processing srvr/);
    expect(await followed[0]?.end()).toBe(0);
    await followed[1]?.end();
    expect(await lab.on('node2', 'ls /srv/logs')).toMatch(/^zookeeper-.*-server-node2\.out$/m);
    const left = 'for p in /proc/[0-9]*; do grep -qs ZK_LAB_RUN= $p/environ && cat $p/comm; done; true';
    expect(await lab.on('node2', left)).not.toMatch(/tail|awk|bash/);
  });

  step('zkcli: the answer alone, and a status that tells', async () => {
    const zkcli = (...words: string[]) => lab.zkLab('zkcli', ...words);
    expect(await zkcli('create', '/x', 'two words')).toEqual({
      exitCode: 0,
      stdout: 'Created /x',
      stderr: '',
    });
    expect(await zkcli('get', '/x')).toEqual({ exitCode: 0, stdout: 'two words', stderr: '' });
    expect(await zkcli('get', '/nope')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'Node does not exist: /nope',
    });
    const unknown = await zkcli('bogus');
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '' });
    expect(unknown.stderr).toMatch(/^ZooKeeper -server host:port/);
    expect(await lab.on('node1', 'ls /tmp')).not.toContain('zk-lab-zkcli');
  });

  step('zkcli with a node down asks the others; without a quorum it says so soon', async () => {
    expect(await lab.zkLab('down', 'node1')).toSucceed();
    await expect.poll(async () => (await lab.status()).quorum).toBe(true);
    for (const _ of [1, 2, 3]) expect((await lab.zkLab('zkcli', 'get', '/x')).stdout).toBe('two words');
    expect(await lab.zkLab('down', 'node2')).toSucceed();
    const began = performance.now();
    const { exitCode, stdout, stderr } = await lab.zkLab('zkcli', 'get', '/x');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/No server of \S+ serves.*zk-lab status/);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  aside('ssh, exec and logs say the same of a node that does not run', async () => {
    for (const words of [
      ['ssh', 'node1'],
      ['exec', 'node1', 'true'],
      ['logs', 'node1'],
    ]) {
      expect({ words, ...(await lab.zkLab(...words)) }).toEqual({
        words,
        exitCode: 1,
        stdout: '',
        stderr: expect.stringMatching(/^(zk-lab: )?node1 does not run; start it with: zk-lab up node1$/),
      });
    }
    const all = await lab.zkLab('exec', 'all', 'hostname');
    expect(all).toMatchObject({ exitCode: 1, stdout: 'node3 | node3' });
    expect(all.stderr.split('\n').sort()).toEqual([
      'node1 | node1 does not run; start it with: zk-lab up node1',
      'node2 | node2 does not run; start it with: zk-lab up node2',
    ]);
  });

  test('PATH has ZooKeeper’s commands where somebody logs in, and not in a plain ssh command', async () => {
    expect(await lab.zkLab('ssh', 'node3', 'zkServer.sh status')).toMatchObject({ exitCode: 127 });
    expect((await lab.zkLab('ssh', 'node3', 'echo "[$JAVA_HOME]"')).stdout).toBe('[]');
    expect((await lab.zkLab('ssh', 'node3', 'bash -lc "command -v zkServer.sh"')).stdout).toBe(
      `${home}/bin/zkServer.sh`,
    );
  });

  aside('exec all never tears a line, whoever else prints', async () => {
    expect(await lab.zkLab('up')).toSucceed();
    const slowly =
      'for i in 1 2 3 4 5; do printf 你; sleep 0.05; printf "好 $HOSTNAME"; sleep 0.05; echo; done';
    const { exitCode, stdout } = await lab.zkLab('exec', 'all', 'bash', '-c', slowly);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').sort()).toEqual(
      ['node1', 'node2', 'node3'].flatMap((node) =>
        Array.from({ length: 5 }, () => `${node} | 你好 ${node}`),
      ),
    );
  });
});

await describeWith(useEngine, 'what a learner has not got to yet', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create(
      'zk-lab',
      ['-n', '2', '--until', 'jdk', '--jdk-archive', engine.jdk8],
      engine.env,
    );
    expect(await lab.zkLab('up', '--provider', 'docker')).toSucceed();
  });
  afterAll(() => lab?.remove());

  test('zkcli and logs say what is missing and what comes next, and work once it is there', async () => {
    const next = /Next, on node1: tar -zxf \/opt\/zookeeper-3\.4\.9\.tar\.gz -C \/opt$/;
    for (const words of [['zkcli', 'ls', '/'], ['zkcli']]) {
      const { exitCode, stderr } = await lab.zkLab(...words);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /No running node of \S+ has a client yet: \/opt\/zookeeper-3\.4\.9\/bin\/zkCli\.sh/,
      );
      expect(stderr).toMatch(next);
    }
    const none = await lab.zkLab('logs');
    expect(none).toMatchObject({ exitCode: 1, stdout: '' });
    expect(none.stderr).toMatch(/^node2 \| node2 has no ZooKeeper log yet/m);
    expect(none.stderr).toMatch(next);

    const followed = following(lab, 'node', [inject('testbed').cli, 'logs', 'node2', '-f']);
    await expect.poll(followed.shown).toBe('node2 has no ZooKeeper log yet; waiting for one\n');
    // Only node2, and from the home folder, where 3.4 then logs.
    const home = '/opt/zookeeper-3.4.9';
    await lab.on(
      'node2',
      `tar -xzf ${home}.tar.gz -C /opt; printf 'tickTime=2000\\ndataDir=${home}/data\\nclientPort=2181\\n' > ${home}/conf/zoo.cfg; cd /root; source /etc/profile; ${home}/bin/zkServer.sh start`,
    );
    await expect.poll(followed.shown).toMatch(/binding to port/);
    expect(await followed.end()).toBe(0);
    await expect.poll(async () => (await lab.zkLab('zkcli', 'ls', '/')).stdout).toBe('[zookeeper]');
    expect(await lab.zkLab('zkcli', 'get', '/nope')).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: 'Node does not exist: /nope',
    });
    expect(await lab.zkLab('zkcli', 'create', '/x')).toMatchObject({ exitCode: 1, stdout: '' });
    const log = await lab.zkLab('logs', 'node2', '--tail', '1000');
    expect(log.stdout).toMatch(/binding to port/);
    expect(log.stdout).not.toMatch(/Processing srvr command from \/127/);
    await expect.poll(async () => (await lab.compose('logs', 'node2')).stdout).toMatch(/binding to port/);
    expect(await lab.on('node2', 'ls /root/zookeeper.out')).toBe('/root/zookeeper.out');
  });
});
