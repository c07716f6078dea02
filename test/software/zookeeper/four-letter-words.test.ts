import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fourLetterWord } from '../../../software/zookeeper/four-letter-words.js';

/** Somebody who does with each connection, by its number, what is told. */
async function somebody(act: (socket: Socket, number: number) => void) {
  let connections = 0;
  const server = createServer((socket) => {
    const number = ++connections;
    socket.on('error', () => {});
    socket.once('data', () => act(socket, number));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, connections: () => connections };
}

test.each<[string, (socket: Socket) => void]>([
  ['hangs up', (socket) => socket.end()],
  ['breaks off', (socket) => socket.resetAndDestroy()],
])('a server that %s once, as when it loses its leader, is asked once more', async (_, leave) => {
  const server = await somebody((socket, number) =>
    number === 1 ? leave(socket) : socket.end('Mode: follower\n'),
  );
  expect(await fourLetterWord('srvr', server)).toEqual({ from: 'server', text: 'Mode: follower\n' });
  expect(server.connections()).toBe(2);
});

test('who hangs up each time is nobody, as an engine for a node where nobody listens', async () => {
  const engine = await somebody((socket) => socket.end());
  expect(await fourLetterWord('srvr', engine)).toEqual({ from: 'nobody' });
  expect(engine.connections()).toBe(2);
});

test('who says nothing is not asked again', async () => {
  const wedged = await somebody(() => {});
  expect(await fourLetterWord('srvr', wedged, 200)).toEqual({ from: 'silence' });
  expect(wedged.connections()).toBe(1);
});
