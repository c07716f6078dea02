import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../messages/errors.js';
import { parseSpec } from '../../model/file.js';
import { parseFields } from '../../model/parse.js';
import { type Blueprint, resolve } from '../../model/resolve.js';
import type { NodeSpec, PartialSpec } from '../../model/spec.js';
import { listedSpecs, typedSpecs } from './specs.js';

const node = (id: number, more: Partial<NodeSpec> = {}): NodeSpec => ({
  id,
  name: `node${id}`,
  address: `192.168.252.${100 + id}`,
  ...more,
});
const lab = (nodes: readonly NodeSpec[], more: PartialSpec = {}): Blueprint =>
  resolve({ ...more, name: 'lab', nodes }, 'x64');

describe('nodes that are spelled out', () => {
  test('keep their ids, names, addresses and roles, and have the ports of their ids', () => {
    const { spec, nodes, quorum } = lab([
      node(1),
      node(3, { name: 'three', address: '192.168.252.7' }),
      node(5, { role: 'observer' }),
      node(6, { role: 'participant' }),
    ]);
    expect(nodes).toEqual([
      {
        id: 1,
        name: 'node1',
        address: '192.168.252.101',
        role: 'participant',
        clientPort: 2181,
        sshPort: 12181,
      },
      {
        id: 3,
        name: 'three',
        address: '192.168.252.7',
        role: 'participant',
        clientPort: 2183,
        sshPort: 12183,
      },
      {
        id: 5,
        name: 'node5',
        address: '192.168.252.105',
        role: 'observer',
        clientPort: 2185,
        sshPort: 12185,
      },
      {
        id: 6,
        name: 'node6',
        address: '192.168.252.106',
        role: 'participant',
        clientPort: 2186,
        sshPort: 12186,
      },
    ]);
    expect(quorum).toEqual({ voters: 3, needed: 2, tolerated: 1 });
    expect(spec.nodes).toEqual(nodes.map(({ id, name, address, role }) => ({ id, name, address, role })));
    expect(spec.observers).toBe(0);
  });

  test('come in the order of their ids, however they were written', () => {
    expect(lab([node(5), node(1), node(3)]).nodes.map(({ id }) => id)).toEqual([1, 3, 5]);
  });

  test('are counted where a count says the same', () => {
    expect(lab([node(1), node(2), node(3)]).spec).toMatchObject({ nodes: 3, observers: 0 });
    expect(lab([node(1), node(2), node(3, { role: 'observer' })]).spec).toMatchObject({
      nodes: 2,
      observers: 1,
    });
    // An observer before a voter is nothing that a count can say.
    expect(lab([node(1), node(2, { role: 'observer' }), node(3)]).spec.nodes).toHaveLength(3);
  });

  test('move with the first port, and the highest id has to find one', () => {
    expect(lab([node(1), node(9)], { clientPort: 3000 }).nodes.map(({ clientPort }) => clientPort)).toEqual([
      3000, 3008,
    ]);
    expect(() => lab([node(1), node(9)], { clientPort: 65_530 })).toThrow(/clientPort: 65530: 9 ports/);
    expect(() => lab([node(1), node(9)], { clientPort: 3000, sshPort: 3005 })).toThrow(/would overlap/);
  });

  test('are read from a file, roles left out where they vote', () => {
    const text = [
      'nodes:',
      '  - { id: 1, name: zoo1, address: 10.0.0.11 }',
      '  - id: 4',
      '    name: zoo4',
      '    address: 10.0.0.14',
      '    role: observer',
    ].join('\n');
    expect(parseSpec(text, 'lab.yaml')).toEqual({
      nodes: [
        { id: 1, name: 'zoo1', address: '10.0.0.11', role: 'participant' },
        { id: 4, name: 'zoo4', address: '10.0.0.14', role: 'observer' },
      ],
    });
  });
});

