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

/** Whether the voters that serve are a majority under one leader (or the one server stands alone), and who leads. */
export function quorumState(members: readonly Member[]): { quorum: boolean; leader: string | null } {
  const voters = members.filter(({ votes }) => votes);
  const serving = voters.filter(({ serving }) => serving);
  const leaders = serving.filter(({ mode }) => mode === 'leader');
  if (voters.length === 1) return { quorum: serving.length === 1, leader: null };
  const quorum = leaders.length === 1 && serving.length > voters.length / 2;
  return { quorum, leader: leaders.length === 1 ? (leaders[0]?.name ?? null) : null };
}
