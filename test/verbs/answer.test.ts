import { expect, test } from 'vitest';
import { isAccepted, isShown } from '../../verbs/answer.js';

test('an answer is right in whatever people put around it', () => {
  const question = { question: {}, accept: ['NodeDeleted', 'not serving requests'] };
  for (const said of [
    'NodeDeleted',
    'nodedeleted.',
    ' "NodeDeleted" ',
    '“NodeDeleted”。',
    'not serving requests!',
  ]) {
    expect(isAccepted(question, said), said).toBe(true);
  }
  for (const said of ['', '.', 'Node', 'NodeDeleted and more', '""'])
    expect(isAccepted(question, said), said).toBe(false);
});

test('of a number that a node shows, the unit may be said', () => {
  for (const said of ['4000', '4000ms', '4000 milliseconds.', '４０００', '4000 毫秒']) {
    expect(isShown('4000', said), said).toBe(true);
  }
  for (const said of ['40000', '4', 'ms', '4000 5000', '4 000', '-4000', ''])
    expect(isShown('4000', said), said).toBe(false);
  expect(isShown('node3', 'Node3。')).toBe(true);
  expect(isShown('node3', 'node3x')).toBe(false);
});
