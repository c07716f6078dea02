/** Looking at znodes and changing them, through a client of this machine that is told when what it has seen changes. */
import type { Client, Exception, Stat } from 'node-zookeeper-client';
import { connected, whole } from './connection.js';

/** What ZooKeeper tells of a znode beside its data. Zxids and sessions are hexadecimal, times milliseconds since 1970. */
export interface ZnodeStat {
  readonly czxid: string;
  readonly mzxid: string;
  readonly pzxid: string;
  readonly ctime: number;
  readonly mtime: number;
  readonly version: number;
  readonly childrenVersion: number;
  readonly aclVersion: number;
  /** The session that it ends with; null: it is not ephemeral. */
  readonly owner: string | null;
  readonly dataLength: number;
  readonly childCount: number;
}

/** A znode as it was found. */
export interface ZnodeLook {
  readonly path: string;
  /** null where its ACL lets nobody read it who has not said who they are. */
  readonly data: Buffer | null;
  readonly stat: ZnodeStat | null;
  /** Names, sorted. */
  readonly children: readonly string[];
}

/** What a watch has told: which znode, and what happened to it. */
export interface Fired {
  readonly path: string;
  readonly event: 'created' | 'deleted' | 'changed' | 'children';
}

/** Why ZooKeeper did not do what it was asked, by its own numbers (KeeperException.Code). */
const reasons = {
  '-101': 'none',
  '-102': 'forbidden',
  '-103': 'version',
  '-108': 'ephemeral',
  '-110': 'exists',
  '-111': 'not-empty',
  '-8': 'path',
} as const;
export type Refusal = (typeof reasons)[keyof typeof reasons];

/** ZooKeeper, or nobody, has refused. */
export class Refused extends Error {
  constructor(
    /** unreachable: no server answers, or the session is lost. */
    readonly reason: Refusal | 'unreachable',
    message: string,
  ) {
    super(message);
  }
}

/** Milliseconds for a connection, and then for each answer. */
const patience = 5_000;

/** By the library's numbers of events. */
const events: readonly (Fired['event'] | undefined)[] = [
  undefined,
  'created',
  'deleted',
  'changed',
  'children',
];

const hex = (bytes: Buffer): string => `0x${BigInt.asUintN(64, whole(bytes)).toString(16)}`;

function statOf(stat: Stat): ZnodeStat {
  const told = stat as unknown as Record<
    'czxid' | 'mzxid' | 'pzxid' | 'ctime' | 'mtime' | 'ephemeralOwner',
    Buffer
  > &
    Record<'version' | 'cversion' | 'aversion' | 'dataLength' | 'numChildren', number>;
  return {
    czxid: hex(told.czxid),
    mzxid: hex(told.mzxid),
    pzxid: hex(told.pzxid),
    ctime: Number(whole(told.ctime)),
    mtime: Number(whole(told.mtime)),
    version: told.version,
    childrenVersion: told.cversion,
    aclVersion: told.aversion,
    owner: whole(told.ephemeralOwner) === 0n ? null : hex(told.ephemeralOwner),
    dataLength: told.dataLength,
    childCount: told.numChildren,
  };
}

/** A call of the library's as a promise. @throws Refused */
function asked<T extends unknown[]>(
  call: (callback: (error: Error | Exception | null, ...found: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refused('unreachable', 'no answer')), patience);
    call((error, ...found) => {
      clearTimeout(timer);
      if (!error) return resolve(found);
      const code = 'getCode' in error ? String(error.getCode()) : '';
      const reason = (reasons as Record<string, Refusal>)[code] ?? 'unreachable';
      reject(new Refused(reason, String(error)));
    });
  });
}

/** A session through which znodes are seen and changed. */
export interface ZnodeEditor {
  /** A znode as it is; when that changes, `fired` is told once. @throws Refused */
  look(path: string): Promise<ZnodeLook>;
  /** @param version that the data must have @throws Refused */
  set(path: string, data: Buffer, version: number): Promise<void>;
  /** @throws Refused */
  create(path: string, data: Buffer): Promise<void>;
  /** @param version that the data must have @throws Refused */
  remove(path: string, version: number): Promise<void>;
  /** Whether its session is over, so that nothing can be asked through it any more. */
  readonly over: boolean;
  close(): void;
}

/**
 * Connects to an ensemble.
 * @param connectString HOST:PORT,HOST:PORT,… @param fired told of what watches say
 * @throws Refused where no server of these serves within seconds
 */
export async function editZnodes(connectString: string, fired: (told: Fired) => void): Promise<ZnodeEditor> {
  let client: Client;
  try {
    client = await connected(connectString, patience);
  } catch (error) {
    throw new Refused('unreachable', String(error));
  }
  const { Event } = await import('node-zookeeper-client');
  let over = false;
  client.on('state', (state: { name?: string }) => {
    if (['EXPIRED', 'AUTH_FAILED'].includes(String(state.name))) over = true;
  });
  client.on('expired', () => {
    over = true;
  });
  // One watch for each znode and kind: the server tells once for all that were set by a session.
  const watched = new Set<string>();
  const watcher = (kind: string, path: string) => {
    const key = `${kind} ${path}`;
    if (watched.has(key)) return undefined;
    watched.add(key);
    return (told: InstanceType<typeof Event>) => {
      watched.delete(key);
      const event = events[told.getType()];
      if (event) fired({ path, event });
    };
  };
  return {
    get over() {
      return over;
    },
    async look(path) {
      let data: Buffer | null = null;
      let stat: ZnodeStat | null = null;
      try {
        const [bytes, found] = await asked<[Buffer, Stat]>((callback) =>
          client.getData(path, watcher('data', path) as never, callback as never),
        );
        data = bytes ?? Buffer.alloc(0);
        stat = statOf(found);
      } catch (error) {
        watched.delete(`data ${path}`);
        if (!(error instanceof Refused) || error.reason !== 'forbidden') throw error;
      }
      const [children] = await asked<[string[], Stat]>((callback) =>
        client.getChildren(path, watcher('children', path) as never, callback as never),
      ).catch((error): [string[]] => {
        watched.delete(`children ${path}`);
        if (error instanceof Refused && error.reason === 'forbidden') return [[]];
        throw error;
      });
      return { path, data, stat, children: [...children].sort() };
    },
    async set(path, data, version) {
      await asked<[Stat]>((callback) => client.setData(path, data, version, callback as never));
    },
    async create(path, data) {
      await asked<[string]>((callback) => client.create(path, data, callback as never));
    },
    async remove(path, version) {
      await asked<[]>((callback) => client.remove(path, version, callback as never));
    },
    close: () => client.close(),
  };
}
