import Docker from 'dockerode';
import { type Endpoint, endpoint } from './endpoint.js';

/** An engine, and how errors call the place where it is. */
export interface Engine extends Endpoint {
  readonly docker: Docker;
}

/** Milliseconds for what an engine answers in a fraction of a second, or on a machine that is very busy in a few. */
const patience = 15_000;

/** The answer to a first question. An engine may take the connection and say nothing, for good. @throws Error where it does not come */
export async function answered<T>(question: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), patience);
  });
  try {
    return await Promise.race([question, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Connects to nothing yet: the engine is asked when it is first used. One that is no use gets no client. */
export function connectEngine(): Engine {
  const found = endpoint();
  return { ...found, docker: found.unusable ? new Docker({ socketPath: '/nonexistent' }) : clientFor(found) };
}

function clientFor({ address }: Endpoint): Docker {
  const local = /^(?:unix|npipe):\/\/(.*)$/.exec(address)?.[1];
  if (local !== undefined) return new Docker({ socketPath: local });
  // Certificates and the like are where DOCKER_HOST's own variables say: dockerode reads those itself.
  if (process.env.DOCKER_HOST) return new Docker();
  const url = new URL(address);
  return new Docker({ host: url.hostname, port: url.port || 2375 });
}
