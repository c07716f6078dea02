import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grown, growthSteps, remainersOf, shrunk, sizeOf } from '../../model/membership.js';
import { nodesOf, specOf, votersOf } from '../../model/nodes.js';
import { quorumOf } from '../../software/zookeeper/quorum.js';

const naming = {
  nodes: 3,
  observers: 0,
  firstIp: '192.168.252.101',
  prefix: 'node',
  clientPort: 2181,
  sshPort: 12181,
};
const nodesFor = (voters: number, observers = 0) => nodesOf({ ...naming, nodes: voters, observers });
const names = (nodes: readonly { name: string }[]) => nodes.map(({ name }) => name).join(' ');

/** An ensemble, and a larger one. */
const growth = fc
  .record({
    voters: fc.integer({ min: 1, max: 25 }),
    more: fc.integer({ min: 0, max: 25 }),
    watching: fc.integer({ min: 0, max: 4 }),
  })
  .filter(({ voters, more, watching }) => more + watching > 0 && (voters + more > 1 || watching === 0));

describe('growing', () => {
  test('adds the next numbers, names and addresses', () => {
    expect(grown(nodesFor(3), { voters: 5, observers: 1 }, naming).slice(3)).toEqual([
      { id: 4, name: 'node4', address: '192.168.252.104', role: 'participant' },
      { id: 5, name: 'node5', address: '192.168.252.105', role: 'participant' },
      { id: 6, name: 'node6', address: '192.168.252.106', role: 'observer' },
    ]);
  });

  test('leaves whoever is there as they are, also where an observer comes between', () => {
    const nodes = nodesFor(3, 1);
    const members = grown(nodes, { voters: 5, observers: 1 }, naming);
    expect(members.map(({ name, role }) => `${name} ${role}`)).toEqual([
      ...['node1 participant', 'node2 participant', 'node3 participant', 'node4 observer'],
      ...['node5 participant', 'node6 participant'],
    ]);
    const again = nodesOf({ ...naming, ...specOf(members, naming) });
    expect(again.slice(0, 4)).toEqual(nodes);
  });

  test('passes names that are taken', () => {
    const nodes = nodesOf({
      ...naming,
      nodes: [
        { id: 1, name: 'node3', address: '192.168.252.101' },
        { id: 2, name: 'zk', address: '192.168.252.109' },
      ],
    });
    expect(grown(nodes, { voters: 3, observers: 0 }, naming).at(-1)).toEqual({
      id: 4,
      name: 'node4',
      address: '192.168.252.110',
      role: 'participant',
    });
  });

  test.each([
    [{ voters: 2, observers: 0 }, 'grow.fewer'],
    [{ voters: 5, observers: -1 }, 'grow.fewer'],
    [{ voters: 3, observers: 0 }, 'grow.same'],
  ])('to %j is refused', (size, code) => {
    expect(() => grown(nodesFor(3), size, naming)).toThrow(expect.objectContaining({ code }));
  });

  test('is refused where ZooKeeper would refuse it, with what to type', () => {
    expect(() => grown(nodesFor(1), { voters: 1, observers: 2 }, naming)).toThrow(
      'With a second voter: zk-lab grow 2 --observers 2',
    );
    expect(() => grown(nodesFor(3, 1), { voters: 3, observers: 1 }, naming)).toThrow(
      'zk-lab grow 3 --observers 2',
    );
    expect(() => grown(nodesFor(3), { voters: 1e9, observers: 0 }, naming)).toThrow('zk-lab grow 50');
  });

  test.each([
    [3, 5, ['node1 node2 node3 | node4 node5']],
    [1, 3, ['node1 node2 | node3']],
    [1, 2, ['node1 node2 | ']],
    [2, 5, ['node1 node2 | node3', 'node1 node2 node3 | node4 node5']],
    [3, 7, ['node1 node2 node3 | node4 node5', 'node1 node2 node3 node4 node5 | node6 node7']],
  ])('from %i to %i', (from, to, expected) => {
    const nodes = nodesFor(from);
    const members = grown(nodes, { voters: to, observers: 0 }, naming);
    const steps = growthSteps(nodes, members).map(
      ({ members: all, first }) =>
        `${first.join(' ')} | ${names(all.filter(({ name }) => !first.includes(name)))}`,
    );
    expect(steps).toEqual(expected);
  });

  test('no quorum of a step comes about without somebody who has everything', () => {
    fc.assert(
      fc.property(growth, ({ voters, more, watching }) => {
        const nodes = nodesFor(voters);
        const members = grown(nodes, { voters: voters + more, observers: watching }, naming);
        const steps = growthSteps(nodes, members);
        let known: readonly { readonly name: string }[] = nodes;
        for (const { members: all, first } of steps) {
          const starting = votersOf(all).filter(({ name }) => first.includes(name));
          const { needed } = quorumOf(votersOf(all).length);
          const strangers = starting.filter(({ name }) => !known.some((each) => each.name === name));
          // The old ones all start, the first are a quorum, and strangers alone are none.
          expect(known.every(({ name }) => first.includes(name))).toBe(true);
          expect(starting.length).toBeGreaterThanOrEqual(needed);
          expect(strangers.length).toBeLessThan(needed);
          expect(strangers.length === 0 || starting.length === needed).toBe(true);
          known = all;
        }
        expect(names(known)).toBe(names(members));
      }),
    );
  });
});

describe('shrinking', () => {
  test('lets those with the highest numbers of each kind go', () => {
    expect(names(shrunk(nodesFor(5, 2), { voters: 3, observers: 1 }))).toBe('node1 node2 node3 node6');
  });

  test.each([
    [{ voters: 0, observers: 0 }, 'shrink.none'],
    [{ voters: 6, observers: 0 }, 'shrink.more'],
    [{ voters: 5, observers: 1 }, 'shrink.more'],
    [{ voters: 5, observers: 0 }, 'shrink.same'],
  ])('to %j is refused', (size, code) => {
    expect(() => shrunk(nodesFor(5), size)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    [{ voters: 1, observers: 2 }, 'zk-lab shrink 1 --observers 0'],
    [{ voters: 3, observers: 2 }, 'Without observers: zk-lab shrink 3 --observers 0'],
  ])('three and two observers to %j is refused with what to type', (size, typed) => {
    expect(() => shrunk(nodesFor(3, 2), size)).toThrow(typed);
  });

  test('those who go on for the moment make the old quorum with those who stay, and no more', () => {
    const sizes = fc.record({
      voters: fc.integer({ min: 2, max: 25 }),
      fewer: fc.integer({ min: 1, max: 24 }),
    });
    fc.assert(
      fc.property(sizes, ({ voters, fewer }) => {
        fc.pre(fewer < voters);
        const nodes = nodesFor(voters);
        const staying = shrunk(nodes, { voters: voters - fewer, observers: 0 });
        const remain = remainersOf(
          nodes,
          staying,
          nodes.map(({ name }) => name),
        );
        const { needed } = quorumOf(voters);
        expect(staying.length + remain.length).toBe(Math.max(needed, staying.length));
        expect(sizeOf(staying)).toEqual({ voters: voters - fewer, observers: 0 });
      }),
    );
  });
});
