/** One port that leads to a pod: kubectl is started when somebody first comes, and again when it has ended. */
import { spawn } from 'node:child_process';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ForwardConfig, Lead } from './protocol.js';

const here = '127.0.0.1';
/** Milliseconds after which kubectl ends if nobody comes any more. */
const idleFor = 60_000;
/** Milliseconds for kubectl to say its port. */
const patience = 15_000;
/** Milliseconds for which one that could not start is not started again: whoever comes is turned away at once. */
const failsFor = 400;

/** A kubectl that forwards, and what ends it. */
interface Upstream {
  readonly port: Promise<number | undefined>;
  end(): void;
}

function startUpstream({ where, env }: ForwardConfig, { pod, to }: Lead, onEnd: () => void): Upstream {
  const child = spawn('kubectl', [...where, 'port-forward', `pod/${pod}`, `:${to}`, '--address', here], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  const port = new Promise<number | undefined>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^Forwarding from 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('error', () => resolve(undefined));
    child.once('exit', () => resolve(undefined));
    setTimeout(() => resolve(undefined), patience).unref();
  });
  child.once('exit', onEnd);
  child.once('error', onEnd);
  return { port, end: () => child.kill() };
}

/** Listens on a port of this machine for as long as the process lasts. @throws where somebody else has it */
export function openLead(config: ForwardConfig, lead: Lead): Promise<{ close(): void }> {
  let upstream: Upstream | undefined;
  let failed = 0;
  let open = 0;
  let idle: NodeJS.Timeout | undefined;

  function forget(which: Upstream | undefined): void {
    if (which === undefined || upstream !== which) return;
    upstream = undefined;
    which.end();
  }
  function provide(): Upstream | undefined {
    if (upstream) return upstream;
    if (Date.now() - failed < failsFor) return undefined;
    const made: Upstream = startUpstream(config, lead, () => {
      if (upstream === made) upstream = undefined;
    });
    upstream = made;
    return made;
  }
  async function follow(client: Socket): Promise<void> {
    client.on('error', () => {});
    const way = provide();
    const port = await way?.port;
    if (way === undefined || port === undefined) {
      failed = Date.now();
      forget(way);
      client.destroy();
      return;
    }
    open += 1;
    clearTimeout(idle);
    const far = connect({ host: here, port });
    far.on('error', () => client.destroy());
    client.pipe(far).pipe(client);
    client.once('close', () => far.destroy());
    far.once('close', () => {
      client.destroy();
      open -= 1;
      // A pod that is another one by now, or a host that is lost: who comes next finds out anew.
      if (far.bytesRead === 0) forget(way);
      if (open === 0) idle = setTimeout(() => forget(upstream), idleFor);
    });
  }

  const server: Server = createServer((client) => void follow(client));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: here, port: lead.port }, () => resolve({ close: () => forget(upstream) }));
  });
}
