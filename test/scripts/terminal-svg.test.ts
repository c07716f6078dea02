import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { size, terminalSvg } from '../../scripts/terminal-svg.mjs';

/** What `zk-lab status` sends: a table, coloured as there. */
const table = [
  'NODE   CLIENTS          MODE      ZXID',
  'node1  127.0.0.1:2181   \x1b[2mdown\x1b[0m      \x1b[2m-\x1b[0m',
  'node2  127.0.0.1:2182   follower  0x100000000',
  'node3  127.0.0.1:2183   \x1b[1;32mleader\x1b[0m    0x100000000',
];

/** Words with their left edge and their line. */
function drawn(svg: string): { text: string; x: number; y: number; length: number }[] {
  const words = svg.matchAll(/<text x="([\d.]+)" y="(\d+)" textLength="([\d.]+)"[^>]*>([^<]*)<\/text>/g);
  return [...words].map(([, x, y, length, text = '']) => ({
    text,
    x: Number(x),
    y: Number(y),
    length: Number(length),
  }));
}

test('every word stands where the terminal has it, columns one below the other', async () => {
  const words = drawn(await terminalSvg(table.join('\r\n')));
  const plain = table.map(stripVTControlCharacters);
  const expected = plain.flatMap((line) =>
    [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
      text,
      x: Number((size.margin + index * size.cell).toFixed(1)),
      length: Number((text.length * size.cell).toFixed(1)),
    })),
  );
  expect(words.map(({ text, x, length }) => ({ text, x, length }))).toEqual(expected);
  const modes = words.filter(({ text }) => ['MODE', 'down', 'follower', 'leader'].includes(text));
  expect(new Set(modes.map(({ x }) => x)).size).toBe(1);
});

test('a Chinese character takes two cells', async () => {
  const [status, node] = drawn(await terminalSvg('状态  node1'));
  expect(status).toMatchObject({ text: '状态', length: 4 * size.cell });
  expect(node?.x).toBeCloseTo(size.margin + 6 * size.cell);
});

test('what was overwritten is not drawn, and markup is text', async () => {
  const words = drawn(await terminalSvg('waiting\r\x1b[Ka<b>&c'));
  expect(words.map(({ text }) => text)).toEqual(['a&lt;b&gt;&amp;c']);
});
