import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { contexts } from '../../../providers/kubernetes/contexts.js';
import { configurationHere } from '../../../providers/kubernetes/kubectl.js';
import { useKubectl } from '../../testbed/kubectl.js';
import { describeWith } from '../../testbed/use-engine.js';
import { kubeconfig } from './kubeconfig.js';

await describeWith(useKubectl, 'what kubectl’s configuration has, read by kubectl', ({ bin }) => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'zk-lab-kubeconfig-'));
    vi.stubEnv('HOME', home);
    vi.stubEnv('PATH', bin);
    vi.stubEnv('KUBECONFIG', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  /** A file of it. @returns its path */
  const file = (name: string, text: string): string => {
    const path = join(home, name);
    writeFileSync(path, text);
    return path;
  };

  test('contexts with what they lead to, and the one that is chosen', async () => {
    const entries = [
      { name: 'kind-labs' },
      { name: 'prod', server: 'https://k8s.example.org', namespace: 'team' },
      { name: 'lessons', server: 'https://192.168.49.2:8443', namespace: 'default', minikube: true },
    ];
    vi.stubEnv('KUBECONFIG', file('config', kubeconfig(entries, 'prod')));
    expect(await contexts()).toEqual({
      current: 'prod',
      known: [
        {
          name: 'kind-labs',
          server: 'https://127.0.0.1:6443',
          namespace: undefined,
          minikube: false,
        },
        { name: 'lessons', server: 'https://192.168.49.2:8443', namespace: 'default', minikube: true },
        { name: 'prod', server: 'https://k8s.example.org', namespace: 'team', minikube: false },
      ],
    });
  });

  test('none is chosen', async () => {
    vi.stubEnv('KUBECONFIG', file('config', kubeconfig([{ name: 'prod' }])));
    expect(await contexts()).toMatchObject({ current: undefined, known: [{ name: 'prod' }] });
  });

  test('several files are one; the first that chooses does', async () => {
    const files = [
      file('one', kubeconfig([{ name: 'one' }])),
      join(home, 'absent'),
      file('two', kubeconfig([{ name: 'two', server: 'https://two' }], 'two')),
      file('three', kubeconfig([{ name: 'two', server: 'https://other' }, { name: 'three' }], 'three')),
    ];
    vi.stubEnv('KUBECONFIG', files.join(delimiter));
    const { current, known } = await contexts();
    expect(current).toBe('two');
    expect(known.map(({ name, server }) => [name, server])).toEqual([
      ['one', 'https://127.0.0.1:6443'],
      ['three', 'https://127.0.0.1:6443'],
      ['two', 'https://two'],
    ]);
  });

  test('a lab’s own is what was there when it was brought up, unless there is one now', async () => {
    const configuration = file('then', kubeconfig([{ name: 'then' }]));
    expect((await contexts({ configuration })).known.map(({ name }) => name)).toEqual(['then']);
    vi.stubEnv('KUBECONFIG', file('now', kubeconfig([{ name: 'now' }])));
    expect((await contexts({ configuration })).known.map(({ name }) => name)).toEqual(['now']);
  });

  test('what is remembered of it is found from another folder', async () => {
    const files = ['one', 'two'].map((name) => file(name, kubeconfig([{ name }])));
    expect(configurationHere()).toBe('');
    vi.stubEnv('KUBECONFIG', files.map((path) => relative(process.cwd(), path)).join(delimiter));
    expect(configurationHere()).toBe(files.join(delimiter));
  });

  test.each([
    ['nobody has made any', undefined],
    ['the file is empty', ''],
    ['it has no contexts', 'apiVersion: v1\nkind: Config\n'],
    ['it is no YAML', 'contexts: ['],
    ['it is another program’s', 'contexts: 7\n'],
  ])('there are none: %s', async (_, text) => {
    if (text !== undefined) vi.stubEnv('KUBECONFIG', file('config', text));
    expect(await contexts()).toEqual({ current: undefined, known: [] });
  });

  test('there are none: there is no kubectl', async () => {
    vi.stubEnv('KUBECONFIG', file('config', kubeconfig([{ name: 'prod' }])));
    vi.stubEnv('PATH', home);
    expect(await contexts()).toEqual({ current: undefined, known: [] });
  });
});
