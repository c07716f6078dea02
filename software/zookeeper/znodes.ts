/** Reading znodes through a client of this machine. */
import type { Client, Exception, Stat } from 'node-zookeeper-client';
import { connected, whole } from './connection.js';

/** What a znode is like. */
export interface Znode {
  /** UTF-8; null where its ACL lets nobody read it who has not said who they are. */
  readonly data: string | null;
  /** How many times its data was changed, and how many times its children were. */
  readonly version: number;
  readonly childrenVersion: number;
  /** The epoch in which it was created: the upper half of its czxid. */
  readonly epoch: number;
  readonly ephemeral: boolean;
  /** Names, sorted. */
  readonly children: readonly string[];
}

/** Milliseconds for a connection, and then for each answer. */
const patience = 3_000;

type Found<T extends unknown[]> = { readonly found: T } | { readonly code: number };

/** A call of the library's as a promise; errors of ZooKeeper's are results. */
function asked<T extends unknown[]>(
  call: (callback: (error: Error | Exception | null, ...found: T) => void) => void,
): Promise<Found<T>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), patience);
    call((error, ...found) => {
      clearTimeout(timer);
      if (!error) resolve({ found });
      else if ('getCode' in error) resolve({ code: error.getCode() });
      else reject(error);
    });
  });
}

/** ZooKeeper's own numbers for "no such znode" and "not allowed" (KeeperException.Code). */
const noNode = -101;
const noAuth = -102;

function looksOf(stat: Stat): Pick<Znode, 'version' | 'childrenVersion' | 'epoch' | 'ephemeral'> {
  const { version, cversion, czxid, ephemeralOwner } = stat as unknown as {
    version: number;
    cversion: number;
    czxid: Buffer;
    ephemeralOwner: Buffer;
  };
  return {
    version,
    childrenVersion: cversion,
    epoch: Number(whole(czxid) >> 32n),
    ephemeral: whole(ephemeralOwner) !== 0n,
  };
}

/** Where later releases do not even tell what it is like (seen with 3.9.5); 3.4 tells that to everybody. */
const closed: Znode = {
  data: null,
  version: 0,
  childrenVersion: 0,
  epoch: 0,
  ephemeral: false,
  children: [],
};

async function read(client: Client, path: string): Promise<Znode | undefined> {
  const exists = await asked<[Stat]>((callback) => client.exists(path, callback as never));
  if ('code' in exists && exists.code === noAuth) return closed;
  if ('code' in exists) throw new Error(`code ${exists.code}`);
  const [stat] = exists.found;
  if (!stat) return undefined;
  const data = await asked<[Buffer, Stat]>((callback) => client.getData(path, callback as never));
  if ('code' in data && data.code === noNode) return undefined;
  if ('code' in data && data.code !== noAuth) throw new Error(`code ${data.code}`);
  const children = await asked<[string[], Stat]>((callback) => client.getChildren(path, callback as never));
  return {
    ...looksOf(stat),
    data: 'found' in data ? String(data.found[0] ?? '') : null,
    children: 'found' in children ? [...children.found[0]].sort() : [],
  };
}

/** A connection through which znodes are read. */
export interface TreeReader {
  /** Those of the znodes that there are, by path. @throws Error where no server serves any more */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Znode>>;
  close(): void;
}

/**
 * Connects to an ensemble.
 * @param connectString HOST:PORT,HOST:PORT,…
 * @throws Error where no server of these serves within seconds
 */
export async function openTree(connectString: string): Promise<TreeReader> {
  const client = await connected(connectString, patience);
  return {
    async read(paths) {
      const found = await Promise.all(paths.map(async (path) => [path, await read(client, path)] as const));
      return new Map(found.flatMap(([path, znode]) => (znode ? [[path, znode] as const] : [])));
    },
    close: () => client.close(),
  };
}
