import { writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { useKubectl } from '../testbed/kubectl.js';
import { describeWith } from '../testbed/use-engine.js';
import { type User, user } from './command.js';

/** A user whose kubectl knows a cluster, which nobody asks. */
function kubernetesUser(bin: string): User {
  const me = user();
  const file = join(dirname(me.folder), 'kubeconfig');
  writeFileSync(
    file,
    `apiVersion: v1
kind: Config
current-context: kind-labs
contexts: [{ name: kind-labs, context: { cluster: kind-labs, user: me } }]
clusters: [{ name: kind-labs, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: me, user: { token: none } }]
`,
  );
  const env = { PATH: [bin, process.env.PATH].join(delimiter), KUBECONFIG: file };
  const typeWith: User['typeWith'] = (typing, ...args) =>
    me.typeWith({ ...typing, env: { ...env, ...typing.env } }, ...args);
  return { ...me, typeWith, type: (...args) => typeWith({}, ...args) };
}

await describeWith(useKubectl, 'what pods cannot be, is told with what to type instead', ({ bin }) => {
  const up = ['up', '--provider', 'kubernetes'];
  const ownNames = /a pod gets its name and its hosts from its cluster/;

  test('a new lab that ends before ssh', async () => {
    const { type } = kubernetesUser(bin);
    const { status, stderr } = await type(...up, '--until', 'os');
    expect(stderr).toMatch(/^zk-lab: --until os: [^\n]+; choose one of ssh, jdk, zookeeper, cluster$/);
    expect(stderr).toMatch(ownNames);
    expect(status).toBe(2);
    expect((await type('list')).stdout).toMatch(/^No labs on this machine/);
  });

  test('one that is there', async () => {
    const { type } = kubernetesUser(bin);
    await type('create', '.', '--no-fetch', '--until', 'os');
    const { status, stderr } = await type(...up);
    expect(stderr).toMatch(ownNames);
    const instead = /: zk-lab (create .*)$/.exec(stderr)?.[1]?.split(' ') ?? [];
    expect(status).toBe(1);
    expect(await type(...instead, '--no-fetch')).toMatchObject({ status: 0 });
    expect((await type(...up)).stderr).not.toMatch(ownNames);
  });

  test('names that are too long: of a new lab, and of one that is there', async () => {
    const { folder, type } = kubernetesUser(bin);
    const spec = (name: string) => `nodes:\n  - { id: 1, name: ${name}, address: 192.168.252.11 }\n`;
    const long = `zookeeper-${'of-the-second-floor-'.repeat(2)}123`;
    writeFileSync(join(folder, '../long.yaml'), spec(long));
    const told = new RegExp(`${long} has 53 letters, and the name of a pod’s node has 52 at most`);
    const { status, stderr } = await type(...up, '--spec', '../long.yaml');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(told) });
    expect((await type('list')).stdout).toMatch(/^No labs on this machine/);

    await type('create', '.', '--no-fetch', '--spec', '../long.yaml');
    expect(await type(...up)).toMatchObject({ status: 1, stderr: expect.stringMatching(told) });
    writeFileSync(join(folder, 'zk-lab.yaml'), spec(long.slice(0, 52)));
    await type('create', '.', '--no-fetch', '--force', '--spec', 'zk-lab.yaml');
    expect((await type(...up)).stderr).not.toMatch(/letters/);
  });

  test('one on machines that are there already', async () => {
    const { type } = kubernetesUser(bin);
    const hosts = ['--hosts', '10.0.0.11,10.0.0.12,10.0.0.13'];
    const told =
      /--provider kubernetes: the nodes of this lab are machines that are there already; take --provider machines/;
    expect(await type(...up, ...hosts)).toMatchObject({ status: 1, stderr: expect.stringMatching(told) });
    expect((await type('list')).stdout).toMatch(/^No labs on this machine/);
    await type('create', '.', '--no-fetch', ...hosts);
    expect(await type(...up)).toMatchObject({ status: 1, stderr: expect.stringMatching(told) });
  });

  test('where one is already: another place is for Kubernetes alone', async () => {
    const { type } = kubernetesUser(bin);
    await type('create', '.', '--no-fetch', '--until', 'os');
    for (const dry of [[], ['--dry-run']]) {
      const { status, stderr } = await type('up', '--provider', 'local', '--namespace', 'mine', ...dry);
      expect(stderr).toMatch(/^zk-lab: --namespace: only Kubernetes .* --provider kubernetes[^\n]*$/);
      expect(status).toBe(2);
    }
  });
});
