/** A client of this machine with a session, whose every answer is one of three: done, not done, or unknown. */
import type { Exception, Stat } from 'node-zookeeper-client';
import { connect, whole } from './connection.js';
import { mend, type Ticket } from './library-mends.js';

/**
 * What came of an operation. `not done`: a server refused it, or no server ever saw it. `unknown`: it was sent, and
 * whatever became of it, nobody said.
 */
export type Outcome<T> =
  | { readonly answer: 'done'; readonly value: T; readonly zxid: bigint }
  | { readonly answer: 'not done' | 'unknown'; readonly why: string; readonly zxid?: bigint };

/** How a znode was when it was read or written. */
export interface Seen {
  readonly version: number;
  /** The transaction that changed it last. */
  readonly mzxid: bigint;
  /** The session that it lives with; 0 if none. */
  readonly owner: bigint;
}

/** What becomes of a session. `abandoned`: the client has left it, and its servers end it when its time is over. */
export type SessionEvent = 'open' | 'lost' | 'back' | 'expired' | 'closed' | 'abandoned';

/** ZooKeeper's kinds of znodes (CreateMode). */
export const modes = { persistent: 0, ephemeral: 1, sequential: 2 } as const;

/** One session. Operations are sent in the order in which they are called. */
export interface Session {
  /** Hexadecimal: 0x100000a1b2c0001. */
  readonly id: string;
  /** Whether a server holds it now; what is called meanwhile waits for the next server. */
  readonly connected: boolean;
  /** Whether it is over: whatever is called then is not done. */
  readonly over: boolean;
  /** @returns the path, which a sequential znode gets from the server */
  create(path: string, data: string, mode: keyof typeof modes): Promise<Outcome<string>>;
  /** @param version the one that it must have; any if absent */
  set(path: string, data: string, version?: number): Promise<Outcome<Seen>>;
  read(path: string): Promise<Outcome<Seen & { readonly data: string }>>;
  children(path: string): Promise<Outcome<readonly string[]>>;
  remove(path: string): Promise<Outcome<null>>;
  /** Has the server catch up with its leader before what follows is read. */
  sync(path: string): Promise<Outcome<null>>;
  /** Ends it. @returns whether a server has said so; else it was abandoned */
  close(patience: number): Promise<boolean>;
  abandon(): void;
}

/** What `openSession` may be told. */
export interface SessionOptions {
  /** Milliseconds without a word after which the servers end it. */
  readonly timeout: number;
  /** Milliseconds for the first server to take it. */
  readonly patience: number;
  readonly signal?: AbortSignal;
  onEvent?(event: SessionEvent): void;
}

/** From this code downwards an error is what a server has decided; above it are troubles on the way. */
const decided = -100;
/** An answer of its own: whatever lived with the session is gone. */
const expired = 'session expired';

const seenOf = ({ version, mzxid, ephemeralOwner }: Stat): Seen => ({
  version,
  mzxid: whole(mzxid),
  owner: whole(ephemeralOwner),
});

const isException = (error: Error | Exception): error is Exception => 'getCode' in error;

/** Why, in the words of ZooKeeper's error: no node. */
const reasonOf = (error: Error | Exception): string =>
  isException(error) ? error.getName().toLowerCase().replaceAll('_', ' ') : error.message;

function outcomeOf<T>(error: Error | Exception | null, ticket: Ticket, value: () => T): Outcome<T> {
  const { sent, zxid } = ticket;
  if (!error) return { answer: 'done', value: value(), zxid: zxid ?? 0n };
  const why = reasonOf(error);
  if (!sent) return { answer: 'not done', why: why === expired ? why : 'never sent' };
  // An answer that a server gave has a zxid; without one it was the library that gave up.
  if (zxid !== undefined && isException(error) && error.getCode() <= decided) {
    return { answer: 'not done', why, zxid };
  }
  return { answer: 'unknown', why };
}

