import { expect, test } from 'vitest';
import { base64Of, bytesOf, shownAs, typedAs, viewsOf } from '../../page/browser/bytes.js';

const text = (value: string) => new TextEncoder().encode(value);

test('data is shown in the ways in which it can be, and comes back as it was', () => {
  expect(viewsOf(text('hello 你好'))).toEqual(['text', 'hex']);
  expect(viewsOf(text('{"a":1}'))).toEqual(['text', 'json', 'hex']);
  expect(viewsOf(Uint8Array.from([0, 255]))).toEqual(['hex']);
  for (const bytes of [
    text('你好\n\t'),
    text(''),
    Uint8Array.from({ length: 40 }, (_, index) => index * 6),
  ]) {
    expect(bytesOf(base64Of(bytes))).toEqual(bytes);
    for (const view of viewsOf(bytes)) expect(typedAs(view, shownAs(view, bytes))).toEqual(bytes);
  }
});

test('what is no hex or JSON is not taken for some', () => {
  expect(() => typedAs('hex', '0 g')).toThrow(SyntaxError);
  expect(() => typedAs('hex', '123')).toThrow(SyntaxError);
  expect(() => typedAs('json', '{')).toThrow(SyntaxError);
});
