/** One port that leads to a pod: kubectl is started when somebody first comes, and again when it has ended. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { ForwardConfig, Lead } from './protocol.js';
import { here, Upstream } from './upstream.js';

/** Milliseconds for which one that could not start is not started again: whoever comes is turned away at once. */
const failsFor = 400;
/** Milliseconds without a word to somebody who has said something: the host may be lost, or the server only be frozen. */
const silence = 1_500;
/** Milliseconds between two suspicions of that. */
const suspectEvery = 10_000;

/** Listens on a port of this machine for as long as the process lasts. @throws where somebody else has it */
export function openLead(config: ForwardConfig, lead: Lead): Promise<{ close(): void }> {
  let upstream: Upstream | undefined;
  let failed = 0;
  let suspected = 0;

  /** Who comes next gets another; who is connected stays so. */
  function leave(which: Upstream): void {
    if (upstream === which) upstream = undefined;
    which.retire();
  }
  function provide(): Upstream | undefined {
    if (upstream) return upstream;
    if (performance.now() - failed < failsFor) return undefined;
    const made: Upstream = new Upstream(config, lead, () => leave(made));
    upstream = made;
    return made;
  }
  function suspect(which: Upstream): void {
    if (performance.now() - suspected < suspectEvery) return;
    suspected = performance.now();
    leave(which);
  }

  async function follow(client: Socket): Promise<void> {
    client.on('error', () => {});
    const way = provide();
    if (way === undefined) {
      client.destroy();
      return;
    }
    const port = await way.port;
    if (port === undefined) {
      failed = performance.now();
      leave(way);
      client.destroy();
      return;
    }
    // Who did not wait is no sign of anything.
    if (client.destroyed) return;
    const done = way.take();
    const far = connect({ host: here, port });
    far.on('error', () => client.destroy());
    client.pipe(far).pipe(client);
    const began = performance.now();
    client.once('close', () => {
      far.destroy();
      const unheard = client.bytesRead > 0 && far.bytesRead === 0;
      if (unheard && performance.now() - began > silence) suspect(way);
    });
    far.once('close', () => {
      client.destroy();
      done();
    });
  }

  const server: Server = createServer((client) => void follow(client));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: here, port: lead.port }, () => resolve({ close: () => upstream?.end() }));
  });
}
