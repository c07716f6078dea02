import { expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { judge, stepsFor } from '../../lessons/judge.js';
import { isAccepted } from '../../verbs/answer.js';
import { labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

const lesson = builtIn('grow-and-observe');
const { spec, steps } = lesson;

test('where one of three does not serve, nobody is told to write', () => {
  const nodes = lessonNodesOf(labOf(spec));
  const typed = (serve: boolean): string | null | undefined => {
    const ledger = { done: serve, detail: '', seen: '', wanted: '', facts: {} };
    const looked = nodes.map(() => new Map([['ledger', ledger]]));
    return judge(lesson, nodes, looked, new Set(), new Map())[0]?.nodes[0]?.type;
  };
  expect(typed(true)).toMatch(/^zk-lab zkcli create \/ledger open\n/);
  expect(typed(false)).toBe('zk-lab status');
});

test.each([
  ['5', true],
  ['five', true],
  ['5 voters', true],
  ['五台', true],
  ['5台', true],
  ['4', false],
  ['3', false],
  ['15', false],
])('how many voters it takes to miss two: %s is right: %s', (value, right) => {
  const question = steps.find(({ id }) => id === 'majority')?.answer;
  expect(question !== undefined && isAccepted(question, value)).toBe(right);
});

test('nothing is lost on purpose where nodes share a machine', () => {
  const lab = labOf(spec);
  expect(stepsFor(steps, lessonNodesOf(lab))).toHaveLength(steps.length);
  expect(stepsFor(steps, processesOf(lab)).map(({ id }) => id)).toEqual(['ledger', 'majority']);
});
