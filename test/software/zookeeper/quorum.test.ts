import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Member, quorumOf, quorumState } from '../../../software/zookeeper/quorum.js';
import { noServer } from '../../../software/zookeeper/server-state.js';

describe('a quorum', () => {
  const member = (mode: Member['mode'], votes = true): Member => ({
    ...noServer,
    name: `node-${mode}`,
    votes,
    mode,
    serving: mode !== null,
  });

  test.each<[Member[], { quorum: boolean; leader: string | null }]>([
    [[member('leader'), member('follower'), member('follower')], { quorum: true, leader: 'node-leader' }],
    [[member('leader'), member('follower'), member(null)], { quorum: true, leader: 'node-leader' }],
    [[member('leader'), member(null), member(null)], { quorum: false, leader: 'node-leader' }],
    [[member(null), member(null), member(null)], { quorum: false, leader: null }],
    [[member('standalone')], { quorum: true, leader: null }],
    [[member(null)], { quorum: false, leader: null }],
    // Observers do not count, however many serve.
    [
      [member('leader'), member(null), member(null), member('observer', false)],
      { quorum: false, leader: 'node-leader' },
    ],
    // Two that call themselves leader: one of them has lost its followers and not noticed yet.
    [[member('leader'), member('leader'), member('follower')], { quorum: false, leader: null }],
  ])('%#', (members, expected) => {
    expect(quorumState(members)).toEqual(expected);
  });

  test('is such that two groups of voters cannot both have it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (voters) => {
        const { needed, tolerated } = quorumOf(voters);
        expect(2 * needed).toBeGreaterThan(voters);
        expect(needed + tolerated).toBe(voters);
      }),
    );
    expect(quorumOf(3)).toEqual({ voters: 3, needed: 2, tolerated: 1 });
    expect(quorumOf(4)).toEqual({ voters: 4, needed: 3, tolerated: 1 });
  });
});
