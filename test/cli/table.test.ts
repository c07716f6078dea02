import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { standardOutput } from '../../cli/output.js';
import { statusLines } from '../../cli/status-table.js';
import { table } from '../../cli/table.js';
import { cut, widthOf } from '../../cli/width.js';

const plain = { ...standardOutput(), columns: 80 };

const chinese = fc.string({ unit: fc.constantFrom(...'ab 1.:节点服务中，') });

test('widths are those that terminals have, Chinese included', () => {
  fc.assert(fc.property(chinese, (text) => widthOf(text) === stringWidth(text)));
});

test('a text that is cut fits, and says that it was cut', () => {
  fc.assert(
    fc.property(chinese, fc.integer({ min: 2, max: 30 }), (text, columns) => {
      const short = cut(text, columns);
      expect(stringWidth(short)).toBeLessThanOrEqual(columns);
      expect(short === text || short.endsWith('…')).toBe(true);
    }),
  );
});

test('columns stand below each other', () => {
  expect(
    table([
      ['节点', '状态', 'x'],
      ['node10', '服务中', 'y'],
    ]),
  ).toEqual(['节点    状态    x', 'node10  服务中  y']);
});

test.each([
  [1, 'lab on docker: no quorum: 1 of 3 voters, 2 are needed'],
  [2, 'lab on docker: no leader yet: 2 of 3 voters answer, and 2 have to agree'],
])('a status tells a lack of voters from a lack of a leader: %i of 3', (answering, title) => {
  const nodes = [1, 2, 3].map((id) => ({
    ...{ name: `node${id}`, ip: '', clientAddress: '', running: true, serving: false },
    ...{ condition: id <= answering ? ('looking' as const) : ('none' as const), mode: null },
    ...{ zxid: null, version: null },
  }));
  const voters = { count: 3, answering, needed: 2 };
  const status = { quorum: false, leader: null, voters, connectString: '', nodes, faults: [] } as const;
  expect(statusLines({ lab: 'lab', provider: 'docker', ...status }, plain)[0]).toBe(title);
});

test('a status fits 80 columns, whatever the nodes are called', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 54 }), fc.integer({ min: 1, max: 50 }), (letters, count) => {
      const nodes = Array.from({ length: count }, (_, index) => ({
        name: `${'n'.repeat(letters)}${index + 1}`,
        ip: '192.168.252.150',
        clientAddress: '127.0.0.1:65535',
        running: true,
        condition: 'serving' as const,
        serving: true,
        mode: 'standalone' as const,
        zxid: '0xffffffffffffffff',
        version: '3.4.14',
      }));
      const lines = statusLines(
        {
          lab: 'lab',
          provider: 'docker',
          quorum: true,
          leader: null,
          voters: { count, answering: count, needed: count },
          // What is there to be copied is never cut.
          connectString: '',
          nodes,
          faults: [],
        },
        plain,
      );
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(80);
    }),
  );
});
