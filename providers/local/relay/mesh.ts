/**
 * Relays between the servers of a lab on this machine: each server is reached by the others through one, which knows who
 * calls. What a network does to machines is done here to connections.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Fault } from '../../../faults/fault.js';
import { separates } from '../../../faults/separation.js';
import { electionGreeting, type Greeting, learnerGreeting, more } from './greeting.js';
import { type Conditions, Stream } from './stream.js';

/** A port on which the others call, and the one where the server listens. */
export interface Way {
  readonly relay: number;
  readonly server: number;
}

/** A server of the lab. */
export interface MeshNode {
  readonly name: string;
  readonly id: number;
  readonly quorum: Way;
  readonly election: Way;
}

/** Relays at work. */
export interface Mesh {
  /** Has these faults in force from now on, and no others. */
  set(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

/** Milliseconds between two tries to reach a leader that does not listen yet, and for how long: it calls itself that first. */
const tryEvery = 20;
const tryFor = 3_000;
/** A lost packet comes again after the shortest time that TCP waits, in milliseconds. */
const againAfter = 200;
const packetSize = 1_448;

/** One connection. */
interface Link {
  /** Names; the caller's is not known until it has said it, and sometimes never. */
  from?: string;
  readonly to: string;
  readonly caller: Socket;
  readonly there: Stream;
  readonly back: Stream;
  /** Goes on with what a cut has kept waiting. */
  go: () => void;
}

/** How data fares that comes from a node, as the faults say. */
function conditionsOf(faults: readonly Fault[], from: string | undefined): Conditions {
  let [delay, loss] = [0, 0];
  for (const fault of faults) {
    if (fault.verb === 'slow' && fault.node === from) delay = fault.milliseconds;
    if (fault.verb === 'lose' && fault.node === from) loss = fault.percent / 100;
  }
  return {
    delay(bytes) {
      if (loss === 0) return delay;
      const packets = Math.ceil(bytes / packetSize);
      const lost = Math.random() < 1 - (1 - loss) ** packets;
      if (!lost) return delay;
      return loss >= 1 ? Number.POSITIVE_INFINITY : delay + againAfter;
    },
  };
}

/** Opens the relays. @param host where servers and relays listen @throws what `listen` does, where a port is taken */
export async function openMesh(nodes: readonly MeshNode[], host: string): Promise<Mesh> {
  const links = new Set<Link>();
  const servers: Server[] = [];
  let faults: readonly Fault[] = [];
  const nameOf = (id: number | undefined): string | undefined => nodes.find((node) => node.id === id)?.name;
  const relayed = (port: number): number =>
    nodes.find(({ election }) => election.server === port)?.election.relay ?? port;

  const isCut = ({ from, to }: Link): boolean => from !== undefined && separates(faults, from, to);

  function adjust(link: Link): void {
    const held = isCut(link);
    link.there.under(conditionsOf(faults, link.from), held);
    link.back.under(conditionsOf(faults, link.to), held);
    if (!held) link.go();
  }

  /** Takes a call, listens who it is, and puts it through. */
  function take(caller: Socket, to: MeshNode, kind: 'quorum' | 'election'): void {
    caller.setNoDelay(true);
    caller.on('error', () => {});
    const callee = { port: to[kind].server, host };
    const link: Link = {
      to: to.name,
      caller,
      there: new Stream(),
      back: new Stream(),
      go: () => {},
    };
    links.add(link);
    caller.once('close', () => {
      if (isCut(link)) return;
      links.delete(link);
    });
    let heard = Buffer.alloc(0);
    const listen = (chunk: Buffer): void => {
      heard = Buffer.concat([heard, chunk]);
      const greeting: Greeting | typeof more =
        kind === 'quorum' ? learnerGreeting(heard) : electionGreeting(heard, relayed);
      if (greeting === more) return;
      caller.off('data', listen);
      caller.off('end', silent);
      caller.pause();
      const from = nameOf(greeting.id);
      if (from !== undefined) link.from = from;
      let begun = false;
      link.go = () => {
        if (begun) return;
        begun = true;
        putThrough(link, greeting.bytes, callee, kind === 'quorum' ? Date.now() + tryFor : 0);
      };
      adjust(link);
    };
    const silent = (): void => void caller.destroy();
    caller.on('end', silent);
    caller.on('data', listen);
  }

  function putThrough(
    link: Link,
    first: Buffer,
    callee: { readonly port: number; readonly host: string },
    until: number,
  ): void {
    const { caller } = link;
    const socket = connect({ ...callee, allowHalfOpen: true, noDelay: true });
    const again = (): void => {
      if (caller.destroyed) return;
      if (Date.now() > until) caller.destroy();
      else setTimeout(() => putThrough(link, first, callee, until), tryEvery);
    };
    socket.once('error', again);
    socket.once('connect', () => {
      socket.off('error', again);
      socket.on('error', () => {});
      if (caller.destroyed) {
        socket.destroy();
        return;
      }
      link.there.join(caller, socket, first);
      link.back.join(socket, caller);
      adjust(link);
    });
  }

  try {
    for (const node of nodes) {
      for (const kind of ['quorum', 'election'] as const) {
        const server = createServer({ allowHalfOpen: true }, (caller) => take(caller, node, kind));
        servers.push(server);
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(node[kind].relay, host, resolve);
        });
      }
    }
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
  return {
    set(now) {
      faults = now;
      for (const link of links) adjust(link);
      // Who hung up during a cut is forgotten with it.
      for (const link of links) if (link.caller.destroyed && !isCut(link)) links.delete(link);
    },
    async close() {
      for (const { caller } of links) caller.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
