/** What clients do while faults come and go. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../software/zookeeper/client-session.js';
import { clientNamed, type StormClient } from './client.js';
import type { Ground } from './ground.js';
import { type Random, randomFrom } from './random.js';
import { hex, type Recorder, type Told } from './recorder.js';

/** How many clients there are and how busy they are. */
export interface WorkloadOptions {
  readonly connectString: string;
  readonly ground: Ground;
  readonly seed: number;
  /** Milliseconds of a session. */
  readonly sessionTimeout: number;
}

const writers = 4;
const readers = 2;
/** What each of them does at the same time, and the milliseconds after each answer. */
const strands = 2;
const rest = 25;
/** A znode whose data is set gives way to the next after so many writes, so that what may have happened to one stays small. */
const writesEach = 60;
/** Ephemeral znodes that a strand has at once. */
const ephemerals = 3;

/** What all clients share. */
interface Shared {
  readonly ground: Ground;
  readonly recorder: Recorder;
  /** The znode that is written now; counts the writes to those before it too. */
  register(write: boolean): string;
}

/** One thing after another that a client does. */
interface Strand extends Shared {
  readonly client: StormClient;
  readonly name: string;
  readonly random: Random;
  /** For names that nobody else has. */
  count: number;
  readonly own: { path: string; session: Session }[];
}

type Step = (strand: Strand, session: Session) => Promise<void>;

const nothing = (): Told => ({});

/** A name that nobody has had. */
function fresh(strand: Strand): string {
  strand.count += 1;
  return `${strand.name}-${strand.count}`;
}

const create: Step = async (strand, session) => {
  const name = fresh(strand);
  const path = `${strand.random.of(strand.ground.created)}/${name}`;
  const asked = { kind: 'create', path, value: name } as const;
  const call = () => session.create(path, name, 'persistent');
  await strand.recorder.operation(strand.client.name, session, asked, call, nothing);
};

const sequential: Step = async (strand, session) => {
  const [value, path] = [fresh(strand), `${strand.ground.sequential}/n-`];
  const call = () => session.create(path, value, 'sequential');
  await strand.recorder.operation(
    strand.client.name,
    session,
    { kind: 'sequential', path, value },
    call,
    (made) => ({ made }),
  );
};

const ephemeral: Step = async (strand, session) => {
  const { own, recorder, client, ground } = strand;
  // Those of a session that is over went with it.
  own.splice(0, own.length, ...own.filter((each) => each.session === session));
  if (own.length >= ephemerals) {
    const path = own.shift()?.path ?? '';
    await recorder.operation(
      client.name,
      session,
      { kind: 'delete', path },
      () => session.remove(path),
      nothing,
    );
    return;
  }
  const name = fresh(strand);
  const path = `${ground.ephemeral}/${name}`;
  const asked = { kind: 'ephemeral', path, value: name } as const;
  const call = () => session.create(path, name, 'ephemeral');
  const { outcome } = await recorder.operation(client.name, session, asked, call, nothing);
  if (outcome.answer === 'done') own.push({ path, session });
};

/** Reads a znode. @param after the id of a sync that was done just before */
async function read({ recorder, client }: Strand, session: Session, path: string, after?: number) {
  const asked = { kind: 'read', path, ...(after !== undefined && { after }) } as const;
  const { outcome } = await recorder.operation(
    client.name,
    session,
    asked,
    () => session.read(path),
    ({ data, version, mzxid }) => ({ value: data, version, mzxid: hex(mzxid) }),
  );
  return outcome;
}

/** Sets a znode's data. @param expected the version that it must have; any if absent */
async function write(strand: Strand, session: Session, path: string, value: string, expected?: number) {
  const { recorder, client } = strand;
  const asked =
    expected === undefined
      ? ({ kind: 'set', path, value } as const)
      : ({ kind: 'cas', path, value, expected } as const);
  const { outcome } = await recorder.operation(
    client.name,
    session,
    asked,
    () => session.set(path, value, expected),
    ({ version, mzxid }) => ({ version, mzxid: hex(mzxid) }),
  );
  return outcome;
}

