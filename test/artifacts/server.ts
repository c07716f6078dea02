import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on this machine, and what it was asked. */
export interface TestServer {
  readonly base: string;
  readonly asked: { readonly path: string; readonly range: string | undefined }[];
  /** Answers for a path; without one it is 404. */
  readonly serve: (path: string, handler: Handler) => void;
  readonly close: () => Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function startServer(): Promise<TestServer> {
  const handlers = new Map<string, Handler>();
  const asked: TestServer['asked'] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, range: request.headers.range });
    const handler = handlers.get(path);
    if (handler) return handler(request, response);
    response.writeHead(404, { 'content-type': 'text/html' }).end('<html>not here</html>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    asked,
    serve: (path, handler) => handlers.set(path, handler),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A file as good servers have it: ranges, and an ETag made from the content. */
export function file(
  bytes: Buffer,
  seen: { full: number; partial: number } = { full: 0, partial: 0 },
): Handler {
  const etag = etagOf(bytes);
  return (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]);
    if (Number.isInteger(start) && request.headers['if-range'] === etag && start < bytes.length) {
      seen.partial += 1;
      response.writeHead(206, {
        etag,
        'content-length': bytes.length - start,
        'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      });
      response.end(bytes.subarray(start));
      return;
    }
    seen.full += 1;
    response.writeHead(200, { etag, 'content-length': bytes.length }).end(bytes);
  };
}

/** Sends the beginning of a file and then breaks the connection. */
export function brokenOff(bytes: Buffer, after: number): Handler {
  return (_request, response) => {
    response.writeHead(200, { etag: etagOf(bytes), 'content-length': bytes.length });
    response.write(bytes.subarray(0, after), () => setImmediate(() => response.destroy()));
  };
}

/** Sends the beginning of a file and then nothing more. */
export function stalled(bytes: Buffer, after: number, begun: () => void = () => {}): Handler {
  return (_request, response) => {
    response.writeHead(200, { etag: etagOf(bytes), 'content-length': bytes.length });
    response.write(bytes.subarray(0, after), begun);
  };
}

/** Answers with handlers in turn, the last one for good. */
export function inTurn(...handlers: Handler[]): Handler {
  let next = 0;
  return (request, response) => {
    const handler = handlers[Math.min(next, handlers.length - 1)];
    next += 1;
    handler?.(request, response);
  };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('sha1').update(bytes).digest('hex')}"`;
}
