import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf as said } from '../../messages/index.js';
import type { History } from '../../storm/history.js';
import type { CheckName } from '../../storm/judge/check.js';
import { judge } from '../../storm/judge/index.js';
import { counterEnds, doctoredStorm, operations, withName, without } from './a-storm.js';

/** Which checks do not hold, each with what it says. */
function broken(history: History): Partial<Record<CheckName, string[]>> {
  const found = judge(history).checks.filter(({ outcome }) => outcome !== 'holds');
  return Object.fromEntries(
    found.map(({ name, outcome, evidence }) => [
      name,
      outcome === 'not judged' ? [outcome] : evidence.map(({ told }) => said(told)),
    ]),
  );
}

const root = '/zk-lab-storm-1';

test('a storm that went well', () => {
  expect(broken(doctoredStorm())).toEqual({});
  expect(judge(doctoredStorm())).toMatchObject({
    holds: true,
    afterSync: { reads: 1, missed: [] },
    counts: { operations: 36, done: 34, notDone: 1, unknown: 1, sessions: 1, expired: 0, faults: 1 },
  });
});

test('every acknowledged znode that is not there is named, and no other', () => {
  fc.assert(
    fc.property(fc.subarray(Array.from({ length: 10 }, (_, index) => index)), (gone) => {
      const lost = doctoredStorm((line) => gone.reduce((each, index) => without(`w-${index}`)(each), line));
      const told = gone.map(
        (index) => `${root}/created/0/w-${index} was acknowledged (0x1${index}) and is not there`,
      );
      expect(broken(lost)).toEqual(told.length === 0 ? {} : { lost: told });
      expect(judge(lost).holds).toBe(gone.length === 0);
    }),
  );
});

test('so is a sequential one, and data that is older than what was acknowledged', () => {
  expect(broken(doctoredStorm(without('n-0000000004')))).toEqual({
    lost: [`${root}/sequential/n-0000000004 was acknowledged () and is not there`],
  });
  expect(broken(doctoredStorm(counterEnds('5', 5)))).toEqual({
    lost: [`${root}/counter: version 9 was acknowledged, and 5 is there`],
    counter: ['it is 5; from 9 to 10 would be right'],
    linearizable: [`${root}/counter: no order of its writes ends in what was found, version 5`],
  });
  expect(broken(doctoredStorm(counterEnds(null, 0)))).toMatchObject({
    lost: [`${root}/counter was acknowledged () and is not there`],
  });
});

test('what was refused and is there', () => {
  expect(broken(doctoredStorm(withName('/created/0', 'refused')))).toEqual({
    refused: [`${root}/created/0/refused was refused (never sent) and is there`],
  });
});

test('a counter that has more than was asked for, or less than was acknowledged', () => {
  expect(broken(doctoredStorm(counterEnds('11', 11)))).toMatchObject({
    counter: ['it is 11; from 9 to 10 would be right'],
  });
  expect(broken(doctoredStorm(counterEnds('9', 9)))).toEqual({});
});

test('two compare-and-set that both expected the same version', () => {
  const twice = operations((each) =>
    each.kind === 'cas' && each.expected === 5 ? { ...each, expected: 4, version: 5 } : each,
  );
  expect(Object.keys(broken(doctoredStorm(twice)))).toEqual(['linearizable']);
});

test('a session that sees what was before', () => {
  const back = operations((each) =>
    each.kind === 'read' && each.after === undefined ? { ...each, version: 8, value: '8' } : each,
  );
  expect(broken(doctoredStorm(back))).toEqual({
    back: [`${root}/counter: session 0x2 saw version 9, and then version 8`],
  });
  const gone = operations((each) => {
    if (each.kind !== 'read' || each.after !== undefined) return each;
    const { version, value, ...asked } = each;
    return { ...asked, answer: 'not done', why: 'no node' };
  });
  expect(broken(doctoredStorm(gone))).toEqual({
    back: [`${root}/counter: session 0x2 saw version 9, and then version -1`],
  });
});

test('another session may see less: that is reported where it had synced', () => {
  const stale = operations((each) => (each.after === undefined ? each : { ...each, version: 3, value: '3' }));
  const verdict = judge(doctoredStorm(stale));
  expect(verdict).toMatchObject({ holds: true, afterSync: { reads: 1 } });
  expect(verdict.afterSync.missed).toHaveLength(1);
});

test('a sequential number that was given out twice, or out of order', () => {
  const made = (number: string) => `${root}/sequential/n-${number}`;
  const twice = operations((each) =>
    each.made === made('0000000004') ? { ...each, made: made('0000000003') } : each,
  );
  expect(broken(doctoredStorm(twice))).toEqual({ sequence: [`${made('0000000003')} was given out twice`] });
  const swapped = operations((each) => {
    if (each.made === made('0000000004')) return { ...each, made: made('0000000005') };
    if (each.made === made('0000000005')) return { ...each, made: made('0000000004') };
    return each;
  });
  expect(broken(doctoredStorm(swapped))).toEqual({
    sequence: [`${made('0000000004')} was asked for after ${made('0000000005')} was answered`],
  });
});

test('an ephemeral znode that outlives its session', () => {
  expect(broken(doctoredStorm(withName('/ephemeral', 'e')))).toEqual({
    ephemerals: [`${root}/ephemeral/e is there, and its session 0x1 is over`],
  });
});

test('what could not be read in the end is not judged, and no verdict holds that was not made', () => {
  const cut = doctoredStorm((line) => (['found', 'value', 'end'].includes(line.type) ? undefined : line));
  expect(broken(cut)).toEqual({
    lost: ['not judged'],
    refused: ['not judged'],
    counter: ['not judged'],
    ephemerals: ['not judged'],
  });
  expect(judge(cut).holds).toBe(false);
  // Nor one of a storm in which nothing was acknowledged.
  const nothing = operations((each) => ({ ...each, answer: 'unknown', why: 'connection loss' }));
  expect(judge(doctoredStorm(nothing)).holds).toBe(false);
});
