import { createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { noServer, parseSrvr, serverState } from '../../../software/zookeeper/server-state.js';

const leader = `Zookeeper version: 3.4.9-1757313, built on 08/23/2016 06:50 GMT
Latency min/avg/max: 0/0/0
Received: 2
Sent: 1
Connections: 1
Outstanding: 0
Zxid: 0x100000002
Mode: leader
Node count: 5
`;

describe('what a server says of itself', () => {
  test('is its mode, zxid and version', () => {
    expect(parseSrvr(leader)).toEqual({
      condition: 'serving',
      serving: true,
      mode: 'leader',
      zxid: '0x100000002',
      version: '3.4.9',
    });
    const modern =
      'Zookeeper version: 3.9.3-c26634f34490bb0ea7a09cc51e05ede3b4e320ee, built on 2024-10-17\nMode: observer\nZxid: 0x0\n';
    expect(parseSrvr(modern)).toMatchObject({ mode: 'observer', version: '3.9.3' });
  });

  test('is without a quorum that it looks for a leader', () => {
    expect(parseSrvr('This ZooKeeper instance is not currently serving requests\n')).toEqual({
      ...noServer,
      condition: 'looking',
    });
  });

  test('may be anything without harm', () => {
    fc.assert(
      fc.property(fc.string(), (answer) => void expect(parseSrvr(answer).serving).toBeTypeOf('boolean')),
    );
  });
});

describe('asking a server', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());
  const listen = (answer: string | undefined): Promise<number> =>
    new Promise((resolve) => {
      server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.on('data', (word) => {
          if (answer !== undefined && String(word) === 'srvr') socket.end(answer);
        });
      }).listen(0, '127.0.0.1', () => {
        const address = server?.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });

  test('gives its state', async () => {
    expect(await serverState({ host: '127.0.0.1', port: await listen(leader) })).toMatchObject({
      mode: 'leader',
    });
  });

  test('tells one that says nothing in time from nobody at all', async () => {
    const port = await listen(undefined);
    expect(await serverState({ host: '127.0.0.1', port }, 100)).toEqual({ ...noServer, condition: 'silent' });
    expect(await serverState({ host: '127.0.0.1', port: 1 })).toEqual(noServer);
  });

  test('takes a connection that is closed without a word for nobody: so do engines for nodes without a server', async () => {
    expect(await serverState({ host: '127.0.0.1', port: await listen('') })).toEqual(noServer);
  });
});
