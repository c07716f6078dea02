import fc from 'fast-check';
import picocolors from 'picocolors';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { markdownLines } from '../../cli/markdown.js';
import { standardOutput } from '../../cli/output.js';
import { wrapped } from '../../cli/wrap.js';

const output = { ...standardOutput(), columns: 40, colors: picocolors.createColors(false) };
const lines = (...markdown: string[]): string[] => markdownLines(markdown.join('\n'), output);

test('paragraphs are wrapped, marks are taken away, and one empty line stands between two', () => {
  expect(
    lines('# A **title**', 'Some *words* about `zoo.cfg` that go on for more', 'than a line.', '', 'Next.'),
  ).toEqual(['A title', '', 'Some words about zoo.cfg that go on for', 'more than a line.', '', 'Next.']);
});

test('where a line of the text ends, Chinese has no blank', () => {
  const text = ['写完了。', '再看；', '`zk-lab` 会', '说', '“好”', '的；问', 'zk 即可，', 'so “it”', 'ends'];
  expect(lines(...text)).toEqual(['写完了。再看；zk-lab 会说“好”的；问 zk', '即可，so “it” ends']);
});

test('what is typed stands as it is, whatever its width', () => {
  const command = `for a in {1..3} ; do scp -r /opt/zookeeper-3.4.9/ node$a:/opt/zookeeper-3.4.9 ; done`;
  expect(lines('```sh', command, '', '  indented', '```')).toEqual([
    `    ${command}`,
    '    ',
    '      indented',
  ]);
});

test('lists and tables keep their columns, in Chinese too', () => {
  expect(lines('- 一', '- two', '', '| 行 | 作用 |', '|---|---|', '| `a` | 端口 |', '| 目录 | x |')).toEqual([
    '- 一',
    '- two',
    '',
    '行    作用',
    'a     端口',
    '目录  x',
  ]);
});

test('a table that is wider than the terminal has its cells broken, the last one first', () => {
  const row = '| `Address already in use` | `ss -ltnp`: whose process is it, and since when |';
  expect(lines('| what the log says | where to look |', '|---|---|', row, '| a word | here |')).toEqual([
    'what the log says   where to look',
    'Address already in  ss -ltnp: whose',
    'use                 process is it, and',
    '                    since when',
    'a word              here',
  ]);
});

test('no line of text is wider than the terminal, and no letter is lost', () => {
  const word = fc.stringMatching(/^([ab你好]{1,6}[，。]{0,2}){1,2}$/);
  const text = fc.array(word);
  fc.assert(
    fc.property(text, fc.integer({ min: 30, max: 80 }), (words, columns) => {
      const drawn = wrapped(words.join(' '), columns);
      for (const line of drawn) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      expect(drawn.join('').replaceAll(' ', '')).toBe(words.join(''));
      for (const line of drawn) expect(line).not.toMatch(/^[，。]/);
    }),
  );
});
