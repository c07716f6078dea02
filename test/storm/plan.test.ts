import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stormFaults } from '../../storm/faults.js';
import { planFaults } from '../../storm/plan.js';

const nodes = ['node1', 'node2', 'node3', 'node4', 'node5'];
const plan = (seed: number, length = 60_000) => planFaults({ seed, nodes, kinds: stormFaults, length });

test('the same seed gives the same faults, another one others', () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(8)).not.toEqual(plan(7));
  // Fixed: histories that were published name their seed.
  expect(plan(7).slice(0, 3)).toMatchInlineSnapshot(`
    [
      {
        "id": 1,
        "kind": "kill",
        "lasts": 2965,
        "nodes": [
          "node1",
          "node3",
        ],
        "rest": 395,
      },
      {
        "id": 2,
        "kind": "pause",
        "lasts": 343,
        "nodes": [
          "node1",
          "node3",
        ],
        "rest": 205,
      },
      {
        "id": 3,
        "kind": "kill",
        "lasts": 148,
        "nodes": [
          "node1",
        ],
        "rest": 492,
      },
    ]
  `);
});

test('whatever the seed, faults fit the lab and the time', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1_000, max: 120_000 }),
      (seed, count, length) => {
        const some = nodes.slice(0, count);
        const planned = planFaults({ seed, nodes: some, kinds: stormFaults, length });
        expect(planned.map(({ id }) => id)).toEqual(planned.map((_, index) => index + 1));
        for (const { kind, nodes: chosen, rest, lasts } of planned) {
          expect(chosen.length).toBeGreaterThan(0);
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(some).toEqual(expect.arrayContaining([...chosen]));
          // A cut needs somebody on its other side.
          if (kind === 'cut') expect(chosen.length).toBeLessThan(count);
          expect(Math.min(rest, lasts)).toBeGreaterThanOrEqual(0);
        }
        const total = planned.reduce((sum, { rest, lasts }) => sum + rest + lasts, 0);
        if (planned.length > 1) expect(total).toBeLessThanOrEqual(length);
      },
    ),
  );
});

test('of many faults every kind comes, most of them leave a quorum, and some do not', () => {
  const many = plan(1, 600_000);
  expect(new Set(many.map(({ kind }) => kind)).size).toBe(3);
  const without = many.filter(({ nodes: chosen }) => chosen.length > 2).length;
  expect(without).toBeGreaterThan(0);
  expect(without).toBeLessThan(many.length / 4);
});

test('nothing comes where nothing is wanted', () => {
  expect(planFaults({ seed: 1, nodes, kinds: [], length: 60_000 })).toEqual([]);
});

test('what was asked for alone comes', () => {
  const only = planFaults({ seed: 1, nodes, kinds: ['pause'], length: 60_000 });
  expect(new Set(only.map(({ kind }) => kind))).toEqual(new Set(['pause']));
});