/**
 * Opens a session with whichever server of these takes it first.
 * @param connectString HOST:PORT,HOST:PORT,…
 * @throws Error where none does within `patience`
 */
export async function openSession(connectString: string, options: SessionOptions): Promise<Session> {
  const { createClient, State } = await import('node-zookeeper-client');
  const client = createClient(connectString, { sessionTimeout: options.timeout, spinDelay: 100, retries: 0 });
  const mended = mend(client);
  try {
    await connect(client, options.patience, options.signal);
  } catch (error) {
    mended.abandon();
    throw error;
  }
  const id = `0x${client.getSessionId().readBigUInt64BE().toString(16)}`;
  const tell = (event: SessionEvent): void => options.onEvent?.(event);
  /** What was called and has no answer yet. */
  const open = new Map<Ticket, (error: Error) => void>();
  let [connected, over] = [true, false];

  const end = (event: SessionEvent, reason: string): void => {
    if (over) return;
    over = true;
    connected = false;
    mended.release();
    for (const [, settle] of open) settle(new Error(reason));
    tell(event);
  };
  tell('open');
  client.on('state', (state) => {
    if (over) return;
    if (state === State.EXPIRED) end('expired', expired);
    else if (state === State.SYNC_CONNECTED && !connected) {
      connected = true;
      tell('back');
    } else if (state === State.DISCONNECTED && connected) {
      connected = false;
      tell('lost');
    }
  });

  function asked<A extends unknown[], T>(
    call: (ticket: Ticket, callback: (error: Error | Exception | null, ...found: A) => void) => void,
    value: (...found: A) => T,
  ): Promise<Outcome<T>> {
    if (over) return Promise.resolve({ answer: 'not done', why: 'session over' });
    return new Promise((resolve) => {
      const answered = (error: Error | Exception | null, ...found: A): void => {
        if (!open.delete(ticket)) return;
        resolve(outcomeOf(error, ticket, () => value(...found)));
      };
      const settle = (error: Error | null): void => answered(error, ...([] as unknown as A));
      const ticket: Ticket = { sent: false, settle };
      open.set(ticket, settle);
      call(ticket, answered);
    });
  }
  const nothing = (): null => null;

  return {
    id,
    get connected() {
      return connected;
    },
    get over() {
      return over;
    },
    create: (path, data, mode) =>
      asked<[string], string>(
        (ticket, callback) =>
          mended.ticketed(ticket, () =>
            client.create(path, Buffer.from(data), modes[mode], callback as never),
          ),
        (made) => made,
      ),
    set: (path, data, version = -1) =>
      asked<[Stat], Seen>(
        (ticket, callback) =>
          mended.ticketed(ticket, () => client.setData(path, Buffer.from(data), version, callback as never)),
        seenOf,
      ),
    read: (path) =>
      asked<[Buffer | undefined, Stat], Seen & { data: string }>(
        (ticket, callback) => mended.ticketed(ticket, () => client.getData(path, callback as never)),
        (data, stat) => ({ ...seenOf(stat), data: String(data ?? '') }),
      ),
    children: (path) =>
      asked<[string[]], readonly string[]>(
        (ticket, callback) => mended.ticketed(ticket, () => client.getChildren(path, callback as never)),
        (names) => names,
      ),
    remove: (path) =>
      asked<[], null>(
        (ticket, callback) => mended.ticketed(ticket, () => client.remove(path, -1, callback as never)),
        nothing,
      ),
    sync: (path) => asked<[], null>((ticket) => mended.sync(ticket, path), nothing),
    async close(patience) {
      if (over) return false;
      client.close();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<false>((resolve) => {
        timer = setTimeout(() => resolve(false), patience);
      });
      const told = await Promise.race([mended.closed.then(() => true), late]);
      clearTimeout(timer);
      if (!told) mended.abandon();
      end(told ? 'closed' : 'abandoned', 'session closed');
      return told;
    },
    abandon() {
      mended.abandon();
      end('abandoned', 'session abandoned');
    },
  };
}
