import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Call, search } from '../../storm/judge/linearizable.js';
import { callsOf, type ZnodeOperation, znodeModel } from '../../storm/judge/znode-model.js';
import { doctored, possible, write, type ZnodeHistory } from './histories.js';

const found = ({ operations, final }: ZnodeHistory) => search(callsOf(operations, final), znodeModel);

/** The same question, answered by trying every order. */
function anyOrder(calls: readonly Call<ZnodeOperation>[], state = znodeModel.initial): boolean {
  const open = calls.filter(({ to }) => to !== Number.POSITIVE_INFINITY);
  if (open.length === 0) return true;
  const firstAnswer = Math.min(...open.map(({ to }) => to));
  return calls.some((call) => {
    if (call.from > firstAnswer) return false;
    const next = znodeModel.step(state, call.operation);
    return (
      next !== undefined &&
      anyOrder(
        calls.filter((each) => each !== call),
        next,
      )
    );
  });
}

test('what a znode has done is linearizable, however its answers overlap or are lost', () => {
  fc.assert(
    fc.property(possible(60), (history) => {
      expect(found(history)).toEqual({ linearizable: true });
    }),
    { numRuns: 150 },
  );
});

test('of every history it says what trying every order says', () => {
  const verdicts = { true: 0, false: 0 };
  fc.assert(
    fc.property(doctored(6), (history) => {
      const truth = anyOrder(callsOf(history.operations, history.final));
      verdicts[`${truth}`] += 1;
      expect(found(history).linearizable).toBe(truth);
    }),
    { numRuns: 800, seed: 1 },
  );
  // Both kinds were among them.
  expect(verdicts.true).toBeGreaterThan(50);
  expect(verdicts.false).toBeGreaterThan(50);
});

test('a write that was lost, and one that was answered out of its time', () => {
  const create = write({ kind: 'create', value: 'a', from: 0, to: 1, answer: 'done', version: 0 });
  const first = write({
    id: 1,
    kind: 'cas',
    value: 'b',
    expected: 0,
    from: 2,
    to: 3,
    answer: 'done',
    version: 1,
  });
  const again = write({
    id: 2,
    kind: 'cas',
    value: 'c',
    expected: 0,
    from: 4,
    to: 5,
    answer: 'done',
    version: 1,
  });
  const end = { path: '/znode', at: 9, value: 'a', version: 0 };
  expect(found({ operations: [create, first], final: end })).toMatchObject({ linearizable: false });
  expect(search(callsOf([create, first, again]), znodeModel)).toMatchObject({
    linearizable: false,
    stuck: { write: { id: 2 } },
  });
  // Where the second was under way before the first was answered, and nobody knows of the first, it could have been.
  const unknown = { ...first, answer: 'unknown' as const };
  expect(search(callsOf([create, unknown, again]), znodeModel)).toEqual({ linearizable: true });
});

test('thousands of operations with answers that are lost take moments; a search without end is given up', () => {
  const operations = Array.from({ length: 5_000 }, (_, index) => {
    const lost = index % 10 === 9;
    const version = index;
    return write({
      kind: index === 0 ? 'create' : 'cas',
      value: `v${index}`,
      ...(index > 0 && { expected: version - 1 }),
      from: index * 10,
      to: index * 10 + 25,
      ...(lost ? { answer: 'unknown' } : { answer: 'done', version }),
    });
  });
  const begin = performance.now();
  expect(search(callsOf(operations), znodeModel)).toEqual({ linearizable: true });
  expect(performance.now() - begin).toBeLessThan(5_000);
  expect(search(callsOf(operations), znodeModel, 100)).toEqual({ linearizable: 'undecided' });
});
