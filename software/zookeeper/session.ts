/** A session of this machine's own: to open and to close one are transactions that a quorum has to have. */
import type { Endpoint } from './four-letter-words.js';

/** Milliseconds for the server to answer: whoever lost a leader has to find another first. */
const patience = 30_000;

/**
 * Has a server acknowledge two transactions that change nothing for anybody.
 * @throws Error where it does not in time
 */
export async function transact({ host, port }: Endpoint): Promise<void> {
  const { createClient } = await import('node-zookeeper-client');
  const client = createClient(`${host}:${port}`, { sessionTimeout: 10_000, spinDelay: 100, retries: 1 });
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer from ${host}:${port}`)), patience);
      client.once('connected', () => {
        clearTimeout(timer);
        resolve();
      });
      client.connect();
    });
  } finally {
    client.close();
  }
}
