import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnCluster, useOwnCluster } from '../../testbed/use-cluster.js';
import { describeWith } from '../../testbed/use-engine.js';
import { modesOf } from '../lab.js';
import { ClusterLab } from './lab.js';

/** A pod that asks, and where it is. */
interface Asker {
  readonly namespace: string;
  readonly name: string;
}

// Only of the tests' own cluster it is known that its network heeds policies.
await describeWith(useOwnCluster, 'who gets in to a lab of pods', (cluster: OwnCluster) => {
  let lab: ClusterLab;
  beforeAll(async () => {
    lab = await ClusterLab.up(cluster, 'guarded');
    await cluster.kubectl('create', 'namespace', 'elsewhere');
    const ofNode = await lab.kubectl('get', 'pod', 'node1-0', '-o', 'json');
    const { metadata, spec } = JSON.parse(ofNode);
    const run = async ({ namespace, name }: Asker, ...labels: string[]) => {
      const image = ['--image', spec.containers[0].image, '--image-pull-policy=IfNotPresent'];
      // It ends when it is told to, which the first process of a pod else does not.
      const line = 'trap exit TERM; sleep infinity & wait';
      const words = ['run', name, ...image, ...labels, '--command', '--', 'bash', '-c', line];
      await cluster.kubectl('--namespace', namespace, ...words);
    };
    const client = `--labels=zk-lab.client=${metadata.labels['zk-lab.id']}`;
    await Promise.all([
      run(askers.client, client),
      run(askers.clientBeside, client),
      run(askers.stranger),
      run(askers.strangerBeside),
    ]);
    for (const { namespace, name } of Object.values(askers)) {
      await cluster.kubectl('--namespace', namespace, 'wait', '--for=condition=ready', `pod/${name}`);
    }
  });
  afterAll(async () => {
    await cluster.kubectl('delete', 'namespace', 'elsewhere', '--ignore-not-found');
    await lab?.remove();
  });

  const askers = {
    client: { namespace: 'elsewhere', name: 'client' },
    clientBeside: { namespace: 'guarded', name: 'client' },
    stranger: { namespace: 'elsewhere', name: 'stranger' },
    strangerBeside: { namespace: 'guarded', name: 'stranger' },
  } as const satisfies Readonly<Record<string, Asker>>;

  /** What a pod hears from a port there; 'nothing' where it does not get through. */
  const hears = ({ namespace, name }: Asker, host: string, port = 2181): Promise<string> => {
    const line = `exec 3<>/dev/tcp/${host}/${port}; echo ruok >&3; head -c 4 <&3`;
    const words = ['exec', name, '--', 'timeout', '4', 'bash', '-c', line];
    return cluster.kubectl('--namespace', namespace, ...words).catch(() => 'nothing');
  };
  const service = 'guarded-clients.guarded';
  const nodes = ['node1', 'node2', 'node3'].map((node) => `${node}.guarded`);

  test('the nodes each other, on all ports: they log in, and elect', async () => {
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await lab.zkLab('check')).toSucceed();
  });

  test('a client that bears the label, in whatever namespace; but to no other port', async () => {
    for (const client of [askers.client, askers.clientBeside]) {
      await expect.poll(() => hears(client, service), { timeout: 30_000 }).toBe('imok');
      for (const node of nodes) expect(await hears(client, node)).toBe('imok');
      expect(await hears(client, 'node1.guarded', 22)).toBe('nothing');
    }
  });

  test('nobody else, be it in the lab’s own namespace', async () => {
    for (const stranger of [askers.stranger, askers.strangerBeside]) {
      expect(await Promise.all([service, ...nodes].map((host) => hears(stranger, host)))).toEqual(
        Array(4).fill('nothing'),
      );
    }
  });

  test('clients of this machine all the same; a node that begins anew is ready, and reached', async () => {
    await lab.zkLab('zkcli', 'create', '/here', '');
    await lab.kubectl('delete', 'pod', 'node2-0');
    await lab.kubectl('wait', '--for=condition=ready', 'pod/node2-0', '--timeout=90s');
    const { exitCode, stderr } = await lab.zkLab('up');
    expect(exitCode, stderr).toBe(0);
    expect(modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await hears(askers.strangerBeside, 'node2.guarded')).toBe('nothing');
    await expect.poll(() => hears(askers.client, 'node2.guarded'), { timeout: 30_000 }).toBe('imok');
  });
});
