import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OwnCluster, useOwnCluster } from '../../testbed/use-cluster.js';
import { describeWith } from '../../testbed/use-engine.js';
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

/** Disks of a host each, of a class of their own: what k3s and kind have by default. */
const tiedDisks = [1, 2].flatMap((host) =>
  [1, 2, 3, 4, 5, 6].map((disk) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `tied-${host}-${disk}`, labels: { tied: 'yes' } },
    spec: {
      storageClassName: 'tied',
      capacity: { storage: '2Gi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: `/tmp/hostpath_pv/tied-${host}-${disk}`, type: 'DirectoryOrCreate' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [`host${host}`] }],
            },
          ],
        },
      },
    },
  })),
);

await describeWith(useOwnCluster, 'claims that cannot follow their pods to another host', (cluster) => {
  let lab: ClusterLab;
  beforeAll(async () => {
    const storage = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'tied', labels: { tied: 'yes' } },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    };
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [storage, ...tiedDisks] });
    await execa('kubectl', ['apply', '-f', '-'], { env: cluster.env, input });
    lab = await ClusterLab.create(cluster, 'tied');
    const file = join(lab.dir, 'kubernetes/nodes.yaml');
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replaceAll('accessModes:', 'storageClassName: tied\n        accessModes:'));
    const { exitCode, stderr } = await lab.zkLab('up', ...cluster.up);
    expect(exitCode, stderr).toBe(0);
  });
  afterAll(async () => {
    for (const host of [1, 2]) await cluster.kubectl('uncordon', `host${host}`);
    await lab?.remove();
    await cluster.kubectl('delete', 'storageclass,persistentvolume', '-l', 'tied=yes', '--wait=false');
  });

  const nodes = ['node1', 'node2', 'node3'];
  const three = ['follower', 'follower', 'leader'];
  const on = async (host: string): Promise<string[]> => {
    const hosts = await Promise.all(nodes.map((node) => lab.hostOf(node)));
    return nodes.filter((_, index) => hosts[index] === host);
  };

  test('a host is emptied: its node waits for it, is told of with what to type, and comes back with it', async () => {
    const [node = ''] = await on('host1');
    // The node that is left there, if one is, stays until the first one serves again.
    const drain = ['drain', 'host1', '--ignore-daemonsets', '--pod-selector=zk-lab.id', '--timeout=15s'];
    await cluster.kubectl(...drain).catch(() => '');
    const told = /(node\d) waits for host1, where its claim is.*kubectl uncordon host1.*zk-lab replace \1/;
    await expect.poll(async () => (await lab.zkLab('status')).stderr).toMatch(told);
    expect(await lab.zkLab('up')).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(told) });
    await cluster.kubectl('uncordon', 'host1');
    expect(await lab.zkLab('up')).toSucceed();
    expect(modesOf(await lab.status())).toEqual(three);
    expect(await lab.hostOf(node)).toBe('host1');
  });

  test('one that is to stay empty, or is lost: its nodes are made anew elsewhere', async () => {
    await lab.zkLab('zkcli', 'create', '/kept', 'yes');
    const drain = ['drain', 'host1', '--ignore-daemonsets', '--pod-selector=zk-lab.id', '--timeout=15s'];
    for (let left = await on('host1'); left.length > 0; left = await on('host1')) {
      await cluster.kubectl(...drain).catch(() => '');
      await expect.poll(async () => (await lab.zkLab('status')).stderr).toMatch('waits for host1');
      const [waiting = ''] = /node\d(?= waits for host1)/.exec((await lab.zkLab('status')).stderr) ?? [];
      const { exitCode, stderr } = await lab.zkLab('replace', waiting, '-y');
      expect(exitCode, stderr).toBe(0);
      expect(await lab.hostOf(waiting)).toBe('host2');
    }
    await cluster.kubectl('uncordon', 'host1');
    // All are on one host now; the next one that is made anew goes to the other, and that is lost.
    expect(await lab.zkLab('replace', 'node1', '-y')).toSucceed();
    expect(await lab.hostOf('node1')).toBe('host1');
    await cluster.lose(1);
    await expect.poll(async () => (await lab.zkLab('status')).stderr).toMatch(/zk-lab replace node1/);
    const { exitCode, stderr } = await lab.zkLab('replace', 'node1', '-y');
    expect(exitCode, stderr).toBe(0);
    expect(await lab.hostOf('node1')).toBe('host2');
    expect((await lab.zkLab('zkcli', 'get', '/kept')).stdout).toMatch('yes');
    await cluster.restore(1);
  });
});
