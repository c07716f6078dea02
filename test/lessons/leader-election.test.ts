import { describe, expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { judge } from '../../lessons/judge.js';
import type { Looked } from '../../lessons/look.js';
import type { Tree } from '../../lessons/znodes.js';
import { isAccepted } from '../../verbs/answer.js';
import { labOf, lessonNodesOf } from './lesson-nodes.js';

const lesson = builtIn('leader-election');

test.each([
  ['ConnectionLoss', true],
  ['connection loss', true],
  ['KeeperErrorCode = ConnectionLoss for /election/second', true],
  [
    'Exception in thread "main" org.apache.zookeeper.KeeperException$ConnectionLossException: KeeperErrorCode = ConnectionLoss for /election/second',
    true,
  ],
  ['SessionExpired', false],
  ['KeeperErrorCode = NoNode for /election/second', false],
])('what a client sees: %s is right: %s', (value, right) => {
  const question = lesson.steps.find(({ id }) => id === 'client')?.answer;
  expect(question !== undefined && isAccepted(question, value)).toBe(right);
});

describe('the way back to three servers', () => {
  const nodes = lessonNodesOf(labOf({ ...lesson.spec, lesson: 'leader-election', until: 'cluster' }));
  const mode = (seen: string): Looked => {
    const looks = seen === 'looks';
    const serves = {
      done: seen !== '' && !looks,
      ...{ detail: looks ? 'waits' : '', seen, wanted: '', facts: {} },
    };
    return new Map([['recovery', serves]]);
  };
  const znode = (epoch: number) => {
    return { version: 0, childrenVersion: 0, epoch, ephemeral: false, data: '', children: [] };
  };
  const before = [['/election/first', znode(1)] as const, ['/election/second', znode(2)] as const];
  /** What there is to type, node by node. */
  const typed = (modes: readonly string[], tree?: Tree): (string | null)[] => {
    const done = new Set(['first-term', 'next-term']);
    const steps = lesson.steps.map((step) => ({ ...step, needs: [] }));
    const checks = judge({ ...lesson, steps }, nodes, modes.map(mode), done, tree);
    return checks.find(({ id }) => id === 'recovery')?.nodes.map(({ type }) => type) ?? [];
  };
  const start = expect.stringMatching(/zkServer\.sh start$/);

  test('is told to those servers that do not serve, and to no other', () => {
    expect(typed(['', '', ''])).toEqual([start, start, start]);
    // One that has started waits for them.
    expect(typed(['looks', '', ''])).toEqual([null, start, start]);
    expect(typed(['looks', 'looks', 'looks'])).toEqual(Array(3).fill('zk-lab status'));
    expect(typed(['follower', 'leader', ''], new Map(before))).toEqual([null, null, start]);
  });

  test('ends with a znode, which is not made a second time where it is too old', () => {
    const serving = ['follower', 'leader', 'follower'];
    expect(typed(serving, new Map(before))).toEqual(['zk-lab guide recovery']);
    expect(typed(serving, new Map([...before, ['/election/third', znode(2)]]))).toEqual([
      'zk-lab guide recovery',
    ]);
    expect(typed(serving, new Map([...before, ['/election/third', znode(3)]]))).toEqual([null, null, null]);
  });
});
