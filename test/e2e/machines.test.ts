/** A lab on machines that are somebody's: what it changes there, what it leaves alone, and how it goes again. */
import { existsSync, linkSync, readdirSync, unlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openLab } from '../../index.js';
import { fourLetterWord } from '../../software/zookeeper/four-letter-words.js';
import { story } from '../story.js';
import { type Machines, startMachines } from '../testbed/machines.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { modesOf, TestLab } from './lab.js';

await describeWith(useEngine, 'a lab on machines that are there already', (engine) => {
  let there: Machines;
  let lab: TestLab;
  let before: string[];
  const own = { ...process.env };
  const all = [1, 2, 3, 4];

  /** All that a lab could have changed on a machine: files with mode, owner and content, and the firewall. */
  const seen = (n: number): Promise<string> =>
    there.on(
      n,
      `find /etc /opt /root /home /usr/bin /usr/lib/jvm /var/lib -xdev \\( -type f -o -type l \\) -printf '%p %m %u %l\\n' 2>/dev/null | sort
find /etc /opt /root /home -xdev -type f -exec sha256sum {} + | sort
iptables -S; hostname; find /opt /var/lib/zk-lab /usr/lib/jvm -maxdepth 0 2>/dev/null`,
    );

  beforeAll(async () => {
    there = await startMachines(engine, engine.state, 4);
    // The owner's firewall lets ssh in, and nobody else but one for what is the owner's.
    await there.on(
      1,
      'iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -m state --state ESTABLISHED -j ACCEPT; iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -P INPUT DROP; ' +
        `iptables -A INPUT -s ${there.address(2)} -p tcp -m multiport --dports 2181,2888,3888 -j ACCEPT`,
    );
    // root of the second has a key, and people whom he lets in.
    await there.on(
      2,
      'ssh-keygen -q -t ed25519 -N "" -f /root/.ssh/id_ed25519; echo "# mine" >>/root/.ssh/authorized_keys',
    );
    // The third has a ZooKeeper of its owner's.
    await there.on(3, 'mkdir -p /opt/zookeeper-3.3.6/data; echo precious >/opt/zookeeper-3.3.6/data/log');
    before = await Promise.all(all.map(seen));
    const hosts = [`root@${there.address(1)}`, `admin@${there.address(2)}`, `root@${there.address(3)}:2222`];
    lab = await TestLab.create(
      'somebodys',
      ['--jdk-archive', engine.jdk8, '--hosts', hosts.join(',')],
      there.env,
    );
    // For programs, which are this one.
    Object.assign(process.env, lab.env, { TMPDIR: own.TMPDIR ?? '/tmp' });
  });
  afterAll(async () => {
    process.env = own;
    await lab.remove();
    await there.remove();
  });

  const { step, aside } = story();

  test('has no file of an engine that would take the network’s route; the system is not for it to make', async () => {
    for (const file of ['compose.yaml', 'Vagrantfile', 'Dockerfile', 'ssh_config']) {
      expect(existsSync(join(lab.dir, file)), file).toBe(false);
    }
    const beside = async (...options: string[]): Promise<string> => {
      const { exitCode, stderr } = await lab.zkLab('create', 'x', '--hosts', 'me@10.0.0.1', ...options);
      expect(exitCode).toBe(2);
      return stderr;
    };
    expect(await beside('--until', 'os')).toMatch(/--until os.*owner/);
    expect(await beside('--ssh-port', '2222')).toMatch(/--ssh-port 2222.*--hosts 10.0.0.1:PORT/);
    const docker = await lab.zkLab('up', '--provider', 'docker');
    expect([docker.exitCode, docker.stderr]).toEqual([
      1,
      expect.stringMatching(/there already.*--provider machines/),
    ]);
  });

  test('changes nothing on any machine while one is unknown, lets nobody work as root, is off or is taken', async () => {
    const up = async (): Promise<string> => {
      const { exitCode, stderr } = await lab.zkLab('up');
      expect(exitCode).toBe(1);
      return stderr;
    };
    await there.forget(2);
    await there.on(3, 'mkdir -p /opt/zookeeper-3.4.9/conf; echo theirs >/opt/zookeeper-3.4.9/conf/zoo.cfg');
    const told = await up();
    expect(told).toMatch(/node2: the host key of .* is not known here.*ssh admin@/);
    expect(told).toMatch(/node3: \/opt\/zookeeper-3.4.9: there already/);
    expect(await there.on(3, 'cat /opt/zookeeper-3.4.9/conf/zoo.cfg')).toBe('theirs');
    await there.on(3, 'rm -r /opt/zookeeper-3.4.9');
    await there.remember(2);
    await there.on(2, 'mv /etc/sudoers.d/admin /root/sudo');
    await there.off(3);
    const second = await up();
    expect(second).toMatch(/node2: on admin@.* you are not root, and sudo/);
    expect(second).toMatch(/node3: root@.* does not answer/);
    await there.on(2, 'mv /root/sudo /etc/sudoers.d/admin');
    await there.onAgain(3);
    await expect.poll(async () => (await lab.zkLab('up', '--dry-run')).stdout).toMatch(/node3 is to be/);
    expect(await Promise.all(all.map(seen))).toEqual(before);
  });

  test('shows its plan', async () => {
    const dry = await lab.zkLab('up', '--dry-run');
    expect(dry.stdout).toMatch(/node1 is to be root@.*opened in iptables, to the lab’s members alone/);
    expect(dry.stdout).toMatch(/node3 has a ZooKeeper of somebody else’s.*zookeeper-3.3.6/);
    expect(await openLab(lab.dir).plan({ nodes: ['node1'] })).toEqual([
      expect.stringMatching(/^node1 is to be root@/),
    ]);
  });

  test('a machine that goes away while it is sent files is no node yet, and the next up goes on', async () => {
    const up = lab.zkLab('up');
    // Stopped in the middle, so that it surely goes away there; without a process more, which would come too late.
    await there.on(
      3,
      `until compgen -G '/var/lib/zk-lab/new/artifacts/*' >/dev/null; do :; done
for p in /proc/[0-9]*; do read -r name <$p/comm; [ "$name" != tar ] || kill -STOP \${p#/proc/}; done`,
    );
    await there.off(3);
    const { exitCode, stderr } = await up;
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/node3: root@.* does not answer/)]);
    await there.onAgain(3);
    await expect.poll(async () => (await lab.zkLab('up', '--dry-run')).stdout).toMatch(/node3 is/);
    expect(await there.on(3, 'ls /opt /var/lib/zk-lab/files /usr/lib/jvm')).not.toMatch(
      /3\.4\.9|artifacts|bin/,
    );
    expect((await lab.zkLab('exec', 'node3', 'true')).stderr).toMatch(/node3.*zk-lab up/);
  });

  step('comes up beside what is its owner’s', async () => {
    const { exitCode, stderr, stdout } = await lab.zkLab('up');
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/node3 is/)]);
    expect(stdout).toMatch(/3 of 3|quorum/i);
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    // One login for all that a command asks of a machine, and nothing of it afterwards.
    const before = await there.logins(2);
    await lab.zkLab('status');
    expect((await there.logins(2)) - before).toBe(1);
    expect(readdirSync(there.env.TMPDIR ?? '').filter((name) => name.startsWith('zk-lab-'))).toEqual([]);
    // Only the members get to the ports of the one with a firewall.
    const knock = `timeout 2 bash -c '</dev/tcp/${there.address(1)}/2181' && echo open || echo closed`;
    expect([await there.on(2, knock), await there.on(4, knock)]).toEqual([
      'open',
      expect.stringMatching(/closed$/),
    ]);
    // What `status` says does let clients of this machine in.
    const [, command = ''] = /(ssh -N .*)/.exec((await lab.zkLab('status')).stderr) ?? [];
    const forwarding = execa('sh', ['-c', `exec ${command}`], {
      env: lab.env,
      reject: false,
      stdin: 'ignore',
    });
    for (const port of [2181, 2182, 2183]) {
      await expect
        .poll(() => fourLetterWord('srvr', { host: '127.0.0.1', port }))
        .toMatchObject({ from: 'server' });
    }
    forwarding.kill();
    await forwarding;
    expect(await there.on(2, 'ssh -o BatchMode=yes node3 hostname')).toBe('pc3');
    expect(await there.on(1, 'hostname')).toBe('pc1');
    expect(await lab.zkLab('check')).toSucceed();
    expect((await lab.zkLab('exec', 'node2', 'id', '-un')).stdout.trim()).toBe('root');
    expect((await lab.zkLab('zkcli', 'create', '/kept', 'yes')).stdout).toContain('Created /kept');
    expect((await lab.zkLab('logs', 'node3', '--tail', '1000')).stdout).toMatch(/Reading configuration from/);
  });

  // From here on its owner lets this machine in, and nothing has to wait for a firewall that says nothing.
  const door = (verb: '-I' | '-D'): Promise<string> =>
    there.on(1, `iptables ${verb} INPUT -s ${there.host} -p tcp --dport 2181 -j ACCEPT`);

  aside('a fault is put in force and healed; the clock is not the lab’s', async () => {
    await door('-I');
    expect(await lab.zkLab('fault', 'kill', 'node2')).toSucceed();
    expect((await lab.status()).nodes[1]?.serving).toBe(false);
    expect(await lab.zkLab('fault', 'heal')).toSucceed();
    await expect.poll(async () => (await lab.status()).nodes[1]?.serving).toBe(true);
    expect((await lab.zkLab('fault', 'clock', 'node2', '+90s')).stderr).toMatch(/owner/);
  });

  aside('a machine that goes away is told as such, and the others serve', async () => {
    await there.off(3);
    const { stdout, stderr } = await lab.zkLab('status');
    expect(stdout + stderr).toMatch(/node3: root@.* does not answer/);
    // It may have led.
    await expect.poll(async () => (await lab.status()).quorum).toBe(true);
    expect((await lab.zkLab('exec', 'node3', 'true')).stderr).toMatch(/node3: root@.* does not answer/);
    await there.onAgain(3);
    await expect.poll(async () => (await lab.zkLab('up')).exitCode, { timeout: 120_000 }).toBe(0);
    expect((await lab.zkLab('zkcli', 'get', '/kept')).stdout).toContain('yes');
  });

  aside('grows by a machine that is named, and shrinks again', async () => {
    expect((await lab.zkLab('grow', '4')).stderr).toMatch(/name the 1 that/);
    await expect(openLab(lab.dir).grow(4, { hosts: ['nowhere.invalid'] })).rejects.toThrow(
      /nowhere\.invalid/,
    );
    const host = `admin@${there.address(4)}`;
    // Meanwhile other labs get and lose the same tarball, as a link.
    const tarball = join(lab.dir, 'artifacts', basename(engine.jdk8));
    const links = setInterval(() => {
      linkSync(tarball, `${tarball}.other`);
      unlinkSync(`${tarball}.other`);
    }, 20);
    const grown = await lab.zkLab('grow', '4', '--hosts', host);
    clearInterval(links);
    expect(grown.exitCode, grown.stderr).toBe(0);
    expect(grown.stderr).toContain(`node4 is to be ${host}`);
    expect(grown.stderr).not.toContain('Warning');
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'follower', 'leader']);
    expect(await lab.zkLab('shrink', '3', '--yes')).toSucceed();
    expect(await seen(4)).toBe(before[3]);
  });

  aside('a node is made anew on its machine, and gets its data from the others', async () => {
    expect(await lab.zkLab('replace', 'node3', '--yes')).toSucceed();
    const get = 'JAVA_HOME=/usr/lib/jvm /opt/zookeeper-3.4.9/bin/zkCli.sh -server node3:2181 get /kept';
    expect(await there.on(3, get)).toContain('yes');
  });

  aside(
    'destroy takes back all that it has put there, also when the folder is gone, and lists what it leaves',
    async () => {
      await door('-D');
      await there.on(3, 'echo mine >/opt/notes');
      expect(await lab.zkLab('grow', '4', '--hosts', `admin@${there.address(4)}`)).toSucceed();
      await rm(lab.dir, { recursive: true });
      const { exitCode, stderr } = await lab.run(
        'node',
        [inject('testbed').cli, 'destroy', 'somebodys', '--yes'],
        {
          cwd: dirname(lab.dir),
        },
      );
      expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/node3: left as they are.*\/opt\/notes/)]);
      await there.on(3, 'rm /opt/notes');
      // Docker writes /etc/hosts of a container that was off anew.
      const plain = (text: string): string => text.replace(/^.* \/etc\/hosts$/gm, '');
      expect((await Promise.all(all.map(seen))).map(plain)).toEqual(before.map(plain));
    },
  );
});
