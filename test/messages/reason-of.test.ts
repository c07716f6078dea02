import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reasonOf } from '../../messages/errors.js';
import { useLanguage } from '../../messages/index.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-reasons-'));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await useLanguage('en');
});
writeFileSync(join(folder, 'file'), 'nodes: 3');

/** What is said of what this throws. */
function saidOf(failing: () => unknown): string {
  try {
    failing();
  } catch (error) {
    return reasonOf(error);
  }
  throw new Error('it did not fail');
}

const trials: [what: string, failing: () => unknown, english: string, chinese: string][] = [
  ['a file that is not there', () => readFileSync(join(folder, 'none')), 'it is not there', '不存在'],
  ['a folder read as a file', () => readFileSync(folder), 'it is a folder', '这是一个目录'],
  [
    'a file on the way',
    () => readdirSync(join(folder, 'file', 'x')),
    'something on the way to it is a file, not a folder',
    '路径中有一级是文件，不是目录',
  ],
  ['a long name', () => readFileSync('x'.repeat(999)), 'its name is too long', '名称太长'],
  [
    'other text as JSON',
    () => JSON.parse(readFileSync(join(folder, 'file'), 'utf8')),
    'it is not JSON',
    '不是 JSON',
  ],
];

test.each(trials)(
  '%s is told in the user’s language, without the words of the system',
  async (_, failing, english, chinese) => {
    await useLanguage('en');
    expect(saidOf(failing)).toBe(english);
    await useLanguage('zh');
    expect(saidOf(failing)).toBe(chinese);
  },
);

test('what has no code of the system’s speaks for itself', () => {
  const coded = Object.assign(new Error('no such node'), { code: 'ENOENT' });
  expect(reasonOf(coded)).toBe('no such node');
  expect(reasonOf(new SyntaxError('Unexpected identifier'))).toBe('Unexpected identifier');
  expect(reasonOf('a text')).toBe('a text');
});
