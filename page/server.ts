/** The server of the page: what may come in at all, over HTTP and over a WebSocket. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { LabError } from '../messages/errors.js';
import { Drawn } from './drawn.js';
import { pageFile } from './files.js';
import { isOwnHost, isOwnOrigin, type Tokens } from './guard.js';
import type { Labs } from './labs.js';
import { beat, closed, frameHead, type ServerMessage } from './protocol.js';
import { readMessage } from './read-message.js';
import type { Guest } from './session.js';

const address = '127.0.0.1';
/** Bytes of one frame from a page: a znode's data, at the most, as base64. Who that is has to be said in fewer. */
const largestFrame = 2 * 1024 * 1024;
const largestWord = 1024;
/** Milliseconds for the first message of a connection, and for the head of a request. */
const firstWord = 3_000;
/** Connections that have not said who they are, and all others. */
const mostStrangers = 16;
const mostGuests = 64;
/** Bytes that wait for a page, above which it is given up. */
const lostAt = 64 * 1024 * 1024;
/** Milliseconds between two looks whether a page is still there. */
const heartbeat = 15_000;
/** Milliseconds for pages to be told that the server ends. */
const farewell = 500;

/** Nothing but this server's own files, and no word to anybody else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

export interface PageServer {
  readonly port: number;
  close(): Promise<void>;
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** A page as those see it who tell it something. @param drawn what it has drawn of terminals */
function guestOf(socket: WebSocket, known: Pick<Guest, 'right' | 'token'>, drawn: Drawn): Guest {
  const send = (data: string | Buffer): void => {
    if (socket.bufferedAmount > lostAt) socket.terminate();
    else if (socket.readyState === socket.OPEN) socket.send(data);
  };
  return {
    right: known.right,
    token: known.token,
    tell: (message: ServerMessage) => send(JSON.stringify(message)),
    show: (terminal, frame) => {
      drawn.shown(terminal, frame.length - frameHead);
      send(frame);
    },
    ready: (terminal) => drawn.ready(terminal),
    took: (terminal, bytes) => drawn.took(terminal, bytes),
  };
}

/**
 * Serves the page on this machine alone, at a port that is free.
 * @param tokens who may do what
 */
export async function servePage(labs: Labs, tokens: Tokens): Promise<PageServer> {
  const server = createServer({
    headersTimeout: firstWord,
    requestTimeout: firstWord,
    keepAliveTimeout: firstWord,
    connectionsCheckingInterval: 1_000,
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false });
  let strangers = 0;
  let guests = 0;
  const port = (): number => (server.address() as AddressInfo).port;

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { host, origin } = request.headers;
    const foreign = !isOwnHost(host, port()) || (origin !== undefined && !isOwnOrigin(origin, port()));
    if (foreign) return answer(response, 403, 'forbidden');
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'not allowed');
    // Compared and never resolved: what is no path at all is none of those.
    const found = pageFile((request.url ?? '').split('?', 1)[0] ?? '');
    if (!found) return answer(response, 404, 'not found');
    response.writeHead(200, { ...headers, 'Content-Type': found.type, 'Content-Length': found.bytes.length });
    response.end(request.method === 'HEAD' ? undefined : found.bytes);
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { host, origin } = request.headers;
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    };
    socket.on('error', () => socket.destroy());
    if (!isOwnHost(host, port()) || !isOwnOrigin(origin, port())) return refuse('403 Forbidden');
    if (request.url !== '/live') return refuse('404 Not Found');
    if (strangers >= mostStrangers || guests >= mostGuests) return refuse('503 Service Unavailable');
    strangers++;
    sockets.handleUpgrade(request, socket, head, welcome);
    // Where the handshake itself is wrong, nobody is ever welcomed.
    if (socket.destroyed || socket.writableEnded) strangers--;
  });

  function welcome(socket: WebSocket): void {
    let guest: Guest | undefined;
    let drawn = new Drawn();
    let session = labs.session();
    let stranger = true;
    const known = (): void => {
      if (stranger) strangers--;
      stranger = false;
    };
    const late = setTimeout(() => socket.terminate(), firstWord);
    let alive = true;
    const beating = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    }, heartbeat);
    const beats = setInterval(() => guest?.tell({ type: 'beat' }), beat);
    socket.on('pong', () => {
      alive = true;
    });
    // What is too large, or no frame at all: ws ends the connection by itself.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(late);
      clearInterval(beating);
      clearInterval(beats);
      known();
      drawn.end();
      if (!guest) return;
      guests--;
      session.leave(guest);
    });
    socket.on('message', (data, binary) => {
      if (!guest && (data as Buffer).length > largestWord) return socket.close(1009);
      const message = binary ? undefined : readMessage(String(data));
      if (message === undefined) return socket.close(1008);
      if (guest) {
        if (message.type === 'lab' && guest.right === 'own') move(guest, message.dir);
        else session.hear(guest, message);
        return;
      }
      const judged = message.type === 'hello' ? tokens.judge(message.token) : undefined;
      if (!judged) return socket.close(closed.refused);
      clearTimeout(late);
      known();
      guests++;
      guest = guestOf(socket, judged, drawn);
      session.join(guest);
    });

    /** Has somebody see another lab. */
    function move(who: Guest, dir: string): void {
      try {
        const other = labs.session(dir);
        session.leave(who);
        session = other;
        // Another lab's terminals have the same numbers.
        drawn.end();
        drawn = new Drawn();
        guest = guestOf(socket, who, drawn);
        session.join(guest);
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        who.tell({ type: 'told', level: 'failure', text: error.message });
      }
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  return {
    port: port(),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.close(closed.ended);
        sockets.close();
        const late = setTimeout(() => {
          for (const socket of sockets.clients) socket.terminate();
        }, farewell);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
