import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web site of somebody else's on this machine, with an empty page. */
export async function foreignSite(): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>elsewhere</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * What a page can find out of another one's server, as an expression for it: each way in which a browser lets it ask.
 * @param origin of the other, with a slash behind it @param token that is worth something there
 */
export const attempts = (origin: string, token: string): string => `(async () => {
  const origin = ${JSON.stringify(origin)};
  const asked = (options, path = '') => fetch(origin + path, options).then(
    (response) => response.type + ' ' + response.status,
    () => 'failed',
  );
  const framed = new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.onload = () => {
      try { resolve(frame.contentDocument === null ? 'closed' : 'open: ' + frame.contentDocument.body.innerHTML.length); } catch { resolve('closed'); }
    };
    frame.src = origin;
    document.body.append(frame);
  });
  const connected = new Promise((resolve) => {
    const socket = new WebSocket(origin.replace('http', 'ws') + 'live');
    socket.onopen = () => { socket.send(JSON.stringify({ type: 'hello', token: ${JSON.stringify(token)} })); };
    socket.onmessage = () => resolve('told something');
    socket.onclose = ({ code }) => resolve('closed ' + code);
  });
  const script = new Promise((resolve) => {
    const element = document.createElement('script');
    element.src = origin + 'page.js';
    element.onload = () => resolve('ran');
    element.onerror = () => resolve('refused');
    document.body.append(element);
  });
  return {
    read: await asked({}),
    posted: await asked({ method: 'POST', body: 'x' }),
    blind: await asked({ mode: 'no-cors' }, '/'),
    framed: await framed,
    connected: await connected,
    script: await script,
  };
})()`;
