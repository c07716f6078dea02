/** What `up`, `ssh` and `answer` say comes next, without a look at the nodes. */
import { expect, test } from 'vitest';
import { program } from '../../cli/program.js';
import { nextLine } from '../../cli/told-next.js';
import { noteNodesGone, rememberDone } from '../../model/progress.js';
import { nextByProgress, stepAt } from '../../verbs/guide.js';
import { labOf } from '../verbs/fake-provider.js';

test('the step that is the learner’s, by its number', () => {
  const lab = labOf({ name: 'znodes', lesson: 'znodes-and-watches', until: 'cluster' });
  const line = nextLine(nextByProgress(lab));
  expect(line).toMatch(/^Your next step, 1: a znode was changed, /);
  // As whoever runs this types it: under npm it is another than in a shell.
  expect(line).toContain(`(${program()} guide)`);
});

test('where steps count together alone, which of them is next is not remembered: a look tells', () => {
  const lab = labOf({ name: 'broken', lesson: 'mend-it', until: 'zookeeper' });
  expect(nextLine(nextByProgress(lab))).toBe(`Next: ${program()} check`);
});

test('steps that were done on nodes that are gone say nothing of those that are there now', () => {
  const lab = labOf({ name: 'destroyed', lesson: 'zookeeper-cluster', until: 'os' });
  rememberDone(lab, ['keys', 'ssh', 'java']);
  expect(nextLine(nextByProgress(lab))).toMatch(/^Your next step, /);
  noteNodesGone(lab);
  expect(nextLine(nextByProgress(lab))).toBe(`Next: ${program()} check`);
  rememberDone(lab, ['unpacked']);
  expect(nextLine(nextByProgress(lab))).toMatch(/^Your next step, /);
});

test('a step that waits for one that is no longer done: that one is where the learner is', () => {
  const step = { stage: null, title: '', hint: null, question: null, solution: null, nodes: [] };
  const done = { ...step, id: 'unpacked', passed: false, since: '2026-01-02T03:04:05.000Z' };
  const waits = { ...step, id: 'folders', passed: null, since: null };
  const next = { check: 'unpacked', node: 'node1', type: 'tar', where: 'node' as const };
  expect(stepAt({ checks: [done, waits], next })).toBe('unpacked');
  expect(stepAt({ checks: [done, { ...waits, passed: false }], next })).toBe('folders');
  expect(stepAt({ checks: [done], next: null })).toBeUndefined();
});