describe('a list that cannot be built is refused with what to write', () => {
  const many = (count: number, role: NonNullable<NodeSpec['role']>, from = 1): NodeSpec[] =>
    Array.from({ length: count }, (_, index) =>
      node(from + index, { role, address: `192.168.252.${1 + from + index}` }),
    );

  test.each<[string, readonly NodeSpec[], PartialSpec, RegExp]>([
    [
      'one id twice',
      [node(1), node(2), node(1, { name: 'b', address: '192.168.252.9' })],
      {},
      /^nodes: two of them have the id 1; give each one of its own/,
    ],
    ['one name twice', [node(1), node(2, { name: 'node1' })], {}, /^nodes: two of them have the name node1;/],
    [
      'one address twice',
      [node(1), node(2, { address: '192.168.252.101' })],
      {},
      /^nodes: two of them have the address 192\.168\.252\.101;/,
    ],
    [
      'nobody who votes',
      many(3, 'observer'),
      {},
      /^nodes: 0 of them vote; let 1 to 50 have the role participant/,
    ],
    [
      '51 who vote',
      many(51, 'participant'),
      {},
      /^nodes: 51 of them vote; let 1 to 50 have the role participant/,
    ],
    [
      '51 who do not',
      [...many(2, 'participant'), ...many(51, 'observer', 3)],
      {},
      /^nodes: 51 of them are observers; let at most 50 have the role observer/,
    ],
    [
      'an observer of a single server',
      [node(1), node(2, { role: 'observer' })],
      {},
      /^nodes: ZooKeeper refuses observers of a single server; give at least two the role participant/,
    ],
    [
      'observers counted beside a list',
      [node(1), node(2)],
      { observers: 2 },
      /^observers: 2: the nodes are spelled out, so give those without a vote the role observer there/,
    ],
    [
      'no address',
      [node(1), node(2, { address: 'node2.example' })],
      {},
      /^nodes: node2 at node2\.example: give an IPv4 address, e\.g\. 192\.168\.252\.101/,
    ],
    [
      'an address with a leading zero',
      [node(1, { address: '192.168.252.011' })],
      {},
      /^nodes: node1 at 192\.168\.252\.011: give an IPv4 address/,
    ],
    [
      'an address elsewhere',
      [node(1), node(2)],
      { network: '10.0.0.0/24' },
      /^nodes: node1 at 192\.168\.252\.101: not an address for a node in 10\.0\.0\.0\/24; choose one inside, e\.g\. nodes: node1 at 10\.0\.0\.2$/,
    ],
    [
      'the gateway’s address',
      [node(1, { address: '192.168.252.1' })],
      {},
      /^nodes: node1 at 192\.168\.252\.1: the gateway of 192\.168\.252\.0\/24 .* nodes: node1 at 192\.168\.252\.2$/,
    ],
    [
      'a first address elsewhere',
      [node(1)],
      { firstIp: '10.0.0.7' },
      /^firstIp: '10\.0\.0\.7': not an address for a node/,
    ],
  ])('%s', (_what, nodes, more, told) => {
    expect(() => lab(nodes, more)).toThrow(UsageError);
    expect(() => lab(nodes, more)).toThrow(told);
  });

  test('up to 50 of each kind are taken', () => {
    const { quorum, nodes, spec } = lab([...many(50, 'participant'), ...many(50, 'observer', 51)]);
    expect(quorum.voters).toBe(50);
    expect(nodes).toHaveLength(100);
    expect(resolve(spec, 'x64').nodes).toEqual(nodes);
  });

  test.each<[string, unknown]>([
    ['an empty list', []],
    ['names alone', ['node1', 'node2']],
    ['an id left out', [{ name: 'node1', address: '192.168.252.101' }]],
    ['a name left out', [{ id: 1, address: '192.168.252.101' }]],
    ['an address left out', [{ id: 1, name: 'node1' }]],
    ['an id of 0', [{ ...node(1), id: 0 }]],
    ['an id beyond 255', [{ ...node(1), id: 256 }]],
    ['half an id', [{ ...node(1), id: 1.5 }]],
    ['another role', [{ ...node(1), role: 'leader' }]],
    ['a word too many', [{ ...node(1), port: 2181 }]],
    ['101 nodes', Array.from({ length: 101 }, (_, index) => node(index + 1))],
  ])('%s: the shape of a node is told', (_what, nodes) => {
    const parse = () => parseFields({ nodes }, { describe: (field) => `lab.yaml:3 ${field}` });
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(
      /^lab\.yaml:3 nodes: each node is written as \{ id: 1, name: node1, address: [\d.]+, role: participant \}/,
    );
  });
});

test.each(['Node1', 'a b', '$(reboot)', '1node', 'n'.repeat(64), ''])('a node is not called "%s"', (name) => {
  const parse = () => parseFields({ nodes: [node(1), node(2, { name })] }, { describe: () => 'nodes' });
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(`nodes: ${name} is not a name for a node: it starts with a lower-case letter`);
});

describe('whatever is spelled out', () => {
  test('has ports that follow from the ids alone', () => {
    fc.assert(
      fc.property(listedSpecs, (typed) => {
        const { spec, nodes } = resolve(typed, 'x64');
        for (const { id, clientPort, sshPort } of nodes) {
          expect([clientPort, sshPort]).toEqual([spec.clientPort + id - 1, spec.sshPort + id - 1]);
        }
        expect(new Set(nodes.flatMap(({ clientPort, sshPort }) => [clientPort, sshPort])).size).toBe(
          2 * nodes.length,
        );
      }),
    );
  });

  test('resolves to itself', () => {
    fc.assert(
      fc.property(listedSpecs, (typed) => {
        const blueprint = resolve(typed, 'x64');
        expect(blueprint.nodes).toEqual(
          typed.nodes
            .toSorted((a, b) => a.id - b.id)
            .map((each) => expect.objectContaining({ role: 'participant', ...each })),
        );
        expect(resolve(blueprint.spec, 'x64')).toEqual(blueprint);
      }),
    );
  });

  test('is the same lab as the count that it spells out', () => {
    fc.assert(
      fc.property(typedSpecs, fc.boolean(), (typed, backwards) => {
        const counted = resolve(typed, 'x64');
        const list = counted.nodes.map(({ id, name, address, role }) => ({ id, name, address, role }));
        const { observers: _, ...rest } = typed;
        const nodes = backwards ? list.toReversed() : list;
        expect(resolve({ ...rest, nodes }, 'x64')).toEqual(counted);
      }),
    );
  });
});
