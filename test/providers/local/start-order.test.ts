import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inStartOrder } from '../../../providers/local/start-order.js';
import { aLab } from '../../model/a-lab.js';

const wavesOf = (nodes: number, observers: number, old: readonly number[], starting?: readonly number[]) => {
  const lab = aLab('/lab', { nodes, observers });
  const wanted = lab.nodes.filter(({ id }) => !starting || starting.includes(id));
  return inStartOrder(lab, wanted, ({ id }) => old.includes(id)).map((wave) => wave.map(({ id }) => id));
};

describe('which nodes start together', () => {
  test('all of a new lab, and all of one that ran before', () => {
    expect(wavesOf(3, 1, [])).toEqual([[1, 2, 3, 4]]);
    expect(wavesOf(3, 1, [1, 2, 3])).toEqual([[1, 2, 3, 4]]);
  });

  test('those with data, and as few newcomers as a quorum needs', () => {
    expect(wavesOf(3, 1, [1])).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(wavesOf(5, 0, [1, 2, 3])).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(wavesOf(3, 0, [1, 3], [2])).toEqual([[2]]);
  });

  test('no quorum of the first wave is without a voter that has data', () => {
    const shapes = fc.integer({ min: 2, max: 50 }).chain((nodes) =>
      fc.record({
        nodes: fc.constant(nodes),
        old: fc.uniqueArray(fc.integer({ min: 1, max: nodes }), { minLength: 1, maxLength: nodes - 1 }),
      }),
    );
    fc.assert(
      fc.property(shapes, ({ nodes, old }) => {
        const [first = [], later = []] = wavesOf(nodes, 0, old);
        const needed = Math.floor(nodes / 2) + 1;
        const newcomers = first.filter((id) => !old.includes(id));
        expect(newcomers.length).toBeLessThan(needed);
        expect(first.length).toBeGreaterThanOrEqual(needed);
        expect([...first, ...later].sort((a, b) => a - b)).toHaveLength(nodes);
      }),
    );
  });
});
