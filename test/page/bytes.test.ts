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

test('JSON is laid out as usual, and nothing in it becomes another', () => {
  for (const value of [
    { a: [1, { b: 'x, y: [z] "q" \\' }], c: {}, d: [], e: null },
    [],
    'text',
    -1.5e-7,
    [[[]], [{}], [{ a: {} }]],
    [{ '': true }],
  ]) {
    const written = JSON.stringify(value);
    expect(shownAs('json', text(written))).toBe(JSON.stringify(value, null, 2));
    expect(typedAs('json', shownAs('json', text(written)))).toEqual(text(written));
  }
  const exact = '{"id":9007199254740993,"twice":1.0,"twice":2e400}';
  expect(typedAs('json', shownAs('json', text(exact)))).toEqual(text(exact));
});
