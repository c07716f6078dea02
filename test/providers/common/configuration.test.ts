import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { configurationOf, standingOf } from '../../../providers/common/configuration.js';

const text =
  'tickTime = 1500\ndataDir = /z\nclientPort = 2181\n\nserver.1=a:2888:3888\nserver.2=b:2888:3888\n';
const before = text.replace('1500', '2000');

describe('a file on a node is', () => {
  test.each([
    ['the lab’s own already', { now: text, put: before }, 'same'],
    ['not there yet', {}, 'pending'],
    ['as the lab put it before', { now: before, put: before }, 'pending'],
    ['there from before the lab took care of it', { now: before }, 'pending'],
    ['edited there, while the lab has changed', { now: 'mine', put: before }, 'kept'],
    ['edited there, while the lab has not', { now: 'mine', put: text }, 'same'],
  ])('%s', (_, there, is) => {
    expect(standingOf(text, there).is).toBe(is);
  });
});

describe('a zoo.cfg that ZooKeeper has taken over is', () => {
  /** In an order of its own, without comments and servers. */
  const taken = (tick: number, more = ''): string =>
    `dataDir=/z\ntickTime=${tick}\n${more}dynamicConfigFile=/conf/zoo.cfg.dynamic.100000000\n`;
  const clientPort = 'clientPort=2181\n';

  test('no edit of its owner’s', () => {
    expect(standingOf(text, { now: taken(1500, clientPort), put: text }).is).toBe('same');
    expect(standingOf(text, { now: taken(1500), put: before }).is).toBe('same');
  });

  test('given other settings, and keeps to itself where its servers are', () => {
    expect(standingOf(text, { now: taken(2000, clientPort), put: before })).toEqual({
      is: 'pending',
      content:
        'tickTime = 1500\ndataDir = /z\nclientPort = 2181\ndynamicConfigFile=/conf/zoo.cfg.dynamic.100000000\n',
    });
    expect(standingOf(text, { now: taken(2000), put: before })).toEqual({
      is: 'pending',
      content: 'tickTime = 1500\ndataDir = /z\ndynamicConfigFile=/conf/zoo.cfg.dynamic.100000000\n',
    });
  });

  test('kept where its owner has edited it, too', () => {
    expect(standingOf(text, { now: taken(9999), put: before }).is).toBe('kept');
  });
});

test('an editor of Windows’ ends lines in its own way: that is no edit', () => {
  const dir = mkdtempSync(join(tmpdir(), 'zk-lab-config-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  mkdirSync(join(dir, 'config'));
  writeFileSync(join(dir, 'config/zoo.cfg'), text.replaceAll('\n', '\r\n'));
  expect(configurationOf({ dir }, 'zoo.cfg')).toBe(text);
});
