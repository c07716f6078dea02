import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { connected } from '../../../software/zookeeper/connection.js';

/** What a server says to whoever opens a session, as 3.9 does. */
function welcome(session: bigint): Buffer {
  const answer = Buffer.alloc(41);
  answer.writeInt32BE(37);
  answer.writeInt32BE(10_000, 8);
  answer.writeBigInt64BE(session, 12);
  answer.writeInt32BE(16, 20);
  return answer;
}

const uncaught: Error[] = [];
const note = (error: Error): number => uncaught.push(error);
process.on('uncaughtException', note);
afterAll(() => {
  process.off('uncaughtException', note);
});

/** A server of which each connection is handed over. @returns its address */
async function serve(took: (socket: Socket) => void): Promise<string> {
  const server = createServer(took).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a server that answers when nobody waits for it any more ends the connection, not the program', async () => {
  const sockets: Socket[] = [];
  const address = await serve((socket) => {
    sockets.push(socket);
    let heard = 0;
    socket.on('error', () => {});
    socket.on('data', ({ length }) => {
      heard += length;
      // More than the request for a session: it is to be closed. By then the server is ready to open it.
      if (heard > 60) socket.write(welcome(0x2000132df5d0003n));
    });
  });
  await expect(connected(address, 200)).rejects.toThrow(`no server serves at ${address}`);
  await expect.poll(() => sockets.length > 0 && sockets.every(({ closed }) => closed)).toBe(true);
  expect(uncaught).toEqual([]);
});

test('half an answer of a server that has gone is not put before the first one of the next', async () => {
  let connections = 0;
  const address = await serve((socket) => {
    connections++;
    const first = connections === 1;
    socket.once('data', () => {
      socket.write(welcome(0x2000132df5d0003n));
      if (first) socket.end(Buffer.from([0, 0, 0, 99, 0, 0]));
    });
  });
  const client = await connected(address, 2_000);
  await once(client, 'disconnected');
  await once(client, 'connected');
  client.close();
  expect(uncaught).toEqual([]);
  expect(connections).toBe(2);
});
