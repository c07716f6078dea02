import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { judge, type NodeCheck } from '../../lessons/judge.js';
import type { Looked } from '../../lessons/look.js';
import type { Observation } from '../../lessons/observations.js';
import { fewNeighbours } from '../../providers/docker/neighbours.js';
import { withSurroundings } from '../../verbs/surroundings.js';
import { labOf, lessonNodesOf } from '../lessons/lesson-nodes.js';
import { FakeProvider } from './fake-provider.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-surroundings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const done: Observation = { done: true, detail: '', seen: '', wanted: '', facts: {} };
const lesson = builtIn('zookeeper-cluster');

/** What check tells of node1, where all is done but that its server reaches none of the others. */
async function told(provider: FakeProvider): Promise<NodeCheck | undefined> {
  const lab = labOf();
  const nodes = lessonNodesOf();
  const unreached = { ...done, done: false, detail: 'unreached', facts: { unreached: ['node2/3888'] } };
  const seen = nodes.map((_, index): Looked => {
    const all = lesson.steps.map(
      ({ id }) => [id, id === 'serves' && index === 0 ? unreached : done] as const,
    );
    return new Map(all);
  });
  const checks = judge(lesson, nodes, await withSurroundings(lab, provider, seen), new Set());
  return checks.find(({ id }) => id === 'serves')?.nodes[0];
}

test('members that do not reach each other: check says what lies between them, and how to look', async () => {
  const { reason, type, where } = (await told(new FakeProvider('docker'))) ?? {};
  expect(reason).toMatch(/What keeps the connection away lies between the machines/);
  expect({ type, where }).toEqual({
    type: expect.stringContaining('/dev/tcp/node2/3888'),
    where: 'node',
  });
});

test('where the kernel’s table of neighbours is too small for them, check says that, and makes room, as up does', async () => {
  const limit = join(folder, 'gc_thresh3');
  writeFileSync(limit, '8\n');
  const provider = new FakeProvider('docker');
  provider.hindrance = (lab) => fewNeighbours(lab, limit);
  const { reason, type, where } = (await told(provider)) ?? {};
  expect(reason).toMatch(
    /^These 3 nodes need 9 places in the kernel’s table of neighbours \(ARP\), which has 8/,
  );
  expect({ type, where }).toEqual({
    type: 'sudo sysctl -w net.ipv4.neigh.default.gc_thresh3=2048',
    where: 'host',
  });
});

test('a lab in which nothing can be written: check says that, and advises no chown and no chmod', async () => {
  const provider = Object.assign(new FakeProvider('local'), {
    capabilities: { ...new FakeProvider('local').capabilities, machine: 'shared' as const },
  });
  const locked = { ...done, done: false, detail: 'writing', facts: { locked: ['/lab/data'], sudo: ['yes'] } };
  const nodes = lessonNodesOf();
  const seen = nodes.map((): Looked => {
    return new Map(lesson.steps.map(({ id }) => [id, id === 'directories' ? locked : done] as const));
  });
  // Nobody can write into a folder of the kernel's.
  const lab = { ...labOf(), dir: '/proc/self/task/none' };
  const checks = judge(lesson, nodes, await withSurroundings(lab, provider, seen), new Set());
  const [first] = checks.find(({ id }) => id === 'directories')?.nodes ?? [];
  expect(first?.reason).toMatch(/^This user can write nothing in \/proc\/self\/task\/none: /);
  expect(first?.type).toBe('ls -ld /proc/self/task/none\ndf /proc/self/task/none');
});
