/** The playbook beside the inventory, by a real Ansible, on machines without Python: what zk-lab finds afterwards is all done. */
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Unavailable } from '../testbed/available.js';
import type { Engine } from '../testbed/engine.js';
import { type Machines, startMachines } from '../testbed/machines.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { modesOf, TestLab } from './lab.js';

async function engineAndAnsible(): Promise<Engine | Unavailable> {
  const { exitCode } = await execa('ansible-playbook', ['--version'], { reject: false });
  return exitCode === 0
    ? useEngine()
    : { available: false, reason: 'there is no ansible-playbook: install ansible-core' };
}

await describeWith(engineAndAnsible, 'machines made nodes by Ansible', (engine) => {
  let there: Machines;
  let lab: TestLab;
  const playbook = () => lab.run('ansible-playbook', ['-i', 'inventory.ini', 'playbook.yaml']);

  beforeAll(async () => {
    there = await startMachines(engine, engine.state, 3);
    const hosts = [`root@${there.address(1)}`, `admin@${there.address(2)}`, `root@${there.address(3)}:2222`];
    const env = { ...there.env, ANSIBLE_LOCAL_TEMP: there.env.TMPDIR ?? '/tmp' };
    lab = await TestLab.create('played', ['--jdk-archive', engine.jdk8, '--hosts', hosts.join(',')], env);
  });
  afterAll(async () => {
    await lab.remove();
    await there.remove();
  });

  test('changes nothing on any machine while one of them is taken', async () => {
    await there.on(3, 'mkdir /opt/zookeeper-3.4.9');
    const { exitCode, stdout } = await playbook();
    expect([exitCode, stdout]).toEqual([
      expect.any(Number),
      expect.stringMatching(/zookeeper-3.4.9: there already, and not the lab's/),
    ]);
    expect(exitCode).not.toBe(0);
    for (const n of [1, 2, 3]) expect(await there.on(n, 'ls /var/lib/zk-lab')).toMatch(/No such file/);
    await there.on(3, 'rmdir /opt/zookeeper-3.4.9');
  });

  test('brings them up, and zk-lab takes them as they are', async () => {
    expect(await playbook()).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/Mode|serve/) });
    expect(await there.on(2, 'ssh -o BatchMode=yes node3 hostname')).toBe('pc3');
    const started = () =>
      there.on(1, 'ls -l --time-style=full-iso /opt/zookeeper-3.4.9/data/zookeeper_server.pid');
    const before = await started();
    const { exitCode, stderr } = await lab.zkLab('up');
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/node3 is root@.*gets 0 MB/)]);
    expect(await started()).toBe(before);
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await there.on(1, 'ls -a /var/tmp')).not.toMatch(/zk-lab/);
    expect(await lab.zkLab('destroy', '--yes')).toSucceed();
    expect(await there.on(2, 'ls -A /opt; ls -A /var/lib/zk-lab 2>/dev/null')).toBe('');
  });
});
