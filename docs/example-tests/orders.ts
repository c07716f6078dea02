/** An application that keeps orders in ZooKeeper, each under its own number, exactly once. */
import { type Client, CreateMode, Exception } from 'node-zookeeper-client';

const again = 200;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, again));

function create(client: Client, path: string, data: string): Promise<string> {
  return new Promise((resolve, reject) => {
    client.create(path, Buffer.from(data), CreateMode.PERSISTENT, (error, made) =>
      error ? reject(error) : resolve(made),
    );
  });
}

/** One try, as one writes it first. Rejects with CONNECTION_LOSS where the answer got lost: the order may be there or not. */
export async function placeOnce(client: Client, number: string, what: string): Promise<void> {
  await create(client, `/orders/${number}`, what);
}

/** Tries until it is known to be there. A number is given out once, so one that is there already is this order. */
export async function place(client: Client, number: string, what: string): Promise<void> {
  for (;;) {
    try {
      await placeOnce(client, number, what);
      return;
    } catch (error) {
      const { code } = error as { code?: number };
      if (code === Exception.NODE_EXISTS) return;
      if (code !== Exception.CONNECTION_LOSS) throw error;
      await pause();
    }
  }
}
