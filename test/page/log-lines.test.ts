import { expect, test } from 'vitest';
import { LogReader, merged } from '../../page/log-lines.js';

const first = '2026-11-28 11:45:34,123 [myid:1] - INFO  [main:QuorumPeer@1] - one';
const second = '2026-11-28 11:45:34,456 [myid:1] - WARN  [main:QuorumPeer@2] - two';

test('lines come in pieces; those of a stack trace have the time of what they belong to', () => {
  const reader = new LogReader('node1');
  expect(reader.read(first.slice(0, 40))).toEqual([]);
  const lines = [...reader.read(`${first.slice(40)}\n\tat org.apache.Some(Some.java:1)\n${second}\n`)];
  expect(lines.map(({ at, level }) => [at.slice(17), level])).toEqual([
    ['34,123', 'INFO'],
    ['34,123', ''],
    ['34,456', 'WARN'],
  ]);
});

test('of several nodes they stand by time, the newest are kept, and one server’s stay in its order', () => {
  const at = (node: string, time: string, text: string) => ({ node, at: time, level: 'INFO', text });
  const before = [at('node1', '10:00:01,000', 'a'), at('node1', '10:00:03,000', 'd')];
  const more = [at('node2', '10:00:02,000', 'b'), at('node2', '10:00:02,000', 'c')];
  expect(merged(before, more, 3).map(({ text }) => text)).toEqual(['b', 'c', 'd']);
});

test('what comes once more when a log is read anew is not told again', () => {
  const reader = new LogReader('node1');
  const line = (second: number) =>
    `2026-11-28 11:45:0${second},000 [myid:1] - INFO  [main:A@1] - said at ${second}`;
  const told = (lines: string[]) => reader.read(`${lines.join('\n')}\n`).map(({ text }) => text.slice(-1));
  reader.again(3);
  expect(told([line(1), line(2)])).toEqual(['1', '2']);
  reader.again(3);
  expect(told([line(1), line(2), line(3), line(4)])).toEqual(['3', '4']);
  // A clock that was set back.
  reader.again(2);
  expect(told([line(4), line(1), line(2)])).toEqual(['1', '2']);
});
