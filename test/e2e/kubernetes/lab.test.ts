import { once } from 'node:events';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { story } from '../../story.js';
import { useCluster } from '../../testbed/use-cluster.js';
import { describeWith } from '../../testbed/use-engine.js';
import { modesOf } from '../lab.js';
import { ClusterLab } from './lab.js';

const three = ['follower', 'follower', 'leader'];

await describeWith(useCluster, 'a lab by hand, with kubectl alone', (cluster) => {
  let lab: ClusterLab;
  beforeAll(async () => {
    lab = await ClusterLab.create(cluster, 'by-hand');
  });
  afterAll(async () => lab?.remove());

  test('after one command for the image, one brings it up; zk-lab takes over what is there', async (context) => {
    const { registry } = cluster;
    if (registry === undefined) return context.skip('its hosts have no registry to get the image from');
    const kustomization = await readFile(join(lab.dir, 'kustomization.yaml'), 'utf8');
    const image = /-t (\S+) \./.exec(kustomization)?.[1] ?? '';
    const [name = '', tag = ''] = image.split(/:(?=[^:]*$)/);
    const pushed = `${registry}/by-hand`;
    const built = await lab.run('docker', [
      'build',
      '-f',
      'kubernetes/Dockerfile',
      '-t',
      `${pushed}:${tag}`,
      '.',
    ]);
    expect(built.exitCode, built.stderr).toBe(0);
    expect(await lab.run('docker', ['push', `${pushed}:${tag}`])).toSucceed();
    // As the line in that file says.
    await appendFile(
      join(lab.dir, 'kustomization.yaml'),
      `images: [{ name: ${name}, newName: ${pushed} }]\n`,
    );
    await lab.cluster.kubectl('create', 'namespace', 'by-hand');
    await lab.kubectl('apply', '-k', lab.dir);
    await lab.kubectl('wait', '--for=condition=ready', 'pod', '--all', '--timeout=150s');
    const said = await lab.kubectl(
      'exec',
      'node2-0',
      '--',
      'bash',
      '-lc',
      'ssh node3 hostname && ssh node1 /opt/zookeeper*/bin/zkServer.sh status 2>&1',
    );
    expect(said).toMatch(/^node3-0\n[\s\S]*Mode: (leader|follower)/);

    const { exitCode, stderr } = await lab.zkLab('up', '--provider', 'kubernetes', '--namespace', 'by-hand');
    expect(exitCode, stderr).toBe(0);
    expect(modesOf(await lab.status())).toEqual(three);
    // Whose namespace it is stays as it is.
    expect(await lab.zkLab('destroy', '-y')).toSucceed();
    expect(await lab.kubectl('get', 'all,persistentvolumeclaim,secret', '-o', 'name')).toBe('');
    expect(await cluster.kubectl('get', 'namespace', 'by-hand', '-o', 'name')).toBe('namespace/by-hand');
  });
});

