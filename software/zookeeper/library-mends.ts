/**
 * What node-zookeeper-client lacks for a client that lives through faults, added to each client in the open:
 *
 * - `sync`, which the library has no method for;
 * - the zxid of each answer, and whether a request was ever written to a server, which the library knows and does not tell;
 * - a server that takes the connection and says nothing (frozen, cut off) is left after two thirds of the session's time, as
 *   ZooKeeper's own clients do; the library would wait for ever;
 * - half an answer of a connection that is gone is not put before the first one of the next;
 * - an error code that the library does not know ends the connection instead of the program.
 *
 * That it goes through its list of servers is the library's own.
 */
import type { Client } from 'node-zookeeper-client';

/** What came back for a request, if anything did. */
interface Response {
  readonly header: { readonly zxid: Buffer };
}

interface Request {
  readonly header: { readonly type: number };
  toBuffer(): Buffer;
}

type Answered = (error: Error | null, response?: Response) => void;

/** The parts of the library that are not in its types. */
interface Manager {
  state: number;
  socket?: import('node:net').Socket;
  pendingBuffer: Buffer | null;
  readonly packetQueue: { queue: unknown[] };
  pendingQueue: unknown[];
  readonly sessionTimeout: number;
  readonly connectTimeout: number;
  queue(request: Request, callback?: Answered): void;
  onSocketData(data: Buffer): void;
  onSocketConnected(): void;
  onSocketClosed(hadError: boolean): void;
}

/** States of the library's (ConnectionManager.js), and numbers of ZooKeeper's protocol. */
const [connecting, connected, closing] = [1, 2, -1];
const syncType = 9;
const closeType = -11;
/** Of the answers that the library can read, one without a payload of its own (SET_WATCHES). */
const answeredByNothing = 101;
const watchEvery = 100;

/** What becomes of one call of the library's. */
export interface Ticket {
  /** Whether it was written to a server: else it cannot have had an effect. */
  sent: boolean;
  /** The zxid that came with the answer; absent where none came. */
  zxid?: bigint;
  /** Called with what came for it last. */
  settle(error: Error | null): void;
}

/** A client that was mended. */
export interface Mended {
  /** Makes the next call of the library's that `call` makes known by this ticket. */
  ticketed(ticket: Ticket, call: () => void): void;
  sync(ticket: Ticket, path: string): void;
  /** Whether a server has the session and takes requests. */
  readonly connected: boolean;
  /** Resolves when a server has said that it closed the session. */
  readonly closed: Promise<void>;
  /** Lets go of the session without a word: what was never written never is. */
  abandon(): void;
  /** Ends what watches over the connection. */
  release(): void;
}

/** A `sync` as the library can send it and read its answer. */
function syncRequest(path: string): Request & { readonly header: { xid: number }; readonly payload: null } {
  const header = { type: answeredByNothing, xid: 0 };
  return {
    header,
    payload: null,
    toBuffer() {
      const name = Buffer.from(path);
      const buffer = Buffer.alloc(16 + name.length);
      [12 + name.length, header.xid, syncType, name.length].forEach((word, index) => {
        buffer.writeInt32BE(word, index * 4);
      });
      name.copy(buffer, 16);
      return buffer;
    },
  };
}

/** Mends a client that has not connected yet. */
export function mend(client: Client): Mended {
  const manager = (client as unknown as { connectionManager: Manager }).connectionManager;
  const library = {
    queue: manager.queue.bind(manager),
    onSocketData: manager.onSocketData.bind(manager),
    onSocketConnected: manager.onSocketConnected.bind(manager),
    onSocketClosed: manager.onSocketClosed.bind(manager),
  };
  const written = new Set<Ticket>();
  let calling: Ticket | undefined;
  let heard = performance.now();
  let tellClosed = (): void => {};
  const closed = new Promise<void>((resolve) => {
    tellClosed = resolve;
  });

  const knownBy = (ticket: Ticket, request: Request, callback: Answered | undefined): void => {
    const encode = request.toBuffer.bind(request);
    request.toBuffer = () => {
      ticket.sent = true;
      written.add(ticket);
      return encode();
    };
    library.queue(request, (error, response) => {
      written.delete(ticket);
      if (response) ticket.zxid = response.header.zxid.readBigInt64BE();
      if (callback) callback(error, response);
      else ticket.settle(error);
    });
  };

  manager.queue = (request, callback) => {
    const ticket = calling;
    calling = undefined;
    if (ticket) return knownBy(ticket, request, callback);
    if (request.header.type !== closeType) return library.queue(request, callback);
    library.queue(request, (error) => {
      if (!error) tellClosed();
    });
  };
  manager.onSocketConnected = () => {
    heard = performance.now();
    library.onSocketConnected();
  };
  manager.onSocketData = (data) => {
    heard = performance.now();
    try {
      library.onSocketData(data);
    } catch {
      manager.socket?.destroy();
    }
  };
  manager.onSocketClosed = (hadError) => {
    manager.pendingBuffer = null;
    library.onSocketClosed(hadError);
    // Those of which the library has lost sight.
    for (const ticket of written) ticket.settle(new Error('connection loss'));
    written.clear();
  };

  const watch = setInterval(() => {
    const { socket, state, sessionTimeout, connectTimeout } = manager;
    if (!socket || socket.connecting || socket.destroyed) return;
    const patience =
      state === connected ? (sessionTimeout * 2) / 3 : state === connecting ? connectTimeout : Infinity;
    if (performance.now() - heard > patience) socket.destroy();
  }, watchEvery);

  return {
    closed,
    get connected() {
      return manager.state === connected;
    },
    ticketed(ticket, call) {
      calling = ticket;
      try {
        call();
      } finally {
        calling = undefined;
      }
    },
    sync: (ticket, path) => knownBy(ticket, syncRequest(path), undefined),
    abandon() {
      clearInterval(watch);
      manager.packetQueue.queue = [];
      manager.state = closing;
      manager.onSocketConnected = () => manager.socket?.destroy();
      manager.socket?.destroy();
    },
    release: () => clearInterval(watch),
  };
}
