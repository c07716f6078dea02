/** A lab on machines behind a real ufw and a real firewalld: its members get to each other, and the owner's rules are as before. */
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Machines, startMachines } from '../testbed/machines.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { modesOf, TestLab } from './lab.js';

const testbed = join(import.meta.dirname, '../testbed/engine.sh');

await describeWith(useEngine, 'machines behind firewalls', (engine) => {
  let there: Machines;
  let lab: TestLab;

  /** What the owner has let in, now and for good. */
  const rules = () =>
    Promise.all([
      there.on(1, 'ufw status; iptables-save | grep -v "^[#:]"'),
      there.on(
        2,
        'for zone in public internal; do for when in "" --permanent; do firewall-cmd --zone=$zone $when --list-all; done; done',
      ),
    ]);
  const richRules = (zone: string) =>
    there.on(
      2,
      `firewall-cmd --zone=${zone} --list-rich-rules; firewall-cmd --zone=${zone} --permanent --list-rich-rules`,
    );
  /** Whether somebody who is no member gets to a port. */
  const getsIn = async (n: number): Promise<boolean> => {
    const { exitCode } = await execa(
      'timeout',
      ['2', 'bash', '-c', `exec 3<>/dev/tcp/${there.address(n)}/2181`],
      {
        reject: false,
      },
    );
    return exitCode === 0;
  };

  beforeAll(async () => {
    const { stdout: base } = await execa(testbed, ['guarded', engine.state]);
    there = await startMachines(engine, engine.state, 3, base);
    expect(await there.on(1, 'ufw allow 22/tcp && ufw --force enable')).toMatch(/Firewall is active/);
    await there.on(
      2,
      'mkdir -p /run/dbus; dbus-daemon --system --fork; setsid firewalld </dev/null >/dev/null 2>&1',
    );
    await vi.waitFor(async () => expect(await there.on(2, 'firewall-cmd --state')).toBe('running'), 60_000);
    // Its owner has put the interface into another zone than the default one, and lets node1 in there himself.
    await there.on(
      2,
      `for when in '' --permanent; do
        firewall-cmd $when --zone=internal --add-interface=eth0
        firewall-cmd $when --zone=internal --add-rich-rule='rule family=ipv4 source address=${there.address(1)}/32 port port=2181 protocol=tcp accept'
      done`,
    );
    const hosts = [`root@${there.address(1)}`, `admin@${there.address(2)}`, `root@${there.address(3)}:2222`];
    lab = await TestLab.create(
      'guarded',
      ['--jdk-archive', engine.jdk8, '--hosts', hosts.join(',')],
      there.env,
    );
  });
  afterAll(async () => {
    await lab.remove();
    await there.remove();
  });

  test('serves behind them, lets nobody else in, and leaves them as they were', async () => {
    const before = await rules();
    const { exitCode, stderr } = await lab.zkLab('up');
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(/node1 .*opened in ufw.*\n.*node2 .*opened in firewalld/),
    ]);
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await Promise.all([1, 2, 3].map(getsIn))).toEqual([false, false, true]);
    expect(await there.on(1, 'ufw status')).toMatch(
      new RegExp(`2181,2888,3888/tcp +ALLOW +${there.address(3)} +# zk-lab:`),
    );
    // Each of nine, now and for good, in the zone of the interface.
    expect((await richRules('internal')).split('\n')).toHaveLength(18);
    expect((await richRules('public')).trim()).toBe('');

    expect(await lab.zkLab('up')).toSucceed();
    expect((await richRules('internal')).split('\n')).toHaveLength(18);

    expect(await lab.zkLab('destroy', '--yes')).toSucceed();
    expect(await rules()).toEqual(before);
  });
});
