import { expect, test } from 'vitest';
import { nearestOf } from '../../system/nearest.js';

const labs = ['grow-and-observe', 'leader-election', 'mend-it', 'recipes', 'upgrade-3.4-to-3.9'];

test.each([
  ['leader', 'leader-election'],
  ['observe', 'grow-and-observe'],
  ['upgrade', 'upgrade-3.4-to-3.9'],
  ['recipies', 'recipes'],
  ['mendit', 'mend-it'],
])('%s stands for %s', (typed, meant) => {
  expect(nearestOf(typed, labs)).toBe(meant);
  expect(nearestOf(typed, labs)).toBe(meant);
});

test('what is like nothing stands for nothing', () => {
  expect(nearestOf('zebra', labs)).toBeUndefined();
  expect(nearestOf('e', ['exec', 'reset'])).toBeUndefined();
});
