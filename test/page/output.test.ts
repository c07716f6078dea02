import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Bunch } from '../../page/bunch.js';
import { Drawn } from '../../page/drawn.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const kB = 1024;

test('what comes alone is told at once; what comes fast is told together, and nothing is lost or turned round', () => {
  const told: string[] = [];
  const bunch = new Bunch((pieces) => told.push(Buffer.concat(pieces).toString()));
  vi.advanceTimersByTime(100);
  bunch.add(Buffer.from('a'));
  expect(told).toEqual(['a']);
  for (const piece of ['b', 'c', 'd']) bunch.add(Buffer.from(piece));
  expect(told).toEqual(['a']);
  vi.advanceTimersByTime(10);
  expect(told).toEqual(['a', 'bcd']);
  vi.advanceTimersByTime(100);
  bunch.add(Buffer.from('e'));
  expect(told).toEqual(['a', 'bcd', 'e']);
});

test('much is told before its time', () => {
  const told: number[] = [];
  const bunch = new Bunch((pieces) => told.push(Buffer.concat(pieces).length));
  vi.advanceTimersByTime(100);
  bunch.add(Buffer.alloc(1));
  for (let count = 0; count < 5; count++) bunch.add(Buffer.alloc(16 * kB));
  expect(told).toEqual([1, 64 * kB]);
  bunch.flush();
  expect(told).toEqual([1, 64 * kB, 16 * kB]);
});

test('a program waits for a page that has not drawn what it was shown, and goes on when it has', async () => {
  const drawn = new Drawn();
  drawn.shown(1, 3_000 * kB);
  const ready = drawn.ready(1);
  // What another terminal shows is not held up by it.
  expect(drawn.ready(2)).toBeUndefined();
  let goes = false;
  ready?.then(() => {
    goes = true;
  });
  drawn.took(1, 500 * kB);
  await vi.advanceTimersByTimeAsync(100);
  expect(goes).toBe(false);
  drawn.took(1, 1_500 * kB);
  await vi.advanceTimersByTimeAsync(0);
  expect(goes).toBe(true);
  expect(drawn.ready(1)).toBeUndefined();
});

test('nobody waits for a page that has gone, or that draws nothing any more', async () => {
  const stuck = new Drawn();
  stuck.shown(1, 3_000 * kB);
  const patient = stuck.ready(1);
  await vi.advanceTimersByTimeAsync(5_000);
  await patient;
  const gone = new Drawn();
  gone.shown(1, 3_000 * kB);
  const waiting = gone.ready(1);
  gone.end();
  await waiting;
  expect(gone.ready(1)).toBeUndefined();
});
