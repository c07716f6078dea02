import { expect, test } from 'vitest';
import { parseFigures } from '../../../software/zookeeper/server-figures.js';

const answer = (latency: string) =>
  `Zookeeper version: 3.9.5-x, built on 2025\nLatency min/avg/max: ${latency}\nReceived: 9\nSent: 8\nConnections: 3\nOutstanding: 1\nZxid: 0x1\nMode: leader\nNode count: 12\n`;

test('what srvr tells beside the state, with and without decimals', () => {
  const rest = { connections: 3, outstanding: 1, znodes: 12 };
  expect(parseFigures(answer('0/1/7'))).toEqual({ latency: { min: 0, average: 1, max: 7 }, ...rest });
  expect(parseFigures(answer('0/0.4321/7'))).toEqual({
    latency: { min: 0, average: 0.4321, max: 7 },
    ...rest,
  });
});

test('what is not told is null', () => {
  const nothing = { latency: null, connections: null, outstanding: null, znodes: null };
  expect(parseFigures('This ZooKeeper instance is not currently serving requests\n')).toEqual(nothing);
});
