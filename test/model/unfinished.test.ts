import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  assertFinished,
  type Change,
  forgetUnfinished,
  holdBack,
  noteUnfinished,
  unfinishedOf,
} from '../../model/unfinished.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'zk-lab-unfinished-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const change: Change = { verb: 'replace', typed: 'node2' };

test('what is noted is found again, and told with what to type', () => {
  expect(unfinishedOf({ dir })).toBeUndefined();
  assertFinished({ dir });
  noteUnfinished({ dir }, change);
  expect(unfinishedOf({ dir })).toEqual(change);
  expect(() => assertFinished({ dir })).toThrow('zk-lab replace node2');
});

test('once it is forgotten nobody is held back any more, as after destroy in the middle of it', () => {
  noteUnfinished({ dir }, change);
  holdBack({ dir }, ['node4', 'node5']);
  expect(existsSync(join(dir, 'config/joining'))).toBe(true);
  forgetUnfinished({ dir });
  expect(existsSync(join(dir, 'config/joining'))).toBe(false);
  assertFinished({ dir });
});

test('what is damaged is no reason to go on as if nothing had been', () => {
  writeFileSync(join(dir, '.zk-lab-unfinished.json'), '{');
  expect(() => assertFinished({ dir })).toThrow(expect.objectContaining({ code: 'lab.damaged' }));
});
