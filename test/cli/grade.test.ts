import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { user } from './command.js';

const checks = [{ id: 'a', passed: true, since: '2026-01-02T03:04:05.000Z' }];

test('what a spreadsheet would calculate is text in CSV, whoever sent it', async () => {
  const { folder, type } = user();
  const sent = { 'a.json': '=1+1', 'b.json': '@ada', 'c.json': 'ada, "the first"', 'd.json': 'ada' };
  for (const [name, lab] of Object.entries(sent)) {
    writeFileSync(join(folder, name), JSON.stringify({ lab, lesson: 'recipes', checks }));
  }
  const { status, stdout } = await type('grade', '--csv', ...Object.keys(sent));
  expect(status).toBe(0);
  const cells = stdout.split('\n').map((line) => line.replace(/,recipes,1,1,.*/, ''));
  expect(cells.slice(1)).toEqual([
    `a.json,'=1+1`,
    `b.json,'@ada`,
    'c.json,"ada, ""the first"""',
    'd.json,ada',
  ]);
});

test('times are the reader’s own, as check has them, and what is no time stands as it is', async () => {
  const { folder, typeWith } = user();
  const sent = { 'a.json': checks, 'b.json': [{ id: 'a', passed: true, since: 'on Monday' }] };
  for (const [name, each] of Object.entries(sent)) {
    writeFileSync(join(folder, name), JSON.stringify({ lab: 'ada', lesson: 'recipes', checks: each }));
  }
  const { stdout } = await typeWith({ env: { TZ: 'Asia/Shanghai' } }, 'grade', ...Object.keys(sent));
  expect(stdout).toMatch(/a\.json .* 2026-01-02 11:04 /);
  expect(stdout).toMatch(/b\.json .* on Monday /);
});

test('a file that is something else is told what it lacks, in the reader’s language', async () => {
  const { folder, typeWith } = user();
  writeFileSync(join(folder, 'other.json'), '{"lab":1}');
  const { stdout } = await typeWith({ env: { LANG: 'zh_CN.UTF-8' } }, 'grade', 'other.json');
  expect(stdout).toContain('其中的 lab、lesson、checks 缺失，或者不是这条命令的输出');
});
