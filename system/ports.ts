/** Which ports of this machine's loopback address are free. */
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Everything that a lab opens on this machine listens here and nowhere else. */
export const loopback = '127.0.0.1';

/** The highest port that there is. */
export const highestPort = 65_535;

/**
 * Whether nobody listens on a port of the loopback address, be it there or on every address. To look is to listen for a
 * moment, so two who look at the same time are in each other's way: a port is taken if it still is a little later.
 */
export async function isPortFree(port: number): Promise<boolean> {
  for (let look = 1; ; look++) {
    // Where a listener on all addresses does not hinder another on this one, it still answers.
    if ((await canListen(port)) && !(await answers(port))) return true;
    if (look === looks) return false;
    await pause(Math.random() * pauseAtMost);
  }
}

/** How often a port is looked at before it counts as taken, and milliseconds in between. */
const looks = 4;
const pauseAtMost = 40;

/** The ports of these that somebody listens on, in their order. */
export async function takenPorts(ports: readonly number[]): Promise<number[]> {
  const free = await Promise.all(ports.map(isPortFree));
  return ports.filter((_, index) => !free[index]);
}

/**
 * A first port, above `from` in steps of a hundred, which are easy to remember, for which all of `portsFor` are free.
 * @returns undefined if there is none within `tries` steps
 */
export async function freeBlock(
  from: number,
  portsFor: (first: number) => readonly number[],
  tries = 300,
): Promise<number | undefined> {
  for (let step = 1; step <= tries; step++) {
    const first = from + 100 * step;
    const ports = portsFor(first);
    if (Math.max(...ports) > highestPort) return undefined;
    if ((await takenPorts(ports)).length === 0) return first;
  }
  return undefined;
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: loopback, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: loopback, port });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    // A free port within the range that connections start from can be connected to itself.
    socket.once('connect', () => finish(socket.localPort !== port));
    socket.once('error', () => finish(false));
  });
}
