import { test } from 'vitest';
import { builtIn, builtInNames } from '../../lessons/built-in.js';
import { assertSameTyped } from '../../lessons/same-typed.js';

test.each(builtInNames())('the pages of %s have one type the same in every language', (name) => {
  const { steps, solutions } = builtIn(name);
  for (const { id, page } of steps) assertSameTyped(page, (language) => `${id} ${language}`);
  for (const [index, page] of solutions.entries())
    assertSameTyped(page, (language) => `${index} ${language}`);
});
