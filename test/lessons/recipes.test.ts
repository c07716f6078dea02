import { expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { isAccepted } from '../../verbs/answer.js';

/** What a question of the lab takes for right. */
const taken = (id: string, value: string): boolean => {
  const question = builtIn('recipes').steps.find((step) => step.id === id)?.answer;
  return question !== undefined && isAccepted(question, value);
};

test.each([
  ['herd', '100'],
  ['herd', 'a hundred'],
  ['herd', '全部'],
  ['herd', '一百个'],
  ['version', 'BadVersion'],
  ['version', 'version No is not valid : /ledger'],
  ['timeout', 'sessionTimeout'],
  ['timeout', 'the timeout of the session'],
  ['timeout', '会话超时时间'],
])('%s: %s is right', (id, value) => {
  expect(taken(id, value)).toBe(true);
});

test.each([
  ['herd', '99'],
  ['herd', '1'],
  ['herd', '一个'],
  ['version', 'NoNode'],
  ['timeout', 'session'],
  ['timeout', '2000'],
])('%s: %s is not', (id, value) => {
  expect(taken(id, value)).toBe(false);
});
