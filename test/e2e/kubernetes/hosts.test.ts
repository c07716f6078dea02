import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OwnCluster, useOwnCluster } from '../../equipment/use-cluster.js';
import { describeWith } from '../../equipment/use-engine.js';
import { modesOf } from '../lab.js';
import { RunningStorm } from '../storm-clients.js';
import { ClusterLab } from './lab.js';

await describeWith(useOwnCluster, 'hosts under a lab of three pods', (cluster: OwnCluster) => {
  let lab: ClusterLab;
  let storm: RunningStorm | undefined;
  beforeAll(async () => {
    lab = await ClusterLab.up(cluster, 'hosts');
  });
  // One that a test left going would be another's.
  afterEach(() => storm?.kill());
  afterAll(async () => {
    for (const host of [1, 2]) await cluster.kubectl('uncordon', `host${host}`);
    await lab?.remove();
  });

  const nodes = ['node1', 'node2', 'node3'];
  const serveAll = () =>
    expect.poll(async () => modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
  /** Ends a storm. @returns what of its verdict does not hold */
  const broken = async (storm: RunningStorm) =>
    (await storm.stop()).verdict.checks.filter(({ outcome }) => outcome !== 'holds');
  const on = async (host: string): Promise<string[]> => {
    const hosts = await Promise.all(nodes.map((node) => lab.hostOf(node)));
    return nodes.filter((_, index) => hosts[index] === host);
  };
  /** The host that has one node alone, and that node; where all are on one, one of them begins anew, and goes to the other. */
  const alone = async (): Promise<{ host: number; node: string }> => {
    if ((await on('host1')).length % 3 === 0) {
      await lab.kubectl('delete', 'pod', 'node3-0');
      await serveAll();
    }
    const [first, second] = [await on('host1'), await on('host2')];
    return first.length === 1 ? { host: 1, node: first[0] ?? '' } : { host: 2, node: second[0] ?? '' };
  };

  test('nodes are spread over the hosts', async () => {
    expect((await Promise.all([on('host1'), on('host2')])).map(({ length }) => length).sort()).toEqual([
      1, 2,
    ]);
  });

  test('a host is emptied under a storm: one node after the other goes, the others keep the quorum', async () => {
    storm = await RunningStorm.start(lab);
    await storm.more();
    const full = (await on('host1')).length === 2 ? 'host1' : 'host2';
    const said = await cluster.kubectl('drain', full, '--ignore-daemonsets', '--timeout=120s');
    expect(said).toMatch(/evicted[\s\S]*evicted/);
    await storm.more();
    await serveAll();
    expect(await broken(storm)).toEqual([]);
    await cluster.kubectl('uncordon', full);
  });

  test('a pod that is evicted under a storm of faults comes back with what it had', async () => {
    storm = await RunningStorm.start(lab, '--for', '25s', '--seed', '3', '--faults', 'kill,pause', '--json');
    await storm.more();
    await lab.kubectl('delete', 'pod', 'node2-0');
    const { stdout, exitCode } = await storm.ended();
    expect(JSON.parse(stdout)).toMatchObject({ verdict: { holds: true } });
    expect(exitCode).toBe(0);
    await serveAll();
  });

  test('a host is lost under a storm: the others go on; it is told which one, and what to type; its node comes back with it', async () => {
    const { host, node } = await alone();
    storm = await RunningStorm.start(lab);
    await storm.more();
    await cluster.lose(host);
    await storm.more();
    await expect
      .poll(async () => (await lab.zkLab('status')).stderr)
      .toMatch(
        new RegExp(`${node} is on the host host${host}, which does not answer.*zk-lab replace ${node}`),
      );
    const up = await lab.zkLab('up');
    expect(up).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(`host${host}, which does not answer`),
    });
    await cluster.restore(host);
    await expect.poll(async () => (await lab.zkLab('up')).exitCode).toBe(0);
    await serveAll();
    expect(await broken(storm)).toEqual([]);
  });

  test('a host that is lost for good: its node is made anew from the others, elsewhere', async () => {
    const { host, node } = await alone();
    storm = await RunningStorm.start(lab);
    await storm.more();
    await cluster.lose(host);
    await expect.poll(async () => (await lab.zkLab('status')).stderr).toMatch('does not answer');
    const { exitCode, stderr } = await lab.zkLab('replace', node, '-y');
    expect(exitCode, stderr).toBe(0);
    expect(await lab.hostOf(node)).not.toBe(`host${host}`);
    await serveAll();
    expect(await broken(storm)).toEqual([]);
    await cluster.restore(host);
  });
});
