import { expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { stepsFor } from '../../lessons/judge.js';
import { labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

const { spec, steps } = builtIn('upgrade-3.4-to-3.9');

test('it is for machines of their own alone', () => {
  const lab = labOf(spec);
  expect(stepsFor(steps, lessonNodesOf(lab))).toHaveLength(steps.length);
  expect(stepsFor(steps, processesOf(lab))).toEqual([]);
});
