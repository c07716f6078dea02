/** A client's connection to an ensemble, from this machine. */
import type { Client } from 'node-zookeeper-client';
import type { Endpoint } from './four-letter-words.js';
import { mend } from './library-mends.js';

/** Milliseconds for a quorum to acknowledge a session: one that lost its leader has to find another first. */
const patience = 30_000;

/** A number that the library hands over as bytes, the highest first. */
export const whole = (bytes: Buffer): bigint => bytes.readBigInt64BE();

/**
 * Has a client connect. Who called cleans up where nothing came of it.
 * @param patience milliseconds @throws Error where no server takes its session in time; what the signal says
 */
export async function connect(client: Client, patience: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const late = AbortSignal.timeout(patience);
  const until = signal ? AbortSignal.any([signal, late]) : late;
  await new Promise<void>((resolve, reject) => {
    const given = (): void => reject(signal?.aborted ? signal.reason : new Error('no server serves'));
    until.addEventListener('abort', given, { once: true });
    client.once('connected', () => {
      until.removeEventListener('abort', given);
      resolve();
    });
    client.connect();
  });
}

/**
 * A client with a session. To close it while it is not connected lets go of the session without a word: the library would take the
 * first words of the next server for an answer, and end the program.
 * @param connectString HOST:PORT,HOST:PORT,… @param timeout milliseconds
 * @throws Error where no server of these serves in time
 */
export async function connected(connectString: string, timeout: number): Promise<Client> {
  const { createClient } = await import('node-zookeeper-client');
  const client = createClient(connectString, { sessionTimeout: 10_000, spinDelay: 100, retries: 1 });
  const mended = mend(client);
  const close = client.close.bind(client);
  client.close = () => {
    if (!mended.connected) return mended.abandon();
    mended.release();
    close();
  };
  try {
    await connect(client, timeout);
    return client;
  } catch {
    client.close();
    throw new Error(`no server serves at ${connectString}`);
  }
}

/**
 * Has the ensemble acknowledge transactions that change nothing for anybody: to open a session and to close it are two.
 * @throws Error where it does not in time
 */
export async function transact({ host, port }: Endpoint): Promise<void> {
  (await connected(`${host}:${port}`, patience)).close();
}
