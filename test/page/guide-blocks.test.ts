import { expect, test } from 'vitest';
import { blocksOf } from '../../page/guide-blocks.js';

test('code that is to be typed knows where; what it shows does not', () => {
  const page = 'Do:\n\n```sh\nls -l\n```\n\n```text\nls\n```\n';
  expect(blocksOf(page, [{ place: 'node1', commands: 'ls -l\n' }]).slice(1)).toEqual([
    { kind: 'code', text: 'ls -l', place: 'node1' },
    { kind: 'code', text: 'ls' },
  ]);
});

test('lines of Chinese are joined by nothing, those of other words by what a browser makes a blank of', () => {
  expect(blocksOf('不需要密码：\n持有私钥。\n`ssh` 和\nroot', [])).toEqual([
    {
      kind: 'text',
      spans: [
        { kind: 'text', text: '不需要密码：持有私钥。\n' },
        { kind: 'code', text: 'ssh' },
        { kind: 'text', text: ' 和\nroot' },
      ],
    },
  ]);
});

test('markup of a page is text or nothing, and links lead to the web alone', () => {
  const page = '<script>alert(1)</script>\n\n[a](javascript:alert(1)) [b](https://example.org) `a<b`';
  const text = JSON.stringify(blocksOf(page, []));
  expect(text).not.toMatch(/script:|<script/);
  expect(text).toContain('{"kind":"link","href":"https://example.org"');
  expect(text).toContain('{"kind":"code","text":"a<b"}');
});
