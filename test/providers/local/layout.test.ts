import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { portsOf } from '../../../providers/local/layout.js';
import { aLab } from '../../model/a-lab.js';

describe('the ports of a local ensemble', () => {
  test('are ZooKeeper’s usual ones for the first node, its relays’ above those, and count up from there', () => {
    const lab = aLab('/lab', { nodes: 3 });
    expect(lab.nodes.map((node) => portsOf(lab, node))).toEqual([
      { client: 2181, quorum: 2888, election: 3888, quorumRelay: 4888, electionRelay: 5888 },
      { client: 2182, quorum: 2889, election: 3889, quorumRelay: 4889, electionRelay: 5889 },
      { client: 2183, quorum: 2890, election: 3890, quorumRelay: 4890, electionRelay: 5890 },
    ]);
  });

  test('are those of each node’s own number, whoever lies between', () => {
    const lab = aLab('/lab', {
      nodes: [
        { id: 1, name: 'one', address: '192.168.252.11' },
        { id: 5, name: 'five', address: '192.168.252.15' },
        { id: 255, name: 'last', address: '192.168.252.25' },
      ],
    });
    expect(lab.nodes.map((node) => portsOf(lab, node))).toEqual([
      { client: 2181, quorum: 2888, election: 3888, quorumRelay: 4888, electionRelay: 5888 },
      { client: 2185, quorum: 2892, election: 3892, quorumRelay: 4892, electionRelay: 5892 },
      { client: 2435, quorum: 3142, election: 4142, quorumRelay: 5142, electionRelay: 6142 },
    ]);
  });

  test('all move with the client port, lie in the range, and no two are the same', () => {
    const shapes = fc.record({
      nodes: fc.integer({ min: 2, max: 50 }),
      observers: fc.integer({ min: 0, max: 50 }),
      clientPort: fc.integer({ min: 1024, max: 65_535 - 100 }),
    });
    fc.assert(
      fc.property(shapes, (shape) => {
        const lab = aLab('/lab', shape);
        const ports = lab.nodes.flatMap((node) => Object.values(portsOf(lab, node)));
        expect(new Set(ports).size).toBe(5 * lab.nodes.length);
        expect(Math.min(...ports)).toBeGreaterThanOrEqual(1024);
        expect(Math.max(...ports)).toBeLessThanOrEqual(65_535);
      }),
    );
  });
});
