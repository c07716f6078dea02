import { type Answer, type Endpoint, fourLetterWord } from './four-letter-words.js';

/** What part a server plays; standalone is a server without an ensemble. */
export type Mode = 'leader' | 'follower' | 'observer' | 'standalone';

/**
 * How a server is: none runs; one takes connections and says nothing; one looks for a leader, because it has no quorum; or
 * one serves.
 */
export type Condition = 'none' | 'silent' | 'looking' | 'serving';

/**
 * Milliseconds after which a server that looks for a leader asks the others again, at the latest: it doubles its pauses, from
 * 200 ms, up to this (FastLeaderElection's maxNotificationInterval). An observer that asked while the others elected is told
 * nothing until then.
 */
export const asksAgainWithin = 60_000;

/** What a server says of itself. A server without a quorum runs but does not serve, and has no mode. */
export interface ServerState {
  readonly condition: Condition;
  readonly serving: boolean;
  readonly mode: Mode | null;
  /** Hexadecimal transaction id, as the server writes it: 0x100000002. */
  readonly zxid: string | null;
  /** 3.4.9, without the build that follows it. */
  readonly version: string | null;
}

const unheard = { serving: false, mode: null, zxid: null, version: null } as const;

/** Where no server is. */
export const noServer: ServerState = { condition: 'none', ...unheard };

/** Reads the answer to `srvr`. A server without a quorum answers that it is "not currently serving requests". @internal */
export function parseSrvr(answer: string): ServerState {
  const field = (name: string): string | null =>
    new RegExp(`^${name}: *(.+)$`, 'm').exec(answer)?.[1]?.trim() ?? null;
  const mode = field('Mode');
  const version = field('Zookeeper version')?.match(/^\d+\.\d+\.\d+/)?.[0] ?? null;
  const known = mode === 'leader' || mode === 'follower' || mode === 'observer' || mode === 'standalone';
  const condition = known ? 'serving' : 'looking';
  return { condition, serving: known, mode: known ? mode : null, zxid: field('Zxid'), version };
}

/** How a server is, by its answer to `srvr`. */
export function stateBy(answer: Answer): ServerState {
  if (answer.from === 'server') return parseSrvr(answer.text);
  return answer.from === 'nobody' ? noServer : { condition: 'silent', ...unheard };
}

/** Asks a server how it is. @param timeout in milliseconds */
export async function serverState(endpoint: Endpoint, timeout?: number): Promise<ServerState> {
  return stateBy(await fourLetterWord('srvr', endpoint, timeout));
}
