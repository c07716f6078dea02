import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fault } from '../../faults/fault.js';
import { hindered } from '../../faults/hindered.js';
import { separatedFrom, separates } from '../../faults/separation.js';
import { aLab } from '../model/a-lab.js';

const names = ['node1', 'node2', 'node3', 'node4', 'node5'];
const lab = aLab('/lab', { nodes: 5 });
const cut = (a: string[], b: string[]): Fault => ({ verb: 'cut', sides: [a, b] });

/** A cut between any two parts of the nodes; some may be in neither. */
const anyCut = fc
  .array(fc.constantFrom('a', 'b', 'neither'), { minLength: names.length, maxLength: names.length })
  .map((sides) =>
    cut(
      names.filter((_, i) => sides[i] === 'a'),
      names.filter((_, i) => sides[i] === 'b'),
    ),
  );

test('a cut separates each of one side from each of the other, both ways, and nobody else', () => {
  fc.assert(
    fc.property(anyCut, (fault) => {
      if (fault.verb !== 'cut') return;
      const [left, right] = fault.sides;
      for (const a of names) {
        for (const b of names) {
          const apart = (left.includes(a) && right.includes(b)) || (right.includes(a) && left.includes(b));
          expect(separates([fault], a, b)).toBe(apart);
          expect(separates([fault], b, a)).toBe(apart);
          expect(separatedFrom(fault, a).includes(b)).toBe(apart);
        }
      }
    }),
  );
});

test('several cuts add up', () => {
  const faults = [cut(['node1'], ['node2']), cut(['node1'], ['node3'])];
  expect(names.filter((name) => separates(faults, 'node1', name))).toEqual(['node2', 'node3']);
});

test.each<[string, Fault[], string[]]>([
  ['nothing', [], []],
  ['a minority that is cut off', [cut(['node1', 'node2'], ['node3', 'node4', 'node5'])], ['node1', 'node2']],
  ['two sides, and one that sees both', [cut(['node1', 'node2'], ['node3', 'node4'])], []],
  ['a bridge that leaves both sides too few', [cut(['node1'], ['node3', 'node4', 'node5'])], ['node1']],
  ['a server that was killed', [{ verb: 'kill', node: 'node1' }], ['node1']],
  [
    'so many that were stopped that no quorum is left',
    [1, 2, 3].map((id) => ({ verb: 'stop' as const, node: `node${id}` })),
    names,
  ],
  ['one that is slow: nobody can tell', [{ verb: 'slow', node: 'node3', milliseconds: 200 }], ['node3']],
  [
    'a majority that has lost one of its own',
    [cut(['node1', 'node2'], ['node3', 'node4', 'node5']), { verb: 'pause', node: 'node5' }],
    names,
  ],
])('who cannot be waited for: %s', (_, faults, expected) => {
  expect(hindered(lab, faults)).toEqual(expected);
});