const count: Step = async (strand, session) => {
  const { counter } = strand.ground;
  const found = await read(strand, session, counter);
  if (found.answer !== 'done') return;
  const { data, version } = found.value;
  await write(strand, session, counter, String(Number(data) + 1), version);
};

/** Makes the znode where it is not there yet, as whoever comes first does. */
async function makeRegister(strand: Strand, session: Session, path: string): Promise<void> {
  const value = fresh(strand);
  const asked = { kind: 'create', path, value } as const;
  const call = () => session.create(path, value, 'persistent');
  await strand.recorder.operation(strand.client.name, session, asked, call, nothing);
}

const compareAndSet: Step = async (strand, session) => {
  const path = strand.register(true);
  const found = await read(strand, session, path);
  if (found.answer !== 'done') {
    if (found.why === 'no node') await makeRegister(strand, session, path);
    return;
  }
  await write(strand, session, path, fresh(strand), found.value.version);
};

const set: Step = async (strand, session) => {
  const path = strand.register(true);
  const outcome = await write(strand, session, path, fresh(strand));
  if (outcome.answer === 'not done' && outcome.why === 'no node') await makeRegister(strand, session, path);
};

const look: Step = async (strand, session) => {
  const path = strand.random.below(2) === 0 ? strand.ground.counter : strand.register(false);
  await read(strand, session, path);
};

const syncAndLook: Step = async (strand, session) => {
  const path = strand.random.below(2) === 0 ? strand.ground.counter : strand.register(false);
  const { id, outcome } = await strand.recorder.operation(
    strand.client.name,
    session,
    { kind: 'sync', path },
    () => session.sync(path),
    nothing,
  );
  // Another session has not asked for it.
  if (outcome.answer === 'done') await read(strand, session, path, id);
};

/** What a client does, each as often as it stands here. */
const writing: readonly Step[] = [
  ...Array<Step>(8).fill(create),
  ...Array<Step>(3).fill(sequential),
  ...Array<Step>(3).fill(count),
  ...Array<Step>(2).fill(ephemeral),
  ...Array<Step>(2).fill(compareAndSet),
  set,
];
const reading: readonly Step[] = [look, syncAndLook];

async function work(strand: Strand, steps: readonly Step[], stop: AbortSignal): Promise<void> {
  for (;;) {
    const session = await strand.client.session(stop);
    if (!session) return;
    await strand.random.of(steps)(strand, session);
    await pause(rest);
  }
}

/** Writers and readers at work. */
export interface Workload {
  /** Has them finish what they are at, ends their sessions, and resolves when all of them are over. */
  stop(): Promise<void>;
}

/** Sets clients to work. */
export function startWorkload(options: WorkloadOptions, recorder: Recorder): Workload {
  const { connectString, ground, seed, sessionTimeout } = options;
  let writes = 0;
  const register = (write: boolean): string => {
    if (write) writes += 1;
    return `${ground.registers}/r${Math.floor(writes / writesEach)}`;
  };
  const names = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `${name}${index + 1}`);
  const over = new AbortController();
  const clients = [...names(writers, 'writer'), ...names(readers, 'reader')].map((name) =>
    clientNamed(name, connectString, sessionTimeout, recorder),
  );
  const running = clients.flatMap((client, place) =>
    Array.from({ length: strands }, (_, index) => {
      const strand = {
        ground,
        recorder,
        register,
        client,
        name: `${client.name}${'abcdefgh'[index]}`,
        random: randomFrom(seed * 1_000 + place * strands + index),
        count: 0,
        own: [],
      };
      return work(strand, client.name.startsWith('writer') ? writing : reading, over.signal);
    }),
  );
  return {
    async stop() {
      over.abort();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, sessionTimeout);
      });
      await Promise.race([Promise.all(running), late]);
      clearTimeout(timer);
      // Where something has no answer yet, it gets none now.
      await Promise.all(clients.map((client) => client.close()));
      await Promise.all(running);
    },
  };
}
