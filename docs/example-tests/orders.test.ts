/** What becomes of orders while ZooKeeper's leader is cut off from the others. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient } from 'node-zookeeper-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLab, type ZkLab } from 'zk-lab';
import { place, placeOnce } from './orders.js';

let lab: ZkLab;
let client: Client;

beforeAll(async () => {
  // Plain processes: the quickest to come up.
  lab = await createLab({ provider: 'local', nodes: 3, zookeeper: '3.9', jdk: '17' });
  await lab.up();
  // As an application is configured: all servers, and it picks one.
  client = createClient(lab.connectString, { sessionTimeout: 4_000, retries: 0 });
  await new Promise<void>((resolve) => {
    client.once('connected', resolve);
    client.connect();
  });
  await new Promise<void>((resolve, reject) => {
    client.mkdirp('/orders', (error) => (error ? reject(error) : resolve()));
  });
}, 120_000);

afterEach(async () => {
  await lab.heal();
  // Who was cut off serves again: the next test may cut off whom it follows by now.
  await lab.up();
}, 120_000);

afterAll(async () => {
  client?.close();
  await lab?.destroy();
});

const orders = (): Promise<string[]> =>
  new Promise((resolve, reject) => {
    client.getChildren('/orders', (error, names) => (error ? reject(error) : resolve(names)));
  });

/** Orders from number `first` on until the fault has been in force for a while, each as soon as the one before is settled. */
async function orderUntil(
  ended: () => boolean,
  first: number,
  order: (client: Client, number: string, what: string) => Promise<void>,
): Promise<string[]> {
  const numbers: string[] = [];
  for (let number = first; !ended(); number++) {
    numbers.push(String(number));
    await order(client, String(number), 'a book');
  }
  return numbers;
}

/** Cuts the leader off; tells when the others have had another one for a moment. */
async function cutLeader(): Promise<() => boolean> {
  const { leader } = await lab.status();
  if (leader === null) throw new Error('nobody leads');
  await lab.fault('cut', [leader]);
  let ended = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      const { leader: now } = await lab.status();
      if (now !== null && now !== leader) break;
      await pause(100);
    }
    setTimeout(() => {
      ended = true;
    }, 1_000);
  };
  void watch();
  return () => ended;
}

test('an order that is tried once fails while there is no leader', async () => {
  const ended = await cutLeader();
  await expect(orderUntil(ended, 1, placeOnce)).rejects.toThrow(/CONNECTION_LOSS/);
}, 60_000);

test('an order that is tried again is placed, and every one once', async () => {
  const ended = await cutLeader();
  const numbers = await orderUntil(ended, 1_001, place);
  await lab.heal();
  expect(await orders()).toEqual(expect.arrayContaining(numbers));
}, 60_000);
