import { expect, test } from 'vitest';
import { slowdown } from '../../verbs/patience.js';

test.each([
  // The ensembles that people make: as much patience as one server needs.
  { waiting: 1, processors: 1, times: 1 },
  { waiting: 9, processors: 2, times: 1 },
  { waiting: 50, processors: 16, times: 1 },
  { waiting: 25, processors: 2, times: 1.25 },
  { waiting: 50, processors: 2, times: 2.5 },
])(
  '$waiting servers that start on $processors processors: $times times as long',
  ({ waiting, processors, times }) => {
    expect(slowdown(waiting, processors)).toBe(times);
  },
);
