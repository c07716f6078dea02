import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { story } from '../story.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { leftOf, modesOf, TestLab } from './lab.js';

/** The tutorial's loop over the nodes, run on node1. */
const loop = (command: string): string =>
  `for a in {1..3} ; do ssh node$a "source /etc/profile; ${command}" ; done`;
const home = '/opt/zookeeper-3.4.9';
const zkServer = `${home}/bin/zkServer.sh`;
const zkCli = `${home}/bin/zkCli.sh`;
const nodes = ['node1', 'node2', 'node3'];

// Debian stands in for CentOS 7.3 here (test/testbed); everything else is what a learner gets by default.
await describeWith(useEngine, 'the tutorial’s cluster on Docker Compose', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('zk-lab', ['--nodes', '3', '--jdk-archive', engine.jdk8], engine.env);
  });
  afterAll(() => lab?.remove());

  const { step, aside } = story();

  test('compose.yaml is accepted without a warning', async () => {
    expect(await lab.compose('config', '--quiet')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  step('docker compose up -d --wait ends with every node serving', async () => {
    expect(await lab.compose('up', '-d', '--wait')).toSucceed();
    const status = await lab.status();
    expect(modesOf(status)).toEqual(['follower', 'follower', 'leader']);
    expect(status).toMatchObject({ lab: 'zk-lab', provider: 'docker', quorum: true });
    expect(status.nodes[1]).toMatchObject({
      name: 'node2',
      ip: '192.168.252.102',
      clientAddress: '127.0.0.1:2182',
      running: true,
      serving: true,
      version: '3.4.9',
    });
    expect(status.leader).toBe(status.nodes.find(({ mode }) => mode === 'leader')?.name);
  });

  aside('docker compose ls shows the lab', async () => {
    expect((await lab.compose('ls')).stdout).toMatch(/^zk-lab\s+running\(3\)/m);
  });

  aside(
    'root reaches every node from every node by name and by address, itself included, with strict checking',
    async () => {
      const script =
        'for a in {1..3} ; do ssh -o StrictHostKeyChecking=yes -o BatchMode=yes node$a hostname; ssh -o StrictHostKeyChecking=yes -o BatchMode=yes 192.168.252.10$a hostname ; done';
      for (const node of nodes) {
        expect(await lab.on(node, script)).toBe('node1\nnode1\nnode2\nnode2\nnode3\nnode3');
      }
    },
  );

  aside('scp -r copies between nodes', async () => {
    const script =
      'mkdir -p /opt/tree/branch && echo leaf > /opt/tree/branch/leaf && for a in {2..3} ; do scp -qr /opt/tree/ node$a:/opt/tree ; done';
    expect(await lab.on('node1', script)).toBe('');
    expect(await lab.on('node3', 'cat /opt/tree/branch/leaf')).toBe('leaf');
  });

  aside('the host gets in through ssh_config, and through zk-lab ssh', async () => {
    expect(
      (await lab.run('ssh', ['-F', 'ssh_config', '-o', 'BatchMode=yes', 'node2', 'hostname'])).stdout,
    ).toBe('node2');
    expect((await lab.zkLab('ssh', 'node3', 'hostname')).stdout).toBe('node3');
  });

  aside('the firewall is stopped as the tutorial says, and the answer is true', async () => {
    expect(
      await lab.on('node1', 'systemctl stop firewalld.service; echo $?; service iptables stop; echo $?'),
    ).toBe(
      'This node is a container: no firewalld runs here, nothing to stop.\n0\nThis node is a container: no iptables runs here, nothing to stop.\n0',
    );
    expect(await lab.on('node1', 'systemctl start zookeeper; echo $?')).toMatch(
      /container without a service manager.*\n1$/,
    );
  });

  aside('source /etc/profile gives JDK 8, with the tutorial’s java.home', async () => {
    expect(await lab.on('node2', 'source /etc/profile; java -version')).toMatch(/version "1\.8\.0_/);
    expect(await lab.on('node2', 'source /etc/profile; java -XshowSettings:properties -version')).toContain(
      'java.home = /usr/lib/jvm/jre\n',
    );
  });

  aside('zoo.cfg is the same on all nodes, myid is each one’s own', async () => {
    expect(await lab.on('node1', loop('md5sum /opt/zookeeper-3.4.9/conf/zoo.cfg | sort -u | wc -l'))).toBe(
      '1\n1\n1',
    );
    const sums = (await lab.on('node1', loop('md5sum /opt/zookeeper-3.4.9/conf/zoo.cfg'))).split('\n');
    expect(new Set(sums).size).toBe(1);
    expect(await lab.on('node1', loop('cat /opt/zookeeper-3.4.9/data/myid'))).toBe('1\n2\n3');
  });

  const everybodyServes = async (): Promise<void> => {
    await expect
      .poll(async () => modesOf(await lab.status()), { timeout: 60_000 })
      .toEqual(['follower', 'follower', 'leader']);
  };

  /** Where a server was ended, the others may still elect a leader. */
  const seesLeft = (left: readonly string[]) =>
    expect.poll(async () => (await lab.check()).left).toEqual(left);

  aside('check finds every step done, and names the node where one is undone again', async () => {
    expect(await lab.check()).toEqual({ exitCode: 0, left: ['Everything is done.'] });

    const myid = `${home}/data/myid`;
    await lab.on('node2', `echo 7 > ${myid}`);
    const broken = await lab.zkLab('check');
    expect(broken).toMatchObject({ exitCode: 1 });
    expect(broken.stdout).toContain(
      `  ✘ myid is the node’s number  node2\n      7 instead of 2\n      → echo 2 > ${myid}\n`,
    );
    expect(broken.stdout).toMatch(new RegExp(`\nNext, on node2: echo 2 > ${myid}$`));
    await lab.on('node2', `echo 2 > ${myid}`);

    // A server that has read a wrong number goes on with it.
    await lab.on('node3', `echo 1 > ${home}/data/myid; source /etc/profile; ${zkServer} restart`);
    const restart = `source /etc/profile; ${zkServer} restart`;
    await seesLeft([
      '✘ myid is the node’s number  node3',
      `→ echo 3 > ${home}/data/myid`,
      '– ZooKeeper runs  node3',
      '– ZooKeeper serves  node3',
      '– one leads, the others follow  node3',
      `Next, on node3: echo 3 > ${home}/data/myid`,
    ]);
    await lab.on('node3', `echo 3 > ${home}/data/myid`);
    await seesLeft([
      '✘ ZooKeeper runs  node3',
      `→ ${restart}`,
      '– ZooKeeper serves  node3',
      '– one leads, the others follow  node3',
      `Next, on node3: ${restart}`,
    ]);
    await lab.on('node3', restart);
    await expect.poll(async () => (await lab.check()).exitCode).toBe(0);

    const zooCfg = `${home}/conf/zoo.cfg`;
    await lab.on('node3', `cp ${zooCfg} /tmp/; sed -i 's/^clientPort.*/clientPort=2182/' ${zooCfg}`);
    const right = `sed -i 's|^[[:space:]]*clientPort[[:space:]]*[=:].*|clientPort = 2181|' ${zooCfg}`;
    expect(leftOf((await lab.zkLab('check')).stdout)).toEqual([
      '✘ zoo.cfg says what the lab’s own does  node3',
      `→ ${right}`,
      '– zoo.cfg is the same on all nodes  node3',
      `Next, on node3: ${right}`,
    ]);
    await lab.on('node3', `${right}; echo '# mine' >> ${zooCfg}`);
    const take = `scp node1:${zooCfg} ${zooCfg}`;
    await seesLeft(['✘ zoo.cfg is the same on all nodes  node3', `→ ${take}`, `Next, on node3: ${take}`]);
    await lab.on('node3', take);

    const start = `source /etc/profile; ${zkServer} start`;
    await lab.on('node2', `${zkServer} stop`);
    await seesLeft([
      '✘ ZooKeeper runs  node2',
      `→ ${start}`,
      '– ZooKeeper serves  node2',
      '– one leads, the others follow  node2',
      `Next, on node2: ${start}`,
    ]);
    expect(await lab.check('node1', 'node3')).toSucceed();
    await lab.on('node2', start);
    await expect.poll(async () => (await lab.check()).exitCode).toBe(0);
  });

  aside('check --json is for programs', async () => {
    const { exitCode, stdout } = await lab.zkLab('check', 'node2', '--json', '--until', 'jdk');
    const { checks, ...rest } = JSON.parse(stdout);
    expect({ exitCode, ...rest }).toEqual({
      exitCode: 0,
      lab: 'zk-lab',
      lesson: 'zookeeper-cluster',
      provider: 'docker',
      until: 'jdk',
      leftOut: [],
      elsewhere: 0,
      together: false,
      passed: true,
      done: true,
      hints: true,
      next: null,
    });
    expect(checks.map(({ id }: { id: string }) => id)).toEqual([
      'running',
      'hostname',
      'hosts',
      'firewall',
      'key',
      'ssh',
      'java',
    ]);
    const told = { wanted: null, reason: null, type: null, where: null };
    expect(checks[1]).toEqual({
      id: 'hostname',
      stage: 'os',
      title: 'the node has its name',
      passed: true,
      since: null,
      question: null,
      hint: null,
      solution: null,
      nodes: [{ name: 'node2', passed: true, seen: 'node2', ...told }],
    });
  });

  aside('the stop, start and status loops print what the tutorial shows', async () => {
    // Apart, because ssh carries the two outputs apart: which comes first is anybody's guess.
    const printed = async (node: string, command: string): Promise<string> =>
      `${await lab.on(node, `{ ${loop(`${zkServer} ${command}`)} ; } 2>/dev/null`)}\n`;
    expect(await printed('node1', 'stop')).toBe('Stopping zookeeper ... STOPPED\n'.repeat(3));
    // Stopping ZooKeeper does not stop the node.
    expect(await lab.on('node2', loop(`${zkServer} status`))).toContain(
      'Error contacting service. It is probably not running.',
    );
    expect(await printed('node2', 'start')).toBe('Starting zookeeper ... STARTED\n'.repeat(3));
    await everybodyServes();
    expect((await printed('node3', 'status')).trim().split('\n').sort()).toEqual([
      'Mode: follower',
      'Mode: follower',
      'Mode: leader',
    ]);
    const preamble = `ZooKeeper JMX enabled by default\nUsing config: ${home}/bin/../conf/zoo.cfg`;
    expect(await lab.on('node1', `${zkServer} status 2>&1 >/dev/null`)).toBe(preamble);
  });

  aside('a terminal’s zkCli reaches CONNECTED on the full connect string', async () => {
    // script(1) is a real terminal to the programs inside it.
    const inside = `docker exec -it zk-lab-node1 ${zkCli} -server node1:2181,node2:2181,node3:2181`;
    const terminal = execa('script', ['-qfec', inside, '/dev/null'], {
      env: engine.env,
      stdin: 'pipe',
      reject: false,
    });
    let screen = '';
    terminal.stdout?.on('data', (text) => {
      screen += text;
    });
    await expect.poll(() => screen, { timeout: 60_000 }).toContain('SyncConnected');
    // The prompt tells the state of the moment it was printed: Enter brings a new one.
    terminal.stdin?.write('\r');
    await expect.poll(() => screen).toMatch(/\[zk: node1:2181,node2:2181,node3:2181\(CONNECTED\) \d+\]/);
    terminal.stdin?.write('create /tutorial done\r');
    await expect.poll(() => screen).toContain('Created /tutorial');
    terminal.stdin?.write('quit\r');
    await terminal;
  });

  step('a znode written through one node is read through another', async () => {
    expect(await lab.on('node1', `${zkCli} -server node1:2181 create /shared hello`)).toContain(
      'Created /shared',
    );
    expect(await lab.on('node1', `${zkCli} -server node3:2181 get /shared`)).toMatch(/^hello$/m);
    expect((await lab.zkLab('zkcli', 'get', '/shared')).stdout).toMatch(/^hello$/m);
  });

  aside('what was changed by hand, and the znodes, outlive docker compose down', async () => {
    const traces = [
      '/opt/mine',
      '/root/mine',
      '/etc/mine',
      '/usr/local/bin/mine',
      '/usr/lib/mine',
      '/var/lib/mine',
      '/home/mine',
    ];
    const write = traces.map((path) => `echo mine > ${path}`).join('; ');
    await lab.on(
      'node2',
      `${write}; echo "10.9.8.7 elsewhere" >> /etc/hosts; echo "# mine" >> /opt/zookeeper-3.4.9/conf/zoo.cfg; ln -s /opt /srv/mine`,
    );
    for (const round of [1, 2]) {
      expect((await lab.compose('down')).exitCode, `round ${round}`).toBe(0);
      expect((await lab.compose('up', '-d', '--wait')).exitCode, `round ${round}`).toBe(0);
      expect(await lab.on('node2', `cat ${traces.join(' ')}`)).toBe(traces.map(() => 'mine').join('\n'));
      expect(
        await lab.on(
          'node2',
          'grep -c elsewhere /etc/hosts; tail -n 1 /opt/zookeeper-3.4.9/conf/zoo.cfg; readlink /srv/mine',
        ),
      ).toBe('1\n# mine\n/opt');
      expect(await lab.on('node1', `${zkCli} -server node2:2181 get /shared`)).toMatch(/^hello$/m);
    }
  });

  aside('a killed leader is replaced; brought back, it rejoins', async () => {
    const { leader } = await lab.status();
    await lab.run('docker', ['kill', `zk-lab-${leader}`]);
    await expect
      .poll(async () => (await lab.status()).leader, { timeout: 60_000 })
      .toMatch(new RegExp(nodes.filter((name) => name !== leader).join('|')));
    expect((await lab.status()).quorum).toBe(true);
    await lab.compose('start', String(leader));
    await everybodyServes();
    expect(await lab.on('node1', `${zkCli} -server ${leader}:2181 get /shared`)).toMatch(/^hello$/m);
  });

  aside('a node whose main process dies comes back by itself', async () => {
    const startedAt = async (): Promise<string> =>
      (await lab.run('docker', ['inspect', '--format', '{{.State.StartedAt}}', 'zk-lab-node2'])).stdout;
    const before = await startedAt();
    await lab.on('node2', 'pkill -9 -o -x sshd');
    await expect.poll(startedAt, { timeout: 30_000 }).not.toBe(before);
    await everybodyServes();
  });

  aside('zk-lab down stops and keeps, up starts again', async () => {
    expect(await lab.zkLab('down')).toSucceed();
    expect((await lab.status()).nodes.map(({ running }) => running)).toEqual([false, false, false]);
    expect((await lab.check('--until', 'os')).left).toEqual([
      '✘ the node runs',
      '→ zk-lab up node1',
      '→ zk-lab up node2',
      '→ zk-lab up node3',
      '– the node has its name',
      '– every node’s name leads to its address',
      '– the firewall is off',
      'Next: zk-lab up node1',
    ]);
    const { exitCode, stdout } = await lab.zkLab('up');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/node3 .*(leader|follower)/);
    expect(await lab.on('node1', `${zkCli} -server node3:2181 get /shared`)).toMatch(/^hello$/m);
  });

  aside('the cluster is back after a restart of the engine', async () => {
    await engine.restart();
    await expect
      .poll(async () => modesOf(await lab.status()), { timeout: 60_000 })
      .toEqual(['follower', 'follower', 'leader']);
    expect(await lab.on('node1', `${zkCli} -server node2:2181 get /shared`)).toMatch(/^hello$/m);
  });

  aside('destroy wipes what the engine holds', async () => {
    expect(await lab.zkLab('destroy', '-y')).toSucceed();
    const filter = ['--filter', 'label=com.docker.compose.project=zk-lab'];
    expect((await lab.run('docker', ['ps', '-aq', ...filter])).stdout).toBe('');
    expect((await lab.run('docker', ['volume', 'ls', '-q', ...filter])).stdout).toBe('');
    expect((await lab.run('docker', ['network', 'ls', '-q', ...filter])).stdout).toBe('');
  });
});