await describeWith(useCluster, 'where a lab goes on Kubernetes', (cluster) => {
  let lab: ClusterLab;
  beforeAll(async () => {
    lab = await ClusterLab.create(cluster, 'places');
  });
  afterAll(async () => lab?.remove());
  const up = (...args: string[]) => lab.zkLab('up', ...cluster.up, ...args);
  const placeFile = () => join(lab.dir, '.zk-lab-kubernetes.json');

  const { step, aside } = story();

  test('never without being asked for by name', async () => {
    expect((await lab.zkLab('up', '--registry', 'r')).stderr).toMatch(/--registry/);
    expect((await lab.status()).provider).toBeNull();
  });

  test('a context that there is not is refused with those that there are', async () => {
    const { exitCode, stderr } = await up('--context', 'nowhere');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/no context nowhere\. There are: \S+/),
    });
  });

  test('an up that finds something in its way leaves no namespace behind', async () => {
    const other = createServer().listen(2181, '127.0.0.1');
    await once(other, 'listening');
    try {
      expect(await up()).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/2181 .*is taken/) });
    } finally {
      other.close();
    }
    expect(await cluster.kubectl('get', 'namespace', '--ignore-not-found', 'places', '-o', 'name')).toBe('');
  });

  test('somebody else’s service of a node’s name is left alone', async () => {
    await cluster.kubectl('create', 'namespace', 'taken');
    try {
      await cluster.kubectl('--namespace', 'taken', 'create', 'service', 'clusterip', 'node2', '--tcp=80');
      const { exitCode, stderr } = await up('--namespace', 'taken');
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr: expect.stringMatching(/namespace taken has a Service node2 .*--namespace places-\w+/),
      });
      expect(
        await cluster.kubectl(
          '--namespace',
          'taken',
          'get',
          'pod,statefulset,persistentvolumeclaim',
          '-o',
          'name',
        ),
      ).toBe('');
    } finally {
      await cluster.kubectl('delete', 'namespace', 'taken');
    }
  });

  test('a quota that leaves no room is told in the cluster’s words', async () => {
    await cluster.kubectl('create', 'namespace', 'narrow');
    try {
      await cluster.kubectl('--namespace', 'narrow', 'create', 'quota', 'pods', '--hard=pods=1');
      const { exitCode, stderr } = await up('--namespace', 'narrow');
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr: expect.stringMatching(
          /makes no pod for node\d: .*exceeded quota: pods[\s\S]*--namespace NAME/,
        ),
      });
      expect(await lab.zkLab('destroy', '-y')).toSucceed();
      expect(
        await cluster.kubectl(
          '--namespace',
          'narrow',
          'get',
          'pod,service,persistentvolumeclaim,secret',
          '-o',
          'name',
        ),
      ).toBe('');
    } finally {
      await cluster.kubectl('delete', 'namespace', 'narrow');
    }
  });

  test('a class of storage that there is not is told as that', async () => {
    const file = join(lab.dir, 'kubernetes/nodes.yaml');
    const before = await readFile(file, 'utf8');
    await writeFile(
      file,
      before.replaceAll('accessModes:', 'storageClassName: nowhere\n        accessModes:'),
    );
    const { exitCode, stderr } = await up();
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/storageClassName|StorageClass/),
    });
    expect(await lab.zkLab('destroy', '-y')).toSucceed();
    await writeFile(file, before);
  });

  step('up, in a namespace of its own; shown and remembered; nowhere else meanwhile', async () => {
    const { exitCode, stderr } = await up('--namespace', 'places');
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(/On the cluster of \S+ \(https?:\S+\), in the namespace places/);
    expect(modesOf(await lab.status())).toEqual(three);
    expect((await lab.zkLab('status')).stderr).toMatch(
      /in the namespace places; .*port-forward, which process \d+/,
    );
    const elsewhere = await up('--namespace', 'default');
    expect(elsewhere).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching('in the namespace places of .* already'),
    });
    expect(await lab.zkLab('check')).toSucceed();
  });

  aside(
    'a node that is down comes up again beside those that run, and clients are not thrown out meanwhile',
    async () => {
      expect(await lab.zkLab('down', 'node2')).toSucceed();
      expect((await lab.status()).nodes.map(({ running }) => running)).toEqual([true, false, true]);
      const { exitCode, stderr } = await lab.zkLab('up');
      expect(exitCode, stderr).toBe(0);
      expect(modesOf(await lab.status())).toEqual(three);
    },
  );

  aside('programs on nodes: their status and what they say, and no word of kubectl’s', async () => {
    const { exitCode, stdout, stderr } = await lab.zkLab(
      'exec',
      'node1',
      '--',
      'sh',
      '-c',
      'hostname; echo bad >&2; exit 3',
    );
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 3, stdout: 'node1-0', stderr: 'bad' });
    expect(await lab.zkLab('ssh', 'node3', 'hostname')).toMatchObject({ exitCode: 0, stdout: 'node3-0' });
  });

  aside(
    'reset asks, and tells what its learner made on nodes; what ssh wrote there is none of that',
    async () => {
      await lab.zkLab('exec', 'node1', '--', 'touch', '/root/mine');
      const { exitCode, stderr } = await lab.zkLab('reset');
      expect(exitCode).not.toBe(0);
      expect(stderr).toMatch(/node1 loses what you made there: \/root\/mine$/m);
      expect(stderr).not.toMatch('known_hosts');
      expect(modesOf(await lab.status())).toEqual(three);
    },
  );

  aside('a context that leads to another cluster by now is refused, whatever is asked', async () => {
    const before = await readFile(placeFile(), 'utf8');
    // As if the lab had gone to a cluster that was thrown away since, and another one made under the same name.
    await writeFile(placeFile(), before.replace(/"cluster": "[^"]*"/, '"cluster": "1234"'));
    for (const words of [['up'], ['destroy', '-y']]) {
      const { exitCode, stderr } = await lab.zkLab(...words);
      expect({ words, exitCode, stderr }).toEqual({
        words,
        exitCode: 1,
        stderr: expect.stringMatching('another cluster'),
      });
    }
    await writeFile(placeFile(), before);
    expect(modesOf(await lab.status())).toEqual(three);
  });

  aside('destroy leaves nothing, its namespace included', async () => {
    const { exitCode, stderr } = await lab.zkLab('destroy', '-y');
    expect(exitCode, stderr).toBe(0);
    expect(await cluster.kubectl('get', 'namespace', '--ignore-not-found', 'places', '-o', 'name')).toBe('');
    expect((await lab.status()).provider).toBeNull();
  });
});

