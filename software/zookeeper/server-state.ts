import { type Endpoint, fourLetterWord } from './four-letter-words.js';

/** What part a server plays; standalone is a server without an ensemble. */
export type Mode = 'leader' | 'follower' | 'observer' | 'standalone';

/** What a server says of itself. A server without a quorum runs but does not serve, and has no mode. */
export interface ServerState {
  readonly serving: boolean;
  readonly mode: Mode | null;
  /** Hexadecimal transaction id, as the server writes it: 0x100000002. */
  readonly zxid: string | null;
  /** 3.4.9, without the build that follows it. */
  readonly version: string | null;
}

export const silent: ServerState = { serving: false, mode: null, zxid: null, version: null };

/** Reads the answer to `srvr`. A server without a quorum answers that it is "not currently serving requests". */
export function parseSrvr(answer: string): ServerState {
  const field = (name: string): string | null =>
    new RegExp(`^${name}: *(.+)$`, 'm').exec(answer)?.[1]?.trim() ?? null;
  const mode = field('Mode');
  const version = field('Zookeeper version')?.match(/^\d+\.\d+\.\d+/)?.[0] ?? null;
  const known = mode === 'leader' || mode === 'follower' || mode === 'observer' || mode === 'standalone';
  return { serving: known, mode: known ? mode : null, zxid: field('Zxid'), version };
}

/** Asks a server how it is. @param timeout in milliseconds */
export async function serverState(address: Endpoint, timeout?: number): Promise<ServerState> {
  const answer = await fourLetterWord('srvr', address, timeout);
  return answer === undefined ? silent : parseSrvr(answer);
}
