import { afterAll, beforeAll, expect, inject } from 'vitest';
import { story } from '../story.js';
import type { Unavailable } from '../testbed/available.js';
import { describeWith } from '../testbed/use-engine.js';
import { useVagrant } from '../testbed/use-vagrant.js';
import type { Vagrant } from '../testbed/vagrant.js';
import { modesOf } from './lab.js';
import type { Told } from './storm-clients.js';
import { VagrantLab } from './vagrant-lab.js';

const home = '/opt/zookeeper-3.4.9';
const nodes = ['node1', 'node2', 'node3'];
const loop = (command: string): string =>
  `for a in {1..3} ; do ssh node$a "source /etc/profile; ${command}" ; done`;

/** Under software emulation a JVM is up to forty times slower. */
const patience = { timeout: 300_000, interval: 3000 };

// Real machines with systemd, a kernel of their own and networks that Vagrant configures: Debian 13 stands in for CentOS.
// They take many minutes where the processor cannot help: only where they are asked for.
const use = async (): Promise<Vagrant | Unavailable> =>
  process.env.ZK_LAB_TEST_LIBVIRT
    ? useVagrant('libvirt')
    : { available: false, reason: 'virtual machines only with ZK_LAB_TEST_LIBVIRT=1' };

await describeWith(use, 'the tutorial’s cluster in virtual machines', (vagrant) => {
  let lab: VagrantLab;
  beforeAll(async () => {
    lab = await VagrantLab.create(vagrant, []);
  });
  afterAll(() => lab?.remove(), 120_000);

  const { step, aside } = story();

  const modes = async (): Promise<(string | null)[]> => modesOf(await lab.status());

  step('vagrant up ends by telling that the ensemble serves', { timeout: 1_500_000 }, async () => {
    const { exitCode, stdout } = await lab.vagrant('up');
    expect(exitCode).toBe(0);
    expect(stdout.trim().split('\n').at(-1)).toMatch(
      /zk-lab: the ensemble serves, 3 of 3 nodes; leader: node\d;/,
    );
    expect(await modes()).toEqual(['follower', 'follower', 'leader']);
  });

  aside('names and addresses are right on every node', async () => {
    for (const [index, node] of nodes.entries()) {
      const own = `192.168.252.10${index + 1}`;
      expect(await lab.on(node, 'uname -n; getent ahostsv4 $(uname -n) | cut -d " " -f 1 | sort -u')).toBe(
        `${node}\n${own}`,
      );
      expect(await lab.on(node, 'grep "^127" /etc/hosts')).not.toContain(node);
      expect(await lab.on(node, 'ss -tln | grep -c ":3888"; ip -4 -o address show dev eth1')).toMatch(
        new RegExp(`^1\\n.*${own}/24`),
      );
    }
  });

  aside('root reaches every node from every node, itself included, with strict checking', async () => {
    const script =
      'for a in {1..3} ; do ssh -o StrictHostKeyChecking=yes -o BatchMode=yes node$a uname -n ; done';
    for (const node of nodes) expect(await lab.on(node, script)).toBe(nodes.join('\n'));
  });

  aside('no firewall runs', async () => {
    expect(await lab.on('node1', loop('systemctl is-active firewalld.service'))).toBe(
      'inactive\ninactive\ninactive',
    );
  });

  aside('the tutorial’s stop, start and status loops', { timeout: 600_000 }, async () => {
    expect((await lab.on('node1', loop(`${home}/bin/zkServer.sh stop`))).match(/STOPPED/g)).toHaveLength(3);
    expect((await lab.on('node1', loop(`${home}/bin/zkServer.sh start`))).match(/STARTED/g)).toHaveLength(3);
    await expect.poll(modes, patience).toEqual(['follower', 'follower', 'leader']);
    expect(
      (await lab.on('node3', loop(`${home}/bin/zkServer.sh status`))).match(/Mode: (leader|follower)/g),
    ).toHaveLength(3);
  });

  const put = async (...fault: string[]): Promise<void> => {
    const { exitCode, stderr } = await lab.zkLab('fault', ...fault);
    expect(exitCode, stderr).toBe(0);
  };
  const healAll = async (): Promise<void> => {
    await put('heal');
    expect((await lab.status()).faults).toEqual([]);
    await expect.poll(modes, patience).toEqual(['follower', 'follower', 'leader']);
  };

  aside('a disk is full, not the one of this machine, and has room again', { timeout: 900_000 }, async () => {
    const write = `dd if=/dev/zero of=${home}/data/some bs=64k count=64 conv=fsync 2>&1; rm -f ${home}/data/some`;
    const room = async (): Promise<number> =>
      Number((await lab.run('df', '--output=avail', '-B1', '.')).stdout.split('\n')[1]);
    const before = await room();
    await put('fill', 'node1');
    expect(await lab.on('node1', write)).toContain('No space left on device');
    // What the machines write meanwhile is little beside a disk.
    expect(before - (await room())).toBeLessThan(2 ** 30);
    expect(await lab.on('node2', write)).not.toContain('No space left on device');
    expect((await lab.status()).faults).toMatchObject([{ verb: 'fill', node: 'node1' }]);
    await healAll();
    expect(await lab.on('node1', write)).not.toContain('No space left on device');
  });

  aside('a clock goes ahead of the others, and is right again', { timeout: 900_000 }, async () => {
    /** Seconds that node2 is ahead of node1. */
    const ahead = async (): Promise<number> =>
      Number(await lab.on('node1', 'there=$(ssh node2 date +%s); echo $((there - $(date +%s)))'));
    expect(Math.abs(await ahead())).toBeLessThan(45);
    await put('clock', 'node2', '+180s');
    expect(Math.abs((await ahead()) - 180)).toBeLessThan(45);
    await healAll();
    expect(Math.abs(await ahead())).toBeLessThan(45);
  });

  aside('a leader that is cut off refuses, and the others have another', { timeout: 600_000 }, async () => {
    const { leader } = await lab.status();
    await put('cut', String(leader));
    // Reached by this machine all the same, it refuses.
    await expect
      .poll(async () => (await lab.status()).nodes.find(({ name }) => name === leader)?.serving, patience)
      .toBe(false);
    await expect
      .poll(async () => (await lab.status()).leader, patience)
      .toMatch(new RegExp(nodes.filter((name) => name !== leader).join('|')));
    await healAll();
    await expect.poll(modes, patience).toEqual(['follower', 'follower', 'leader']);
  });

  aside(
    'clients of machines go on while those are cut off, killed and frozen',
    {
      timeout: 1_000_000,
    },
    async () => {
      // Ended by Ctrl-C it heals, too, and says how far it came.
      const { exitCode, stdout, stderr } = await lab.run(
        'timeout',
        ...['--signal=INT', '--kill-after=120', '700', 'node', inject('testbed').cli],
        ...['storm', '--for', '90s', '--seed', '7', '--faults', 'kill,pause,cut', '--json'],
      );
      expect(stdout, stderr).not.toBe('');
      const { verdict }: Told = JSON.parse(stdout);
      const broken = verdict.checks.filter(({ outcome }) => outcome !== 'holds');
      expect({ exitCode, broken }, stderr).toEqual({ exitCode: 0, broken: [] });
      expect(verdict.counts.done).toBeGreaterThan(20);
      await expect.poll(modes, patience).toEqual(['follower', 'follower', 'leader']);
    },
  );

  aside('after a reboot the ensemble comes back by itself', { timeout: 900_000 }, async () => {
    const boots = () =>
      Promise.all(nodes.map((node) => lab.vagrant('ssh', node, '-c', 'cat /proc/sys/kernel/random/boot_id')));
    const before = (await boots()).map(({ stdout }) => stdout.trim());
    for (const node of nodes) await lab.vagrant('ssh', node, '-c', 'sudo systemctl reboot --no-block');
    // The forwarded ports of libvirt's machines end with their SSH: asked over the machines' own addresses.
    const srvr = 'exec 3<>/dev/tcp/$0/2181 && printf srvr >&3 && timeout 20 cat <&3';
    const answers = async (): Promise<string[]> => {
      const asked = nodes.map((_, index) =>
        lab.run('timeout', '30', 'bash', '-c', srvr, `192.168.252.10${index + 1}`),
      );
      return (await Promise.all(asked)).map(({ stdout }) => /^Mode: (.*)$/m.exec(stdout)?.[1] ?? '').sort();
    };
    await expect
      .poll(
        async () =>
          (await boots()).map(({ stdout }) => stdout.trim()).filter((id) => id && !before.includes(id))
            .length,
        patience,
      )
      .toBe(3);
    await expect.poll(answers, patience).toEqual(['follower', 'follower', 'leader']);
  });

  aside('reload gives the forwarded ports back', { timeout: 900_000 }, async () => {
    const { exitCode, stdout } = await lab.vagrant('reload', 'node2');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/node2: zk-lab: the ensemble serves/);
    expect((await lab.status()).nodes[1]).toMatchObject({ running: true, serving: true });
    expect(await lab.on('node2', 'grep "^127" /etc/hosts')).not.toContain('node2');
  });
});
