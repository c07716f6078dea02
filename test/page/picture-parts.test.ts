import { expect, test } from 'vitest';
import { partsOf } from '../../page/picture-parts.js';
import { pulseWith } from './pulse.js';

const lab = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `node${index + 1}`, votes: true }));
const standings = (parts: ReturnType<typeof partsOf>) => parts.nodes.map(({ standing }) => standing);

test('before anything is known there are the lab’s nodes, and nothing is said of them', () => {
  const parts = partsOf(lab(3), undefined, true);
  expect(standings(parts)).toEqual(['unheard', 'unheard', 'unheard']);
  expect(parts).toMatchObject({ links: [], cuts: [], pairs: [] });
});

test('of a server that was not yet heard nothing is said, whatever its neighbours say', () => {
  const parts = partsOf(lab(3), pulseWith({ leader: 'node2', unheard: ['node3'] }), true);
  expect(standings(parts)).toEqual(['follower', 'leader', 'unheard']);
  expect(parts.links.map(({ ends }) => ends)).toEqual([[1, 0]]);
});

test('a cut takes a line’s place, from whichever side it was named; a frozen server’s line stands still', () => {
  const cut = { id: 'c', verb: 'cut', sides: [['node3'], ['node1']] } as const;
  const parts = partsOf(lab(3), pulseWith({ leader: 'node1', faults: [cut], frozen: ['node2'] }), true);
  expect(parts.links).toEqual([{ ends: [0, 1], still: true }]);
  expect(parts.cuts).toEqual([{ id: 'c', ends: [2, 0] }]);
  expect(parts.pairs).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
});

test('of many nodes only what is drawn between two can be chosen', () => {
  const cut = { id: 'c', verb: 'cut', sides: [['node7'], ['node8', 'node9']] } as const;
  const parts = partsOf(lab(50), pulseWith({ count: 50, leader: 'node1', faults: [cut] }), false);
  expect(parts.links).toHaveLength(49);
  expect(parts.pairs).toHaveLength(51);
});

test('a fault marks the node that it names', () => {
  const pause = { id: 'p', verb: 'pause', node: 'node2' } as const;
  const { nodes } = partsOf(lab(3), pulseWith({ leader: 'node1', faults: [pause] }), true);
  expect(nodes.map(({ faulty }) => faulty)).toEqual([false, true, false]);
});
