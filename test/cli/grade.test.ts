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
