import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentName } from '../../system/content-name.js';

const parts = fc.array(fc.string({ unit: fc.constantFrom(...'ab1:') }), { maxLength: 4 });

test('the same content has the same name, other content another, wherever a part ends', () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      expect(contentName(a) === contentName(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
  expect(contentName(['ab', 'c'])).not.toBe(contentName(['a', 'bc']));
  expect(contentName([Buffer.from('ab')])).toBe(contentName(['ab']));
});

test('a name is as long as asked for', () => {
  expect(contentName(['a'])).toMatch(/^[0-9a-f]{12}$/);
  expect(contentName(['a'], 16)).toMatch(/^[0-9a-f]{16}$/);
});
