/** A client's connection to an ensemble, from this machine. */
import type { Client } from 'node-zookeeper-client';
import type { Endpoint } from './four-letter-words.js';

/** Milliseconds for a quorum to acknowledge a session: one that lost its leader has to find another first. */
const patience = 30_000;

/**
 * A client with a session.
 * @param connectString HOST:PORT,HOST:PORT,… @param timeout milliseconds
 * @throws Error where no server of these serves in time
 */
export async function connected(connectString: string, timeout: number): Promise<Client> {
  const { createClient } = await import('node-zookeeper-client');
  const client = createClient(connectString, { sessionTimeout: 10_000, spinDelay: 100, retries: 1 });
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no server serves at ${connectString}`)), timeout);
      client.once('connected', () => {
        clearTimeout(timer);
        resolve();
      });
      client.connect();
    });
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/**
 * Has the ensemble acknowledge transactions that change nothing for anybody: to open a session and to close it are two.
 * @throws Error where it does not in time
 */
export async function transact({ host, port }: Endpoint): Promise<void> {
  (await connected(`${host}:${port}`, patience)).close();
}
