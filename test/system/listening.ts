import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { onTestFinished } from 'vitest';

const servers = new Map<number, Server>();

/** Listens there until the test is over, or stops. @param port any that is free for 0 @returns the port */
export async function listen(port: number, host?: string): Promise<number> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : 0;
  servers.set(taken, server);
  onTestFinished(() => stopListening(taken));
  return taken;
}

/** Stops listening at a port. */
export function stopListening(port: number): void {
  servers.get(port)?.close();
  servers.delete(port);
}
