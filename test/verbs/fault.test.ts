import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LabError } from '../../messages/errors.js';
import { sentence } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import type { Provider } from '../../providers/contract.js';
import { fault, faultsOf, heal, nothingHealed } from '../../verbs/fault.js';
import { status } from '../../verbs/status.js';
import { up } from '../../verbs/up.js';
import { FakeProvider, fakeServer, labOf } from './fake-provider.js';
import { hearing } from './hearing.js';

const fake = vi.hoisted(() => ({ provider: undefined as Provider | undefined }));
vi.mock('../../providers/index.js', () => ({
  providerNamed: async () => fake.provider,
  allProviders: async () => [fake.provider],
  holdingsOf: async (lab: Lab) => [{ provider: fake.provider, holding: await fake.provider?.holds(lab) }],
  firstAvailable: async () => ({ provider: fake.provider, tried: [] }),
}));

let provider: FakeProvider;
let lab: Lab;
const { context, told, forget } = hearing();

beforeEach(async () => {
  forget();
  provider = new FakeProvider('docker');
  provider.held = true;
  lab = labOf({ name: 'faults' });
  for (const { name } of lab.nodes) provider.running.add(name);
  fake.provider = provider;
});
afterEach(() => vi.unstubAllEnvs());

const put = (verb: Parameters<typeof fault>[1]['verb'], words: string[], lasting?: number) =>
  fault(lab, { verb, words, lasting }, context);

describe('fault', () => {
  test('where no server runs that is the learner’s to start, says what comes next and not to bring it up', async () => {
    lab = labOf({ name: 'faults', until: 'os' });
    provider.faults.put = async () => {
      throw new LabError('fault.no-server', { node: 'node1', verb: 'stop' });
    };
    const message = await put('stop', ['node1']).catch(String);
    expect(message).toMatch(/No ZooKeeper runs on node1: there is nothing to stop\. Next/);
    expect(message).not.toContain('zk-lab up');
  });

  test('puts one in force for each node that is named; status shows them', async () => {
    await put('kill', ['node1', 'node3']);
    await put('cut', ['node2']);
    const { faults } = await status(lab);
    expect(faults.map(({ id: _, ...each }) => each)).toEqual([
      { verb: 'kill', node: 'node1' },
      { verb: 'kill', node: 'node3' },
      { verb: 'cut', sides: [['node2'], ['node1', 'node3']] },
    ]);
  });

  test('tells when it ends by itself', async () => {
    const [{ until = '' } = {}] = await put('pause', ['node1'], 30_000);
    expect(Math.abs(Date.parse(until) - Date.now() - 30_000)).toBeLessThan(2_000);
  });

  test('is refused with the reason where the provider has none such, and nothing happens', async () => {
    Object.assign(provider.capabilities, {
      faults: { ...provider.capabilities.faults, fill: sentence('fault.docker.fill') },
    });
    await expect(put('fill', ['node1'])).rejects.toThrow(/fill is not for a lab on docker: the disk/);
    expect(provider.present).toEqual([]);
  });

  test('a server that one has ended is not ended again; of what it sends, more may be spoilt', async () => {
    await put('kill', ['node1']);
    await expect(put('pause', ['node2', 'node1'])).rejects.toThrow(/node1 has .* zk-lab fault heal node1/);
    await put('slow', ['node1', '5ms']);
    await put('lose', ['node1', '5%']);
    expect(provider.present).toHaveLength(3);
  });

  test('needs a lab that is up', async () => {
    provider.held = false;
    await expect(put('kill', ['node1'])).rejects.toThrow(/zk-lab up/);
  });
});

describe('heal', () => {
  test('undoes those that touch the named nodes, a cut with all of its nodes', async () => {
    await put('kill', ['node1']);
    await put('slow', ['node2', '5ms']);
    await put('cut', ['node1/node3']);
    const { ended } = await heal(lab, { nodes: ['node1'] }, context);
    expect(ended.map(({ verb }) => verb)).toEqual(['kill', 'cut']);
    expect(provider.present.map(({ verb }) => verb)).toEqual(['slow']);
    await heal(lab, { nodes: [] }, context);
    expect(provider.present).toEqual([]);
  });

  test('says of which nodes there is none: elsewhere one may be in force', async () => {
    await put('slow', ['node2', '5ms']);
    expect((await heal(lab, { nodes: ['1', 'node3'] }, context)).ended).toEqual([]);
    expect(nothingHealed(lab, ['1', 'node3'])).toBe('No fault was in force that touches node1, node3');
    expect(nothingHealed(lab, [])).toBe('No fault was in force');
  });

  test('removes what is left on nodes that nothing holds, and tells', async () => {
    provider.leftOn.add('node2');
    expect(await faultsOf(lab, {})).toEqual({
      faults: [],
      found: ['node2'],
      unseen: [],
      storms: [],
      unasked: '',
    });
    expect(await heal(lab, { nodes: [] }, context)).toEqual({ ended: [], swept: ['node2'], storms: [] });
    expect(provider.leftOn.size).toBe(0);
    expect(told()).toEqual(['Removing what is left of a fault on node2']);
  });
});

describe('up during a fault', () => {
  test('tells, waits for those who can serve, starts nothing that a fault has ended, and undoes nothing', async () => {
    for (const name of ['node2', 'node3']) provider.servers[name] = await fakeServer('follower');
    await put('kill', ['node1']);
    forget();
    await up(lab, {}, context);
    expect(told()).toContain('Not waited for, because of faults: node1');
    expect(told().join('\n')).toMatch(/A fault is in force, and stays: kill: .*node1/);
    expect(provider.calls).toContain('up node2 node3');
    expect(provider.calls.join('\n')).not.toMatch(/start node1|up node1/);
    expect(provider.present).toHaveLength(1);
  });

  test('fails where faults leave no quorum, with what to type, when what it can start has been', async () => {
    provider.servers.node3 = await fakeServer('follower');
    await put('pause', ['node1', 'node2']);
    forget();
    await expect(up(lab, {}, context)).rejects.toMatchObject({
      code: 'fault.up.no-quorum',
      message: expect.stringMatching(/leave no quorum: .*node1.*node2.*\. Undo them: zk-lab fault heal$/),
    });
    expect(told().join('\n')).not.toContain('Not waited for');
    expect(provider.present).toHaveLength(2);
  });
});
