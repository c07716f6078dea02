import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Member, quorumOf, quorumState } from '../../../software/zookeeper/quorum.js';
import { noServer } from '../../../software/zookeeper/server-state.js';

describe('a quorum', () => {
  const member = (mode: Member['mode'], votes = true, zxid: string | null = null): Member => ({
    ...noServer,
    name: `node-${mode}${zxid === null ? '' : `-${zxid}`}`,
    votes,
    zxid,
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
    // Which one is told by the epoch: a majority gave it to the later one, whatever a follower has written since.
    [
      [
        member('leader', true, '0x300000009'),
        member('leader', true, '0x400000000'),
        member('follower', true, '0x300000009'),
      ],
      { quorum: true, leader: 'node-leader-0x400000000' },
    ],
    [[member('leader'), member('standalone'), member(null)], { quorum: false, leader: 'node-leader' }],
    // The old one is not among those who follow the new one.
    [
      [member('leader', true, '0xa00000000'), member('leader', true, '0x900000000'), member(null)],
      { quorum: false, leader: 'node-leader-0xa00000000' },
    ],
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
