import { expect, test } from 'vitest';
import { seedOf } from '../../storm/seed.js';

test.each([0, 7, '7', 2 ** 32 - 1])('%j is a seed', (typed) => expect(seedOf(typed)).toBe(Number(typed)));

test.each([-1, 1.5, 2 ** 32, Number.NaN, '', ' 7', '0x7', 'seven'])('%j is none', (typed) =>
  expect(() => seedOf(typed)).toThrow(`${typed} is no seed: give a whole number from 0 to 4294967295`),
);
