import { expect, test } from 'vitest';
import type { InForce } from '../../faults/fault.js';
import { kept, leaveOff, noPast, remember, rowsOf, until } from '../../page/past.js';
import type { Pulse } from '../../verbs/pulse.js';
import { pulseWith } from './pulse.js';

const pulse = (leader: string | null, faults: readonly InForce[] = []): Pulse =>
  pulseWith({ leader, faults });
const kill: InForce = { id: 'f1', verb: 'kill', node: 'node1' };

test('who led follows upon each other without a gap, and a fault ends when it is gone', () => {
  let past = noPast;
  past = remember(past, 1000, pulse('node1'));
  past = remember(past, 2000, pulse('node1', [kill]));
  past = remember(past, 3000, pulse(null, [kill]));
  past = remember(past, 4000, pulse('node2'));
  past = until(past, 5000);
  expect(past.reigns).toEqual([
    { leader: 'node1', from: 1000, to: 3000, on: false },
    { leader: null, from: 3000, to: 4000, on: false },
    { leader: 'node2', from: 4000, to: 5000, on: true },
  ]);
  expect(past.faults).toEqual([{ id: 'f1', verb: 'kill', nodes: 'node1', from: 2000, to: 4000, on: false }]);
});

test('while nobody looked nothing is known, even where it was the same before and after', () => {
  let past = remember(noPast, 1000, pulse('node1', [kill]));
  past = leaveOff(past, 2000);
  past = until(past, 60_000);
  past = remember(past, 61_000, pulse('node1', [kill]));
  past = until(past, 62_000);
  expect(past.reigns).toMatchObject([
    { leader: 'node1', from: 1000, to: 2000 },
    { leader: 'node1', from: 61_000, to: 62_000 },
  ]);
  expect(past.faults).toMatchObject([
    { id: 'f1', from: 1000, to: 2000 },
    { id: 'f1', from: 61_000, to: 62_000 },
  ]);
});

test('what is long past is forgotten', () => {
  const past = remember(
    leaveOff(remember(noPast, 1000, pulse(null, [kill])), 2000),
    2000 + kept,
    pulse('node1'),
  );
  expect(past.faults).toEqual([]);
});

test('where not all have been asked, nobody is said to lead nobody', () => {
  const early = pulseWith({ leader: null, unheard: ['node2'] });
  expect(remember(noPast, 1000, early)).toEqual(noPast);
  const led = remember(noPast, 1000, pulse('node1'));
  expect(remember(led, 2000, early).reigns).toEqual([{ leader: 'node1', from: 1000, to: 2000, on: true }]);
});

test('bands share a row unless they were at the same time', () => {
  const stretch = (from: number, to: number) => ({ from, to });
  expect(rowsOf([])).toEqual([]);
  expect(rowsOf([stretch(0, 5), stretch(6, 9), stretch(7, 8), stretch(8, 20), stretch(10, 11)])).toEqual([
    0, 0, 1, 2, 0,
  ]);
});
