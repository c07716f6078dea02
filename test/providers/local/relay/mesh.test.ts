import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../../../faults/fault.js';
import { type Mesh, type MeshNode, openMesh } from '../../../../providers/local/relay/mesh.js';
import { freeBlock } from '../../../../system/ports.js';

const host = '127.0.0.1';
/** A server of 3.4 says its number, and nothing else. */
const greeting = (id: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(id));
  return bytes;
};

let nodes: MeshNode[];
let mesh: Mesh;
let servers: Server[];
let sockets: Socket[];

beforeEach(async () => {
  sockets = [];
  const block = (first: number): number[] => Array.from({ length: 12 }, (_, index) => first + index);
  // Below the ports that systems hand out themselves, and apart for tests that run beside each other.
  const first = (await freeBlock(20_000 + (process.pid % 900) * 12, block)) ?? 0;
  nodes = [1, 2, 3].map((id) => {
    const at = first + (id - 1) * 4;
    return {
      ...{ name: `node${id}`, id },
      quorum: { relay: at, server: at + 1 },
      election: { relay: at + 2, server: at + 3 },
    };
  });
  servers = await Promise.all(
    nodes.map(async ({ election }) => {
      // It says the same back.
      const server = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
      await once(server.listen(election.server, host), 'listening');
      return server;
    }),
  );
  mesh = await openMesh(nodes, host);
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await mesh.close();
  for (const server of servers) server.close();
});

/** One node calls another. */
async function call(from: number, to: number) {
  const socket = connect({ port: nodes[to - 1]?.election.relay ?? 0, host });
  sockets.push(socket);
  const heard: Buffer[] = [];
  socket.on('data', (data) => heard.push(data));
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(greeting(from));
  /** What came back, without the greeting. */
  const text = () => Buffer.concat(heard).subarray(8).toString();
  return { socket, text, greeted: () => Buffer.concat(heard).length >= 8 };
}
const cut = (a: string[], b: string[]): Fault => ({ verb: 'cut', sides: [a, b] });

describe('relays between servers', () => {
  test('hand on everything, in order, and the end of it', async () => {
    const { socket, text } = await call(1, 2);
    const long = 'x'.repeat(3_000_000);
    socket.end(`begin${long}end`);
    await once(socket, 'close');
    expect(text()).toBe(`begin${long}end`);
  });

  test('a cut keeps back what is said across it, in both directions, and lets all else through; after it nothing is missing', async () => {
    const apart = await call(1, 2);
    const together = await call(3, 2);
    await expect.poll(apart.greeted).toBe(true);
    mesh.set([cut(['node1'], ['node2'])]);
    apart.socket.write('unheard');
    together.socket.write('heard');
    const late = await call(1, 2);
    late.socket.write('late');
    await expect.poll(together.text).toBe('heard');
    expect([apart.text(), late.greeted(), apart.socket.destroyed]).toEqual(['', false, false]);
    mesh.set([]);
    await expect.poll(apart.text).toBe('unheard');
    await expect.poll(late.text).toBe('late');
  });

  test('who hangs up during a cut is gone for the other one after it', async () => {
    const gone = new Promise((resolve) => servers[1]?.once('connection', (s) => s.once('close', resolve)));
    const apart = await call(1, 2);
    await expect.poll(apart.greeted).toBe(true);
    mesh.set([cut(['node1'], ['node2', 'node3'])]);
    apart.socket.destroy();
    mesh.set([]);
    await gone;
  });

  test('what a slow node sends comes later, both when it called and when it was called', async () => {
    // Longer than a busy machine takes for what is not slowed.
    mesh.set([{ verb: 'slow', node: 'node2', milliseconds: 1_000 }]);
    const began = performance.now();
    const [calls, called, other] = await Promise.all([call(2, 1), call(1, 2), call(1, 3)]);
    await expect.poll(other.greeted, { interval: 5 }).toBe(true);
    expect([calls.greeted(), called.greeted()]).toEqual([false, false]);
    await expect.poll(() => calls.greeted() && called.greeted(), { interval: 5 }).toBe(true);
    expect(performance.now() - began).toBeGreaterThanOrEqual(999);
  });

  test('what is lost comes again after a while; where all is lost, nothing comes until that is over', async () => {
    mesh.set([{ verb: 'lose', node: 'node1', percent: 100 }]);
    const { greeted } = await call(1, 2);
    const other = await call(3, 2);
    await expect.poll(other.greeted).toBe(true);
    expect(greeted()).toBe(false);
    mesh.set([]);
    await expect.poll(greeted).toBe(true);

    // As good as all, so that no run is the lucky one; yet what is lost comes again.
    mesh.set([{ verb: 'lose', node: 'node1', percent: 99.999_999_999 }]);
    const began = performance.now();
    const again = await call(1, 2);
    await expect.poll(again.greeted, { interval: 5 }).toBe(true);
    expect(performance.now() - began).toBeGreaterThanOrEqual(199);
  });

  test('who is not there is not there', async () => {
    servers[1]?.close();
    const { socket } = await call(1, 2);
    await once(socket, 'close');
  });
});
