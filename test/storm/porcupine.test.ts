import fc from 'fast-check';
import { expect, test } from 'vitest';
import { search } from '../../storm/judge/linearizable.js';
import { callsOf, znodeModel } from '../../storm/judge/znode-model.js';
import { doctored, possible } from './histories.js';
import { porcupine, whyNoPorcupine } from './porcupine.js';

test('our judge says what porcupine says, of histories that were and of doctored ones', {
  timeout: 180_000,
}, (context) => {
  const why = whyNoPorcupine();
  if (why !== undefined) return context.skip(why);
  const histories = [
    ...fc.sample(possible(40), { numRuns: 100, seed: 2 }),
    ...fc.sample(doctored(40), { numRuns: 400, seed: 3 }),
  ].map(({ operations, final }) => callsOf(operations, final));
  const ours = histories.map((calls) => search(calls, znodeModel).linearizable);
  const theirs = porcupine(histories);
  expect(ours).toEqual(theirs);
  expect(theirs.slice(0, 100)).not.toContain(false);
  const refused = theirs.slice(100).filter((each) => !each).length;
  expect(refused).toBeGreaterThan(50);
  expect(refused).toBeLessThan(350);
});
