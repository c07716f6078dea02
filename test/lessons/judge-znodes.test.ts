import { describe, expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { firstFailure, judge as judgeLesson } from '../../lessons/judge.js';
import type { Step } from '../../lessons/lesson.js';
import type { Looked } from '../../lessons/look.js';
import type { Tree } from '../../lessons/znodes.js';
import { judge, lesson, list, nodes, saw } from './judged.js';
import { labOf, lessonNodesOf } from './lesson-nodes.js';

describe('leader-election, where', () => {
  const election = builtIn('leader-election');
  const of = lessonNodesOf(labOf({ lesson: 'leader-election' }));
  /** How a step is, with what is to be typed. */
  const told = (id: string, given: readonly Looked[], done: readonly string[] = []) => {
    const check = judgeLesson(election, of, given, new Set(done)).find((each) => each.id === id);
    return check?.nodes.map(({ passed, type }) => ({ passed, type }));
  };

  test('no server serves: what was done waits to be seen again, and a znode is none to be made', () => {
    const given = of.map(() => new Map());
    expect(told('first-term', given)).toEqual([{ passed: false, type: 'zk-lab up' }]);
    expect(told('first-term', given, ['first-term'])).toEqual([{ passed: null, type: null }]);
  });

  test('nor does that keep the next step from being told', () => {
    const given = of.map((): Looked => new Map([['recovery', saw(false)]]));
    const done = election.steps.map(({ id }) => id).filter((id) => id !== 'recovery');
    const checks = judgeLesson(election, of, given, new Set(done));
    expect(firstFailure(checks.filter(({ id }) => id === 'recovery'))?.type).toMatch(/zkServer\.sh start/);
  });

  test('a node does not run: it is to be brought up, and the others are looked at', () => {
    const tree: Tree = new Map();
    const seen = (text: string): Looked => new Map([['recovery', saw(true, text)]]);
    const given: Looked[] = [seen('leader'), seen('follower'), { absent: 'the node does not run' }];
    const steps = election.steps.map((step) =>
      step.id === 'recovery' ? { ...step, needs: [], znodes: [] } : step,
    );
    const checks = judgeLesson({ ...election, steps }, of, given, new Set(), tree);
    expect(checks.at(-1)?.nodes).toMatchObject([
      { passed: true },
      { passed: true },
      { passed: false, seen: 'the node does not run', type: 'zk-lab up node3', where: 'host' },
    ]);
  });
});

test('a step may ask for znodes and for something on each node, which is told first; of the tree it is told once', () => {
  const step: Step = {
    ...(list.find(({ id }) => id === 'serves') as Step),
    ...{ needs: [], needsEverywhere: [], znodes: [{ path: '/again' }] },
  };
  const again = { version: 0, childrenVersion: 0, epoch: 2, ephemeral: false, data: '', children: [] };
  const told = (serving: readonly boolean[], tree?: Tree): (boolean | null)[] => {
    const given = serving.map((done) => new Map([['serves', saw(done)]]));
    const [check] = judgeLesson({ ...lesson, steps: [step] }, nodes, given, new Set(), tree);
    return [check?.passed ?? null, ...(check?.nodes ?? []).map(({ passed }) => passed)];
  };
  expect(told([true, true, true])).toEqual([false, false]);
  const unseen = new Map([['serves', saw(true)]]);
  const [none] = judgeLesson({ ...lesson, steps: [step] }, nodes, [unseen, unseen, unseen], new Set());
  expect(none?.nodes[0]?.seen).toBe('no server serves clients, so no znode can be looked at');
  expect(told([true, true, true], new Map())).toEqual([false, false]);
  // Who does not serve is what is to be mended, whatever of znodes cannot be seen then.
  expect(told([true, false, true])).toEqual([false, true, false, true]);
  expect(told([true, false, true], new Map([['/again', again]]))).toEqual([false, true, false, true]);
  expect(told([true, true, true], new Map([['/again', again]]))).toEqual([true, true, true, true]);
});

test('a step may ask for so many nodes, whichever they are', () => {
  const serves = list.find(({ id }) => id === 'serves') as Step;
  const passed = (where: Step['where'], ...done: readonly boolean[]): boolean | null | undefined => {
    const step: Step = { ...serves, needs: [], needsEverywhere: [], where };
    const given = done.map((each) => new Map([['serves', saw(each)]]));
    return judge([step], nodes, given)[0]?.passed;
  };
  expect(passed(2, true, false, false)).toBe(false);
  expect(passed(2, true, false, true)).toBe(true);
  expect(passed('any', false, false, true)).toBe(true);
  expect(passed('any', false, false, false)).toBe(false);
  expect(passed('each', true, false, true)).toBe(false);
});
