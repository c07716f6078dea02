import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { aStorm, textOf, without } from '../storm/a-storm.js';
import { user } from './command.js';

test('a history is judged again, without a lab', async () => {
  const { folder, type } = user();
  writeFileSync(join(folder, 'history.jsonl'), textOf(aStorm()));
  const { status, stdout, stderr } = await type('storm', '--judge', 'history.jsonl');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('✔ No acknowledged write is lost  22 looked at');
  expect(stdout).toMatch(/The verdict holds\.$/);
});

test('what is lost is named, a few of many, in 80 columns and in Chinese too', async () => {
  const { folder, type, typeWith } = user();
  const names = Array.from({ length: 10 }, (_, index) => [`w-${index}`, `n-000000000${index}`]).flat();
  const nothing = aStorm().map((line) => names.reduce((each, name) => without(name)(each), line));
  writeFileSync(join(folder, 'history.jsonl'), textOf(nothing));
  const { status, stdout } = await type('storm', '--judge', 'history.jsonl');
  expect(status).toBe(1);
  expect(stdout).toContain('/zk-lab-storm-1/created/0/w-3 was acknowledged (0x13) and is not there');
  expect(stdout).toContain('    and 10 more\n');
  expect(stdout).toMatch(/The verdict does not hold\.$/);
  const chinese = await typeWith({ env: { LANG: 'zh_CN.UTF-8' } }, 'storm', '--judge', 'history.jsonl');
  expect(chinese.stdout).toContain('结论不成立。');
  for (const line of `${stdout}\n${chinese.stdout}`.split('\n')) {
    expect(stringWidth(line)).toBeLessThanOrEqual(80);
  }
  const json = await type('storm', '--judge', 'history.jsonl', '--json');
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ seed: 7, verdict: { holds: false } });
});

test('half a history has no verdict', async () => {
  const { folder, type } = user();
  writeFileSync(join(folder, 'history.jsonl'), textOf(aStorm().slice(0, 20)));
  const { status, stdout } = await type('storm', '--judge', 'history.jsonl');
  expect(status).toBe(1);
  expect(stdout).toContain('? No acknowledged write is lost');
  expect(stdout).toMatch(/No verdict: not everything could be judged\.$/);
});

test.each([
  ['storm --for soon', 2, /A storm cannot last soon: .*30s or 2m/],
  ['storm --for 0s', 2, /A storm cannot last 0s/],
  ['storm --seed -1', 2, /-1 is no seed/],
  ['storm --seed 4294967296', 2, /4294967296 is no seed/],
  [
    'storm --faults kil',
    2,
    /no fault “kil” for a storm; did you mean kill\? There are: kill, pause, cut(, | and )none/,
  ],
  ['storm --faults pigs', 2, /no fault “pigs” for a storm\. There are: /],
  ['storm --faults none,kill', 2, /“none” stands alone, .*: zk-lab storm --faults none/],
  ['storm --faults', 2, /--faults KIND,KIND: the value is missing/],
  ['storm --judge history.jsonl --seed 1', 2, /--judge and --seed exclude each other/],
  ['storm --judge nothing.jsonl', 2, /nothing\.jsonl cannot be read: it is not there/],
  ['storm', 2, /no lab/i],
])('zk-lab %s', async (typed, status, told) => {
  const seen = await user().type(...typed.split(' '));
  expect(seen.stderr.replace(/\s+/g, ' ')).toMatch(told);
  expect(seen.status).toBe(status);
  expect(seen.stdout).toBe('');
});

test('what is wrong in a line of a history is told in the reader’s language', async () => {
  const { folder, typeWith } = user();
  const [head] = textOf(aStorm()).split('\n');
  writeFileSync(join(folder, 'history.jsonl'), `${head}\n{"type":"leader","at":"soon","node":null}\n`);
  const { stderr } = await typeWith({ env: { LANG: 'zh_CN.UTF-8' } }, 'storm', '--judge', 'history.jsonl');
  expect(stderr).toBe('zk-lab: history.jsonl 第 2 行：at 缺失，或者不是风暴写下的内容');
});
