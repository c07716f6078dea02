import * as z from 'zod/mini';
import { stormFaults } from './faults.js';
import type { HistoryLine } from './history-lines.js';

/*
 * The lines of a history. docs/storm.md tells of them in words, and docs/storm-history.schema.json, made of this, is for
 * programs. Times are milliseconds since the storm began; zxids are hexadecimal; a field that does not apply is absent.
 */

const time = () => z.number().check(z.describe('Milliseconds since the storm began'));
const zxid = () => z.string().check(z.regex(/^0x[0-9a-f]+$/), z.describe('A transaction id, hexadecimal'));
const whole = () => z.number().check(z.int());
const described = <T extends z.ZodMiniType>(type: T, text: string): T => type.check(z.describe(text)) as T;

/** What clients do. */
const operationKinds = ['create', 'sequential', 'ephemeral', 'delete', 'cas', 'set', 'read', 'sync'] as const;

const head = () =>
  z.strictObject({
    type: z.literal('storm'),
    format: described(z.literal(1), 'Of this description'),
    seed: described(whole(), 'What the plan of faults was made from'),
    began: described(z.string(), 'ISO 8601'),
    zookeeper: described(z.string(), 'Version of the servers'),
    provider: z.string(),
    nodes: described(z.array(z.string()), 'Names, in the order of their ids'),
    root: described(z.string(), 'The znode below which everything happened'),
    counter: described(z.string(), 'The znode that compare-and-set counts up, from 0 by 1'),
    sessionTimeout: described(whole(), 'Milliseconds'),
  });

const operation = () =>
  z.strictObject({
    type: z.literal('op'),
    id: described(whole(), 'Counts up, in the order of invocation'),
    client: z.string(),
    session: described(z.string(), 'Hexadecimal'),
    kind: described(
      z.enum(operationKinds),
      'create, sequential, ephemeral: a znode is made. cas: its data is set if it has the version that is expected. set: whichever version. read: its data.',
    ),
    path: described(z.string(), 'As it was asked for: of a sequential znode without its number'),
    from: described(time(), 'Invoked'),
    to: described(time(), 'Completed'),
    answer: described(
      z.enum(['done', 'not done', 'unknown']),
      'not done: a server refused it, or no server ever saw it. unknown: it was sent, and nobody said what became of it.',
    ),
    why: z.optional(
      described(z.string(), 'Where it was not done or is unknown: bad version, session expired, …'),
    ),
    zxid: z.optional(zxid()),
    made: z.optional(described(z.string(), 'The path of a sequential znode')),
    expected: z.optional(described(whole(), 'The version that a cas expects')),
    value: z.optional(described(z.string(), 'The data written, or read')),
    version: z.optional(described(whole(), 'The version after it was written, or when it was read')),
    mzxid: z.optional(zxid()),
    after: z.optional(
      described(whole(), 'Of a read: the id of the sync that the same session had done before'),
    ),
  });

const session = () =>
  z.strictObject({
    type: z.literal('session'),
    client: z.string(),
    session: z.string(),
    at: time(),
    is: described(
      z.enum(['open', 'lost', 'back', 'expired', 'closed', 'abandoned']),
      'lost and back: its connection. closed: a server said so. abandoned: the client left it without a word.',
    ),
  });

const fault = () =>
  z.strictObject({
    type: z.literal('fault'),
    id: described(whole(), 'Its place in the plan'),
    kind: z.enum(stormFaults),
    nodes: described(z.array(z.string()), 'Killed, frozen, or one side of a cut'),
    from: described(time(), 'In force'),
    to: described(time(), 'Undone'),
    trouble: z.optional(described(z.string(), 'What went wrong with the fault itself')),
  });

const leader = () =>
  z.strictObject({
    type: z.literal('leader'),
    at: time(),
    node: described(z.nullable(z.string()), 'Who said of itself that it leads; null: nobody did'),
  });

const found = () =>
  z.strictObject({
    type: z.literal('found'),
    under: described(
      z.string(),
      'A folder of znodes, read after everything was healed and written to once more',
    ),
    names: z.array(z.string()),
  });

const value = () =>
  z.strictObject({
    type: z.literal('value'),
    path: z.string(),
    at: described(time(), 'Read as the folders were'),
    value: described(z.nullable(z.string()), 'null: there was no such znode'),
    version: z.optional(whole()),
    mzxid: z.optional(zxid()),
  });

const ended = () =>
  z.strictObject({
    type: z.literal('end'),
    at: described(time(), 'All that was there has been read'),
    interrupted: described(z.boolean(), 'Whether somebody ended it before its time'),
  });

/** Schema of one line. */
export const lineSchema = (): z.ZodMiniType<HistoryLine> =>
  z.discriminatedUnion('type', [
    head(),
    operation(),
    session(),
    fault(),
    leader(),
    found(),
    value(),
    ended(),
  ]);
