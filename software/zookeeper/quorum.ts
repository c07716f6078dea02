import type { ServerState } from './server-state.js';

/** How many vote, how many of them a quorum needs, and so how many may fail. */
export interface Quorum {
  readonly voters: number;
  readonly needed: number;
  readonly tolerated: number;
}

/** What a quorum takes of so many voters. */
export function quorumOf(voters: number): Quorum {
  const needed = Math.floor(voters / 2) + 1;
  return { voters, needed, tolerated: voters - needed };
}

/** A member of the ensemble as it is known from its configuration, with what it says of itself. */
export interface Member extends ServerState {
  readonly name: string;
  readonly votes: boolean;
}

/** Of which reign a server's last transaction is: the upper half of its zxid. */
const epochOf = ({ zxid }: Member): number => (zxid === null ? -1 : Number(BigInt(zxid) >> 32n));

/**
 * Whether the voters that serve are a majority under one leader (or the one server stands alone), and who leads. Where two
 * call themselves leader, the one of the later epoch is: a majority has elected it, and the other has not noticed yet.
 */
export function quorumState(members: readonly Member[]): { quorum: boolean; leader: string | null } {
  const voters = members.filter(({ votes }) => votes);
  const serving = voters.filter(({ serving }) => serving);
  if (voters.length === 1) return { quorum: serving.length === 1, leader: null };
  const leaders = serving.filter(({ mode }) => mode === 'leader');
  const latest = Math.max(...leaders.map(epochOf));
  const [leader, rival] = leaders.filter((each) => epochOf(each) === latest);
  if (!leader || rival) return { quorum: false, leader: null };
  // One that stands alone beside them is no part of it.
  const agreed = serving.filter((each) => each === leader || each.mode === 'follower').length;
  return { quorum: agreed > voters.length / 2, leader: leader.name };
}