await describeWith(useCluster, 'whoever may only edit in one namespace', (cluster) => {
  let lab: ClusterLab;
  beforeAll(async () => {
    await cluster.kubectl('create', 'namespace', 'class-7b');
    const own = await ClusterLab.create(cluster, 'learner');
    await cluster.kubectl('--namespace', 'class-7b', 'create', 'serviceaccount', 'learner');
    const role = ['--clusterrole=edit', '--serviceaccount=class-7b:learner'];
    await cluster.kubectl('--namespace', 'class-7b', 'create', 'rolebinding', 'learner', ...role);
    const token = await cluster.kubectl('--namespace', 'class-7b', 'create', 'token', 'learner');
    const config = JSON.parse(await cluster.kubectl('config', 'view', '--raw', '--minify', '-o', 'json'));
    const kubeconfig = join(own.dir, '..', 'kubeconfig');
    config.users = [{ name: 'learner', user: { token } }];
    const [{ context }] = config.contexts;
    config.contexts = [{ name: 'school', context: { ...context, user: 'learner', namespace: 'class-7b' } }];
    config['current-context'] = 'school';
    await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 });
    lab = own.as({ KUBECONFIG: kubeconfig }, 'class-7b');
  });
  afterAll(async () => {
    await lab?.remove();
  });

  test('has a lab there all the same: up, check, a node made anew, and away', async () => {
    const { exitCode, stderr } = await lab.zkLab('up', ...cluster.up);
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch('in the namespace class-7b');
    expect(await lab.zkLab('check')).toSucceed();
    expect(await lab.zkLab('replace', 'node2', '-y')).toSucceed();
    expect(modesOf(await lab.status())).toEqual(three);
    const away = await lab.zkLab('destroy', '-y');
    expect(away.exitCode, away.stderr).toBe(0);
    expect(await lab.kubectl('get', 'all,persistentvolumeclaim', '-o', 'name')).toBe('');
  });

  test('somewhere else that is refused with whom to ask', async () => {
    const { exitCode, stderr } = await lab.zkLab('up', ...cluster.up, '--namespace', 'default');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/may not[\s\S]*role “edit”/),
    });
  });
});
