import { describe, expect, test } from 'vitest';
import { isLooking, readMessage } from '../../page/read-message.js';

const read = (message: unknown) => readMessage(JSON.stringify(message));

describe('messages of a page', () => {
  test('are read as they are', () => {
    const messages = [
      { type: 'hello', token: 'abc' },
      { type: 'guide' },
      { type: 'open', node: 'node1', size: { rows: 24, columns: 80 } },
      { type: 'fault', verb: 'kill', words: ['node1'] },
      // A place that has hardly any room left, and one on a wall of screens.
      { type: 'resize', terminal: 1, size: { rows: 1, columns: 1 } },
      { type: 'resize', terminal: 1, size: { rows: 300, columns: 1400 } },
    ];
    expect(messages.map(read)).toEqual(messages);
  });

  test('are nothing if anything about them is wrong', () => {
    const wrong = [
      { type: 'destroy' },
      { type: 'hello' },
      { type: 'hello', token: 'x'.repeat(201) },
      { type: 'open', node: 'node1', size: { rows: 1e9, columns: 80 } },
      { type: 'type', terminal: -1, data: '' },
      { type: 'fault', verb: 'explode', words: [] },
      { type: 'heal', nodes: [], more: true },
      { type: 'ask', node: 'node1', word: 'kill' },
      { type: 'set', path: '', data: '', version: 0 },
      { type: 'storm', seconds: 1e9 },
      null,
      'hello',
    ];
    expect(wrong.map(read).filter((each) => each !== undefined)).toEqual([]);
    expect(readMessage('{')).toBeUndefined();
  });

  test('of those who look on change nothing', () => {
    const allowed = [
      { type: 'hello', token: '' },
      { type: 'guide' },
      { type: 'view', terminal: 1 },
      { type: 'type', terminal: 1, data: 'x' },
      { type: 'resize', terminal: 1, size: { rows: 2, columns: 2 } },
      { type: 'close', terminal: 1 },
      { type: 'heal', nodes: [] },
      { type: 'look', path: '/' },
      { type: 'logs' },
      { type: 'ask', node: 'node1', word: 'srvr' },
      { type: 'set', path: '/x', data: '', version: 0 },
      { type: 'create', path: '/x', data: '' },
      { type: 'remove', path: '/x', version: 0 },
      { type: 'run', node: 'node1', data: 'x', size: { rows: 2, columns: 2 } },
      { type: 'storm', seconds: 30 },
      { type: 'calm' },
      { type: 'labs' },
      { type: 'lab', dir: '/' },
    ].flatMap((message) => {
      const known = read(message);
      return known && isLooking(known) ? [known.type] : [];
    });
    expect(allowed).toEqual(['hello', 'guide', 'view', 'look', 'logs', 'ask']);
  });
});
