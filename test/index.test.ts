import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openLab, UsageError } from '../index.js';
import type { Provider, Whereabouts } from '../providers/contract.js';
import { FakeProvider, fakeServer, labOf } from './verbs/fake-provider.js';

// The engines alone are fakes: what they are told is the code's own doing.
const fakes = vi.hoisted(() => ({}) as Record<'docker' | 'kubernetes', Provider>);
vi.mock('../providers/docker/index.js', () => ({
  get docker() {
    return fakes.docker;
  },
}));
vi.mock('../providers/kubernetes/index.js', () => ({
  get kubernetes() {
    return fakes.kubernetes;
  },
}));

/** An engine with several clusters. */
class Cluster extends FakeProvider {
  override readonly capabilities = {
    ...new FakeProvider('kubernetes').capabilities,
    byName: true,
    severalClusters: true,
  };
  settled: Whereabouts[] = [];
  override readonly settle: Provider['settle'] = async (_, wanted) => void this.settled.push(wanted);
}

let docker: FakeProvider;
let cluster: Cluster;
let state: string;
beforeEach(() => {
  docker = new FakeProvider('docker');
  cluster = new Cluster('kubernetes');
  Object.assign(fakes, { docker, kubernetes: cluster });
  state = mkdtempSync(join(tmpdir(), 'zk-lab-api-'));
  vi.stubEnv('XDG_STATE_HOME', state);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

const { dir } = labOf({ nodes: 1, clientPort: 17_381, sshPort: 27_381 });

describe('where a lab goes', () => {
  const where = { context: 'kind-labs', namespace: 'mine', registry: 'registry.example.org:5000/you' };

  test('is said with up(), to the engine that was named', async () => {
    cluster.servers = { node1: await fakeServer('standalone') };
    const lab = openLab(dir, { provider: 'kubernetes' });
    expect(await lab.up({ where })).toMatchObject({ provider: 'kubernetes', quorum: true });
    await lab.up();
    await lab.up({ where: { namespace: undefined } });
    expect(cluster.settled).toEqual([where, {}, {}]);
  });

  test('is refused for an engine with one place alone, before anything is done', async () => {
    for (const lab of [openLab(dir), openLab(dir, { provider: 'docker' })]) {
      await expect(lab.up({ where: { namespace: 'mine' } })).rejects.toThrow(
        "namespace: only Kubernetes has several places for a lab; add provider: 'kubernetes', or leave this out",
      );
    }
    expect(docker.calls).toEqual([]);
  });

  test.each([
    [{ contxt: 'kind' }, 'up: where.contxt: no such setting; did you mean context?'],
    [{ context: '' }, "context: '': give the name of a context"],
    [{ namespace: 'My_Labs' }, "namespace: 'My_Labs': a namespace’s name is made of a–z, 0–9 and hyphens"],
    [{ namespace: 7 }, 'namespace: 7: a namespace’s name'],
    [
      { registry: 'https://registry.example.org/you' },
      'address without a scheme, e.g. registry.example.org/you',
    ],
    [{ registry: 'registry.example.org/You' }, "registry: 'registry.example.org/You': give"],
  ])('has to be a place: %j', async (wrong, told) => {
    const done = openLab(dir, { provider: 'kubernetes' }).up({ where: wrong as Whereabouts });
    const error: unknown = await done.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message: expect.stringContaining(told) });
    expect(cluster.calls).toEqual([]);
  });
});

test('a lab is opened with an engine that there is', () => {
  expect(() => openLab(dir, { provider: 'kubernets' as 'kubernetes' })).toThrow('did you mean kubernetes');
});
