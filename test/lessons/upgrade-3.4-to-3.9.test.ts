import { expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { judge, stepsFor } from '../../lessons/judge.js';
import type { Looked } from '../../lessons/look.js';
import { labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

const lesson = builtIn('upgrade-3.4-to-3.9');
const { spec, steps } = lesson;

test('it is for machines of their own alone', () => {
  const lab = labOf(spec);
  expect(stepsFor(steps, lessonNodesOf(lab))).toHaveLength(steps.length);
  expect(stepsFor(steps, processesOf(lab))).toEqual([]);
});

test('nobody is sent on while no client writes: a loss would be noticed by nobody', () => {
  const nodes = lessonNodesOf(labOf(spec));
  const znode = { version: 0, childrenVersion: 9, epoch: 1, ephemeral: false, data: '', children: [] };
  const ahead = (writes: boolean): Record<string, boolean | null> => {
    const done = { ledger: writes, beside: true, first: true, watched: true };
    const seen = Object.entries(done).map(([id, is]) => {
      return [id, { done: is, detail: '', seen: '', wanted: '', facts: {} }] as const;
    });
    const looked: Looked[] = nodes.map(() => new Map(seen));
    const before = new Set(['ledger', 'beside', 'first', 'watched']);
    const checks = judge(lesson, nodes, looked, before, new Map([['/ledger', znode]]));
    return Object.fromEntries(checks.map(({ id, passed }) => [id, passed]));
  };
  expect(ahead(true)).toMatchObject({ ledger: true, first: true, followers: false, leader: false });
  expect(ahead(false)).toMatchObject({ ledger: false, first: true, followers: null, leader: null });
});
