import { expect, test } from 'vitest';
import { builtIn, builtInNames } from '../../lessons/built-in.js';
import { differentlyTyped } from '../../lessons/same-typed.js';

test.each(builtInNames())('the pages of %s have one type the same in every language', (name) => {
  const { steps, solutions } = builtIn(name);
  for (const page of [...steps.map((step) => step.page), ...solutions]) {
    expect(differentlyTyped(page, (language) => language)).toEqual([]);
  }
});
