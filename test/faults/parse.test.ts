import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fault, faultVerbs } from '../../faults/fault.js';
import { parseFaults, parseLasting, parseVerb } from '../../faults/parse.js';
import { LabError, UsageError } from '../../messages/errors.js';
import { aLab } from '../model/a-lab.js';

const lab = aLab('/lab', { nodes: 5 });
const one = aLab('/lab', { nodes: 1 });

describe('what is typed', () => {
  test.each<[string, Fault[]]>([
    ['stop node1', [{ verb: 'stop', node: 'node1' }]],
    [
      'kill 1 node2 node1',
      [
        { verb: 'kill', node: 'node1' },
        { verb: 'kill', node: 'node2' },
      ],
    ],
    ['pause node5', [{ verb: 'pause', node: 'node5' }]],
    ['cut node1', [{ verb: 'cut', sides: [['node1'], ['node2', 'node3', 'node4', 'node5']] }]],
    [
      'cut node1,node3',
      [
        {
          verb: 'cut',
          sides: [
            ['node1', 'node3'],
            ['node2', 'node4', 'node5'],
          ],
        },
      ],
    ],
    [
      'cut node1 node3',
      [
        {
          verb: 'cut',
          sides: [
            ['node1', 'node3'],
            ['node2', 'node4', 'node5'],
          ],
        },
      ],
    ],
    ['cut 2,1/3', [{ verb: 'cut', sides: [['node1', 'node2'], ['node3']] }]],
    ['slow node1 200ms', [{ verb: 'slow', node: 'node1', milliseconds: 200 }]],
    ['slow node1 1.5S', [{ verb: 'slow', node: 'node1', milliseconds: 1_500 }]],
    [
      'lose node1 node2 10%',
      [
        { verb: 'lose', node: 'node1', percent: 10 },
        { verb: 'lose', node: 'node2', percent: 10 },
      ],
    ],
    ['lose node1 0.5%', [{ verb: 'lose', node: 'node1', percent: 0.5 }]],
    ['rate node1 100kbit', [{ verb: 'rate', node: 'node1', kbit: 100 }]],
    ['rate node1 2mbit', [{ verb: 'rate', node: 'node1', kbit: 2_000 }]],
    ['fill node4', [{ verb: 'fill', node: 'node4' }]],
    ['clock node1 +90s', [{ verb: 'clock', node: 'node1', seconds: 90 }]],
    ['clock node1 -2m', [{ verb: 'clock', node: 'node1', seconds: -120 }]],
  ])('%s', (typed, faults) => {
    const [verb = '', ...words] = typed.split(' ');
    expect(parseFaults(lab, parseVerb(verb), words)).toEqual(faults);
  });

  test.each<[string, RegExp]>([
    ['puase node1', /did you mean pause\?/],
    ['stop', /zk-lab fault stop node1/],
    ['stop node9', /node9.*node1, node2, node3, node4, node5/],
    ['cut', /zk-lab fault cut node1\/node2,node3/],
    ['cut node1,', /In node1, a name is missing.*like node1\/node2,node3/],
    ['cut /node1', /a name is missing/],
    ['cut node1/node2/node3', /two sides, and node1\/node2\/node3 has more/],
    ['cut node1,node2/node2', /node2 cannot be on both sides/],
    ['cut 1,2,3,4,5', /names every node/],
    ['slow node1', /zk-lab fault slow node1 200ms/],
    ['slow 200ms', /zk-lab fault slow node1 200ms/],
    ['slow node1 200', /slow cannot be 200: .* like 200ms/],
    ['slow node1 2m', /like 200ms/],
    ['slow node1 90s', /slow cannot be 90s: at most 60s/],
    ['slow node1 60001ms', /at most 60000ms/],
    ['slow node1 node2', /slow cannot be node2/],
    ['lose node1 10', /like 10%/],
    ['lose node1 101%', /lose cannot be 101%: at most 100%/],
    ['lose node1 0%', /like 10%/],
    ['rate node1 100', /like 100kbit/],
    ['rate node1 10001mbit', /at most 10000mbit/],
    ['clock node1 -9000h', /at most 8760h/],
    ['rate node1 0kbit', /like 100kbit/],
    ['clock node1 90s', /like \+90s/],
  ])('%s is refused, with what to type instead', (typed, message) => {
    const [verb = '', ...words] = typed.split(' ');
    expect(() => parseFaults(lab, parseVerb(verb), words)).toThrow(message);
    expect(() => parseFaults(lab, parseVerb(verb), words)).toThrow(UsageError);
  });

  test('a lab of one node has nobody to be cut off from', () => {
    expect(() => parseFaults(one, 'cut', ['node1'])).toThrow(/one node/);
  });

  test.each([
    ['30s', 30_000],
    ['2m', 120_000],
    ['500ms', 500],
    ['1h', 3_600_000],
  ])('--for %s', (text, milliseconds) => expect(parseLasting(text)).toBe(milliseconds));
  test.each(['25h', '999999h', 1e12])('--for %j is refused: it is too long', (text) =>
    expect(() => parseLasting(text)).toThrow(/for cannot be .*: at most 24h/),
  );
  test.each(['30', 's', '-1s', '0s', '1 s', '1e3s', '', Number.NaN, Number.POSITIVE_INFINITY])(
    '--for %j is refused',
    (text) => expect(() => parseLasting(text)).toThrow(/for cannot be .* like 30s/),
  );

  test('whatever is typed is a fault on nodes of the lab, or an error that tells', () => {
    const names = lab.nodes.map(({ name }) => name);
    const word = fc.oneof(
      fc.constantFrom(...names, '1', '2', '/', ',', '200ms', '10%', '+5s', '1kbit', 'node1/node2', 'node1,2'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...faultVerbs), fc.array(word, { maxLength: 4 }), (verb, words) => {
        let faults: Fault[];
        try {
          faults = parseFaults(lab, verb, words);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
          return;
        }
        expect(faults.length).toBeGreaterThan(0);
        for (const fault of faults) {
          const named = fault.verb === 'cut' ? fault.sides.flat() : [fault.node];
          expect(names).toEqual(expect.arrayContaining(named));
          expect(new Set(named).size).toBe(named.length);
          if (fault.verb === 'cut') for (const side of fault.sides) expect(side).not.toEqual([]);
        }
      }),
    );
  });
});
