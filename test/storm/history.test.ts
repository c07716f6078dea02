import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseHistory } from '../../storm/history.js';
import { historySchemaText } from '../../storm/json-schema.js';
import { judge } from '../../storm/judge/index.js';
import { aStorm, doctoredStorm, textOf } from './a-storm.js';

test('a history that was written is judged as it was', () => {
  const read = parseHistory(textOf(aStorm()), 'history.jsonl');
  expect(read).toEqual(doctoredStorm());
  expect(judge(read)).toEqual(judge(doctoredStorm()));
});

test.each([
  ['{', /^history\.jsonl, line 2: .*JSON/],
  ['{"type":"wind"}', /^history\.jsonl, line 2: type is missing, or /],
  [
    '{"type":"leader","at":"soon","node":null}',
    /^history\.jsonl, line 2: at is missing, or is not what a storm writes there$/,
  ],
])('a line that is wrong is named: %s', (line, told) => {
  const [head = ''] = textOf(aStorm()).split('\n');
  expect(() => parseHistory(`${head}\n${line}\n`, 'history.jsonl')).toThrow(told);
});

test('a file that is something else', () => {
  const told = 'notes is no history of a storm: its first line is not one of type “storm”';
  expect(() => parseHistory('', 'notes')).toThrow(told);
  expect(() => parseHistory(textOf(aStorm().slice(1)), 'notes')).toThrow(told);
});

test('its schema is in step with the code (npm run schema makes it anew)', () => {
  const published = readFileSync(new URL('../../docs/storm-history.schema.json', import.meta.url), 'utf8');
  expect(published).toBe(historySchemaText());
});
