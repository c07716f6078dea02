/** What the table of states says of servers that have not noticed yet what became of their leader. */
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { Output } from '../../cli/output.js';
import { statusLines } from '../../cli/status-table.js';
import type { Mode } from '../../software/zookeeper/server-state.js';
import type { LabStatus, NodeStatus } from '../../verbs/status.js';

const output = { columns: 80, colors: picocolors.createColors(false) } as Output;

/** The heading, and what each node is said to be. */
function said(quorum: boolean, leader: string | null, modes: readonly (Mode | null)[]): string[] {
  const nodes = modes.map((mode, index): NodeStatus => {
    const serving = mode !== null;
    return {
      name: `node${index + 1}`,
      ip: '127.0.0.1',
      clientAddress: `127.0.0.1:218${index + 1}`,
      running: true,
      condition: serving ? 'serving' : 'looking',
      ...{ serving, mode, zxid: null, version: null },
    };
  });
  const voters = { count: nodes.length, answering: nodes.length, needed: 2 };
  const status: LabStatus = {
    ...{ lab: 'lab', provider: 'local', quorum, leader, voters, connectString: '', nodes, faults: [] },
  };
  const [title = '', , ...rows] = statusLines(status, output);
  return [title.replace(/^.*?: /, ''), ...rows.map((row) => row.split(/ {2,}/)[1] ?? '')];
}

test.each<[boolean, string | null, readonly (Mode | null)[], string[]]>([
  [
    true,
    'node2',
    ['follower', 'leader', 'follower'],
    ['quorum, leader node2', 'follower', 'leader', 'follower'],
  ],
  // Thawed, or cut off, while the others elected another.
  [
    true,
    'node2',
    ['follower', 'leader', 'leader'],
    ['quorum, leader node2', 'follower', 'leader', 'was leader'],
  ],
  // Its followers were killed.
  [
    ...([false, 'node2', [null, 'leader', null]] as const),
    [
      'no leader yet: 3 of 3 voters answer, and 2 have to agree',
      ...['looking for a leader', 'leader, no quorum', 'looking for a leader'],
    ],
  ],
  // Their leader is frozen.
  [
    ...([false, null, ['follower', 'follower', null]] as const),
    [
      'the leader does not answer, and the others have not noticed yet',
      ...['follower, leader lost', 'follower, leader lost', 'looking for a leader'],
    ],
  ],
  // One voter, with observers, has no leader by its quorum.
  [true, null, ['leader', 'observer'], ['serving', 'leader', 'observer']],
  [true, null, ['standalone'], ['serving', 'standalone']],
])('%#', (quorum, leader, modes, expected) => {
  expect(said(quorum, leader, modes)).toEqual(expected);
});
