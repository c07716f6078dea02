import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertNoStorm, forgetStorms, leftStorms, noteStorm } from '../../model/storm-notes.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'zk-lab-storm-notes-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const root = '/zk-lab-storm-0a1b2c3d';
const left = (provider = 'local') => leftStorms({ dir }, provider).map((each) => each.root);
const file = (): string => join(dir, '.zk-lab-storm-0a1b2c3d.json');
const edit = (change: (text: string) => string): void =>
  writeFileSync(file(), change(readFileSync(file(), 'utf8')));

test('a storm that goes on has left nothing; one that is over has, unless all was removed', () => {
  const storm = noteStorm({ dir }, root, 'local');
  expect(left()).toEqual([]);
  storm.end(false);
  expect(left()).toEqual([root]);
  expect(left('docker')).toEqual([]);
  noteStorm({ dir }, '/zk-lab-storm-ffffffff', 'local').end(true);
  expect(left()).toEqual([root]);
  leftStorms({ dir }, 'local')[0]?.forget();
  expect(readdirSync(dir)).toEqual([]);
});

test('one whose process is no more has, also where another has its number now', () => {
  noteStorm({ dir }, root, 'local');
  edit((text) => text.replace(/"start": "\d+"/, '"start": "1"'));
  expect(left()).toEqual([root]);
});

test('of a process that only sleeps nothing is taken, of one on another machine only after long silence', () => {
  noteStorm({ dir }, root, 'local');
  utimesSync(file(), 0, 0);
  expect(left()).toEqual([]);
  edit((text) =>
    text.replace(/"start": "\d+"/, '"start": "1"').replace(/"counting": "/, '"counting": "elsewhere '),
  );
  expect(left()).toEqual([]);
  utimesSync(file(), 0, 0);
  expect(left()).toEqual([root]);
});

test('one at a time: a storm that goes on is told with its process, one that was killed or is over is in nobody’s way', () => {
  const next = () => assertNoStorm({ dir }, 'local');
  next();
  const storm = noteStorm({ dir }, root, 'local');
  expect(next).toThrow(`A storm is going on in this lab, of process ${process.pid}; wait until it has ended`);
  assertNoStorm({ dir }, 'docker');
  // With clients alone, one does something to the ensemble oneself.
  noteStorm({ dir }, '/zk-lab-storm-ffffffff', 'docker', true);
  assertNoStorm({ dir }, 'docker');
  storm.end(false);
  next();
  noteStorm({ dir }, root, 'local');
  edit((text) => text.replace(/"start": "\d+"/, '"start": "1"'));
  next();
});

test('where the ensemble is gone, its notes go; a storm that ends then notes nothing anew', () => {
  const storm = noteStorm({ dir }, root, 'local');
  noteStorm({ dir }, '/zk-lab-storm-ffffffff', 'docker').end(false);
  forgetStorms({ dir }, 'local');
  expect(readdirSync(dir)).toEqual(['.zk-lab-storm-ffffffff.json']);
  storm.end(false);
  expect(left()).toEqual([]);
});

test('a note that cannot be read is nobody’s', () => {
  writeFileSync(file(), '{');
  expect(left()).toEqual([]);
});
