import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSession, type Session, type SessionEvent } from '../../software/zookeeper/client-session.js';
import { LocalLab } from './local-lab.js';

const port = 25_581;
const timeout = 4_000;

/** A way to the server that can be closed, or fall silent. */
class Relay {
  private readonly sockets = new Set<Socket>();
  private silent = false;
  private readonly server: Server = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (data) => !this.silent && to.write(data));
      from.on('error', () => {});
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  });

  constructor(readonly port: number) {}

  get used(): boolean {
    return this.sockets.size > 0;
  }

  open(): Promise<void> {
    return new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  /** Nobody gets through any more, and whoever did is cut off. */
  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  /** Takes whatever comes and passes nothing on: so a server looks that is frozen. */
  fallSilent(): void {
    this.silent = true;
  }
}

describe('a session with a server behind relays', () => {
  let lab: LocalLab;
  let [first, second] = [new Relay(25_591), new Relay(25_592)];
  let sessions: Session[] = [];
  beforeAll(async () => {
    const shape = ['--nodes', '1', '--client-port', String(port), '--zookeeper', '3.9', '--jdk', '17'];
    lab = await LocalLab.create('session', shape);
    await lab.up();
  });
  afterEach(() => {
    for (const session of sessions) session.abandon();
    for (const relay of [first, second]) relay.close();
    sessions = [];
    [first, second] = [new Relay(25_591), new Relay(25_592)];
  });
  afterAll(async () => lab.remove());

  async function opened(ports: readonly number[]) {
    const events: SessionEvent[] = [];
    const addresses = ports.map((each) => `127.0.0.1:${each}`).join(',');
    const onEvent = (event: SessionEvent): void => void events.push(event);
    const session = await openSession(addresses, { timeout, patience: 10_000, onEvent });
    sessions.push(session);
    return { session, events };
  }

  test('answers come with their zxid; what is refused is not done, and why', async () => {
    const { session } = await opened([port]);
    const made = await session.create('/one', 'a', 'persistent');
    expect(made).toMatchObject({ answer: 'done', value: '/one' });
    expect(await session.create('/one', 'b', 'persistent')).toMatchObject({
      answer: 'not done',
      why: 'node exists',
    });
    const set = await session.set('/one', 'b', 0);
    expect(set).toMatchObject({ answer: 'done', value: { version: 1, owner: 0n } });
    expect(await session.set('/one', 'c', 0)).toMatchObject({ answer: 'not done', why: 'bad version' });
    expect(await session.sync('/one')).toMatchObject({ answer: 'done', value: null });
    expect(await session.read('/one')).toMatchObject({ answer: 'done', value: { data: 'b', version: 1 } });
    if (made.answer !== 'done' || set.answer !== 'done') throw new Error('unreachable');
    expect(set.zxid).toBe(set.value.mzxid);
    expect(set.zxid).toBeGreaterThan(made.zxid);
    expect(await session.close(1_000)).toBe(true);
    expect(await session.read('/one')).toEqual({ answer: 'not done', why: 'session over' });
  });

  test('a server that falls silent is left for another, and what was sent to it is unknown', async () => {
    await Promise.all([first.open(), second.open()]);
    const { session, events } = await opened([first.port, second.port]);
    const [silent, other] = first.used ? [first, second] : [second, first];
    silent.fallSilent();
    expect(await session.create('/two', '', 'persistent')).toEqual({
      answer: 'unknown',
      why: 'connection loss',
    });
    await expect.poll(() => events).toEqual(['open', 'lost', 'back']);
    expect(other.used).toBe(true);
    expect(await session.read('/')).toMatchObject({ answer: 'done' });
  });

  test('a session that has expired says so, and what waits for it was never sent', async () => {
    await first.open();
    const { session, events } = await opened([first.port]);
    expect(await session.create('/three', '', 'ephemeral')).toMatchObject({ answer: 'done' });
    first.close();
    await expect.poll(() => session.connected).toBe(false);
    const waiting = session.create('/four', '', 'persistent');
    const { session: witness } = await opened([port]);
    await expect.poll(() => witness.read('/three')).toMatchObject({ answer: 'not done', why: 'no node' });
    first = new Relay(first.port);
    await first.open();
    expect(await waiting).toEqual({ answer: 'not done', why: 'session expired' });
    expect(events).toEqual(['open', 'lost', 'expired']);
    expect(await witness.read('/four')).toMatchObject({ answer: 'not done', why: 'no node' });
  });
});
