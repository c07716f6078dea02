/** The built page with recorded events played back to it: no lab, no server's JVM. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
const names = {
  '/': 'index.html',
  '/page.js': 'page.js',
  '/shells.js': 'shells.js',
  '/page.css': 'page-style.css',
  '/icon.svg': 'icon.svg',
};

/**
 * @param {(say: (message: object) => void) => () => void} play begins to tell a page, and gives what ends that
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export async function player(play) {
  const server = createServer((request, response) => {
    const name = names[/** @type {keyof typeof names} */ (request.url ?? '')];
    if (!name) {
      response.writeHead(404).end();
      return;
    }
    const type = types[/** @type {keyof typeof types} */ (name.split('.')[1] ?? '')];
    response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` });
    response.end(readFileSync(fileURLToPath(new URL(`../dist/page/${name}`, import.meta.url))));
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const end = play((message) => socket.send(JSON.stringify(message)));
    socket.on('close', end);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${port}/#token`,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * A pulse of an ensemble in which everything moves: zxids each time, the leader every two seconds, cuts and frozen servers.
 * @param {number} count of nodes @param {number} beat how many pulses there were before
 */
export function pulseOf(count, beat) {
  const epoch = 1 + Math.floor(beat / 20);
  const leader = epoch % count;
  const electing = beat % 20 < 3;
  const zxid = `0x${((BigInt(epoch) << 32n) + BigInt(beat * 17)).toString(16)}`;
  const names = Array.from({ length: count }, (_, index) => `node${index + 1}`);
  const nodes = names.map((name, index) => ({
    name,
    ip: `192.168.50.${100 + index}`,
    clientAddress: `127.0.0.1:${2181 + index}`,
    running: (beat + index) % 41 !== 0,
    condition: electing ? 'looking' : 'serving',
    serving: !electing,
    mode: electing ? null : index === leader ? 'leader' : index % 5 === 0 ? 'observer' : 'follower',
    zxid: electing ? null : zxid,
    version: '3.9.5',
  }));
  const sides = [names.slice(0, 2), names.slice(-3)];
  return {
    status: {
      ...{ lab: 'played', provider: 'docker', quorum: !electing, connectString: '', nodes },
      leader: electing ? null : names[leader],
      voters: { count, answering: count, needed: Math.floor(count / 2) + 1 },
      faults: beat % 30 < 15 ? [{ id: `cut${Math.floor(beat / 30)}`, verb: 'cut', sides }] : [],
    },
    figures: Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          latency: { min: 0, average: (beat + index) % 9, max: 40 },
          connections: 1 + ((beat * index) % 7),
          outstanding: 0,
          znodes: 5 + beat,
        },
      ]),
    ),
    frozen: beat % 13 === 0 ? [names[1]] : [],
    unheard: [],
    engineSilent: false,
    possible: ['stop', 'kill', 'pause', 'cut', 'slow'],
  };
}

/** What a page is told first of a lab of that size. @param {number} count */
export function welcomeOf(count) {
  const nodes = Array.from({ length: count }, (_, index) => ({ name: `node${index + 1}`, votes: true }));
  return {
    ...{ type: 'welcome', token: 'token', mayChange: true, language: 'en', past: { reigns: [], faults: [] } },
    lab: { name: 'played', dir: '/played', nodes, needed: Math.floor(count / 2) + 1 },
  };
}
