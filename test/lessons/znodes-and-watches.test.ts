import { expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { stepsFor } from '../../lessons/judge.js';
import { labOf, lessonNodesOf } from './lesson-nodes.js';

test.each([
  [1, 0, false],
  [2, 1, false],
  [3, 0, true],
])('with %i voters and %i observers, a server is suspended: %s', (voters, observers, suspended) => {
  const nodes = lessonNodesOf(labOf({ nodes: voters, observers }));
  const ids = stepsFor(builtIn('znodes-and-watches').steps, nodes).map(({ id }) => id);
  expect(ids.includes('behind')).toBe(suspended);
});
