import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widthOf } from '../../cli/width.js';
import { wrapped } from '../../cli/wrap.js';

test('lines end between words and between Chinese letters, and never before a full stop', () => {
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapped('一二三四五', 6)).toEqual(['一二三', '四五']);
  expect(wrapped('一二三。四', 6)).toEqual(['一二', '三。四']);
  expect(wrapped('一二（三）', 6)).toEqual(['一二', '（三）']);
});

test('what is to be typed or copied stays whole', () => {
  expect(wrapped('say "vagrant up" here', 14)).toEqual(['say', '"vagrant up"', 'here']);
  expect(wrapped('输入“vagrant up”即可', 14)).toEqual(['输入', '“vagrant up”即', '可']);
  expect(wrapped('有name、ipAddress、other', 12)).toEqual(['有name、', 'ipAddress、', 'other']);
  expect(wrapped('一jdk-8u144-linux-x64.tar.gz', 10)).toEqual(['一', 'jdk-8u144-linux-x64.tar.gz']);
});

test('colours take no room, and what cannot stay whole in any line does not', () => {
  const [bold, normal] = ['\u001b[1m', '\u001b[22m'];
  expect(wrapped(`${bold}one${normal} two three`, 7)).toEqual([`${bold}one${normal} two`, 'three']);
  expect(wrapped(`${bold}一二${normal}三四`, 6)).toEqual([`${bold}一二${normal}三`, '四']);
  expect(wrapped('say “one two three” here', 9)).toEqual(['say “one', 'two', 'three”', 'here']);
});

test('nothing is lost, and only what cannot be broken is longer than a line', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab-. 节点，。（“”"'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 40 }), (given, columns) => {
      const lines = wrapped(given, columns);
      expect(lines.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''));
      for (const line of lines) if (widthOf(line) > columns) expect(wrapped(line, columns)).toEqual([line]);
    }),
  );
});
