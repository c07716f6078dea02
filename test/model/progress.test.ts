import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetDone, progressOf, progressPath, rememberDone } from '../../model/progress.js';
import { isTrusted, trust } from '../../model/trusted.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'zk-lab-progress-'));
  vi.stubEnv('XDG_STATE_HOME', join(dir, 'state'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

test('a step keeps the time at which it was done first', () => {
  rememberDone({ dir }, ['key'], '2026-01-01T00:00:00.000Z');
  rememberDone({ dir }, ['key', 'ssh'], '2026-01-02T00:00:00.000Z');
  expect(progressOf({ dir }).done).toEqual({
    key: '2026-01-01T00:00:00.000Z',
    ssh: '2026-01-02T00:00:00.000Z',
  });
});

test('what is forgotten was never done; all else stays', () => {
  rememberDone({ dir }, ['key', 'ssh'], '2026-01-01T00:00:00.000Z');
  forgetDone({ dir }, ['ssh', 'java']);
  expect(Object.keys(progressOf({ dir }).done)).toEqual(['key']);
});

test.each(['', '{', '[]', 'null', '{"done": {"key": 1}}'])('a file with %j holds nothing', (text) => {
  writeFileSync(progressPath({ dir }), text);
  expect(progressOf({ dir }).done).toEqual({});
  rememberDone({ dir }, ['ssh']);
  expect(Object.keys(progressOf({ dir }).done)).toEqual(['ssh']);
});

test('nothing new is nothing written; a file that cannot be written is an error', () => {
  rememberDone({ dir }, []);
  expect(readdirSync(dir)).toEqual([]);
  mkdirSync(progressPath({ dir }));
  expect(() => rememberDone({ dir }, ['key'])).toThrow(/cannot be remembered: .*progress\.json/);
});

test('content that the user lets run is known by its name, and no other', () => {
  expect(isTrusted('abc')).toBe(false);
  trust('abc');
  trust('def');
  expect([isTrusted('abc'), isTrusted('def'), isTrusted('ab')]).toEqual([true, true, false]);
});
