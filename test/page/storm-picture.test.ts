import { expect, test } from 'vitest';
import { type StormPicture, withLine } from '../../page/storm-picture.js';
import type { HistoryLine } from '../../storm/history.js';

const op = (to: number, answer: 'done' | 'not done' | 'unknown', took = 5): HistoryLine => ({
  ...{ type: 'op', id: 1, client: 'c', session: '0x1', kind: 'read', path: '/x' },
  ...{ from: to - took, to, answer },
});

test('answers are counted in the second in which they came, and what is unknown apart', () => {
  const empty: StormPicture = { seed: 1, length: 5000, seconds: [], faults: [], leaders: [] };
  const lines: HistoryLine[] = [
    op(100, 'done'),
    op(200, 'not done'),
    op(2500, 'unknown'),
    op(2600, 'done', 40),
    { type: 'leader', at: 0, node: 'node2' },
    { type: 'fault', id: 1, kind: 'kill', nodes: ['node2'], from: 300, to: 2400 },
  ];
  expect(lines.reduce(withLine, empty)).toEqual({
    ...empty,
    seconds: [
      { done: 1, refused: 1, unknown: 0, slowest: 5 },
      { done: 0, refused: 0, unknown: 0, slowest: 0 },
      { done: 1, refused: 0, unknown: 1, slowest: 40 },
    ],
    leaders: [{ at: 0, node: 'node2' }],
    faults: [{ kind: 'kill', nodes: ['node2'], from: 300, to: 2400 }],
  });
});
