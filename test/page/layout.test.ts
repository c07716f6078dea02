import { describe, expect, test } from 'vitest';
import { layoutOf } from '../../page/layout.js';

const widths = [240, 320, 375, 600, 620, 768, 1024, 1360, 1920];
const counts = Array.from({ length: 50 }, (_, index) => index + 1);
const cases = widths.flatMap((width) => counts.map((count) => ({ width, count })));

describe('nodes in the picture', () => {
  test('each has a place, all of it within the picture', () => {
    const outside = cases.filter(({ width, count }) => {
      const { spots, tile, height } = layoutOf(count, width);
      const within = spots.every(
        ({ x, y }) =>
          x - tile.width / 2 >= 0 &&
          x + tile.width / 2 <= width &&
          y - tile.height / 2 >= 0 &&
          y + tile.height / 2 <= height,
      );
      return spots.length !== count || !within;
    });
    expect(outside).toEqual([]);
  });

  test('no two lie on each other', () => {
    const overlapping = cases.filter(({ width, count }) => {
      const { spots, tile } = layoutOf(count, width);
      return spots.some((one, index) =>
        spots
          .slice(index + 1)
          .some(({ x, y }) => Math.abs(one.x - x) < tile.width && Math.abs(one.y - y) < tile.height),
      );
    });
    expect(overlapping).toEqual([]);
  });

  test('few nodes have room for all that is known of them, on a wide page', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => layoutOf(count, 1296).roomy)).not.toContain(false);
    expect(layoutOf(50, 1360).roomy).toBe(false);
    expect(layoutOf(3, 375).roomy).toBe(false);
  });
});
