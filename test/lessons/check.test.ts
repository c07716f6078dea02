import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LabError } from '../../messages/errors.js';
import type { ExecOptions, Provider } from '../../providers/contract.js';
import { check } from '../../verbs/check.js';
import { FakeProvider, labOf } from '../verbs/fake-provider.js';

const fakes = vi.hoisted(() => ({ all: [] as Provider[] }));
vi.mock('../../../providers/index.js', async () => ({
  providerNamed: async (name: string) => fakes.all.find((fake) => fake.name === name),
  holdersOf: async () => fakes.all,
}));

/** A fake: nodes on which every probe of the script that they are given is answered in the same way. */
class Nodes extends FakeProvider {
  /** Steps that are not done, by node. */
  undone: Record<string, readonly string[]> = {};
  /** Run instead of a node's script. */
  instead: Record<string, (options: ExecOptions) => Promise<number>> = {};
  override async exec(
    lab: never,
    node: { name: string },
    command: readonly string[],
    options?: ExecOptions,
  ): Promise<number> {
    await super.exec(lab, node, command.slice(0, 2));
    const instead = this.instead[node.name];
    if (instead && options) return instead(options);
    for (const [, id = ''] of (command[2] ?? '').matchAll(/^look ([a-z-]+) /gm)) {
      const done = !(this.undone[node.name] ?? []).includes(id);
      const seen = id !== 'ensemble' ? 'it' : node.name === 'node1' ? 'leader' : 'follower';
      options?.onStdout?.(`zk-lab-check\t${id}\t${done ? 'yes' : 'no'}\t`);
      options?.onStdout?.(`\t${seen}\t\n`);
    }
    return 0;
  }
}

let machines: Nodes;
let state: string;
const context = (signal = new AbortController().signal) => ({ signal, report: { step() {}, output() {} } });
const lab = labOf();

beforeEach(() => {
  machines = new Nodes('docker');
  machines.held = true;
  machines.running = new Set(['node1', 'node2', 'node3']);
  fakes.all = [machines];
  state = mkdtempSync(join(tmpdir(), 'zk-lab-verbs-'));
  vi.stubEnv('XDG_STATE_HOME', state);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

describe('check', () => {
  test('runs one script on each node, and passes where every step is done', async () => {
    const { checks, ...rest } = await check(lab, {}, context());
    expect(machines.calls).toEqual(['exec node1 bash -c', 'exec node2 bash -c', 'exec node3 bash -c']);
    expect(rest).toEqual({
      lab: 'lab',
      provider: 'docker',
      until: 'cluster',
      leftOut: [],
      passed: true,
      next: null,
    });
    expect(checks.every(({ nodes }) => nodes.length === 3)).toBe(true);
  });

  test('ends with the stage that it is told, and tells of the nodes that it is asked for', async () => {
    machines.undone = { node1: ['java'], node2: ['hostname'] };
    const { checks, passed, next } = await check(lab, { until: 'os', nodes: ['3', 'node1'] }, context());
    expect(checks.map(({ id }) => id)).toEqual(['running', 'hostname', 'hosts', 'firewall']);
    expect(checks[0]?.nodes.map(({ name }) => name)).toEqual(['node1', 'node3']);
    expect({ passed, next }).toEqual({ passed: true, next: null });
  });

  test('names the step on another node for which the asked one waits', async () => {
    machines.undone = { node1: ['serves', 'ensemble'], node2: ['runs'], node3: ['runs'] };
    const { passed, next } = await check(lab, { nodes: ['node1'] }, context());
    expect(passed).toBe(false);
    expect(next).toMatchObject({ check: 'runs', node: 'node2' });
  });

  test('runs nothing on a node that does not run, and says so', async () => {
    machines.running.delete('node2');
    machines.instead.node3 = async () => {
      throw new LabError('node.not-running', { node: 'node3' });
    };
    const { checks, next } = await check(lab, {}, context());
    expect(machines.calls).toEqual(['exec node1 bash -c', 'exec node3 bash -c']);
    expect(checks[0]?.nodes.map(({ passed }) => passed)).toEqual([true, false, false]);
    expect(next).toEqual({ check: 'running', node: 'node2', type: 'zk-lab up node2', where: 'host' });
  });

  test('leaves out the stages that the provider’s nodes do not go through', async () => {
    const processes = Object.assign(machines, { stages: ['jdk', 'zookeeper', 'cluster'] as const });
    processes.running.clear();
    const { leftOut, checks } = await check(lab, {}, context());
    expect(leftOut).toEqual(['os', 'ssh']);
    expect(checks[0]?.id).toBe('java');
    await expect(check(lab, { until: 'ssh' }, context())).rejects.toMatchObject({
      code: 'check.nothing',
      exitCode: 2,
    });
  });

  test('ends when the signal does', async () => {
    const interruption = new AbortController();
    machines.instead.node2 = ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const done = check(lab, {}, context(interruption.signal));
    const ended = expect(done).rejects.toThrow(/abort/i);
    await vi.waitFor(() => expect(machines.calls).toHaveLength(3));
    interruption.abort();
    await ended;
  });
});
