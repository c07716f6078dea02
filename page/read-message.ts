/** Messages of a page, judged before anything believes them. Pure. */
import * as z from 'zod/mini';
import { faultVerbs } from '../faults/fault.js';
import { serverWords } from '../verbs/ask-server.js';
import type { ClientMessage } from './protocol.js';

const word = z.string().check(z.maxLength(200));
const words = z.array(word).check(z.maxLength(60));
const path = z.string().check(z.minLength(1), z.maxLength(4000));
const version = z.int().check(z.minimum(-1), z.maximum(2 ** 31 - 1));
const terminal = z.int().check(z.minimum(0), z.maximum(2 ** 32 - 1));
/** A place that has become narrow has one, a wall of screens thousands. */
const cells = z.int().check(z.minimum(1), z.maximum(4096));
const size = z.strictObject({ rows: cells, columns: cells });

const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), token: word }),
  z.strictObject({ type: z.literal('guide'), step: z.optional(word) }),
  z.strictObject({ type: z.literal('view'), terminal }),
  z.strictObject({ type: z.literal('taken'), terminal, bytes: z.int().check(z.minimum(1)) }),
  z.strictObject({ type: z.literal('open'), node: word, size }),
  z.strictObject({ type: z.literal('type'), terminal, data: z.string() }),
  z.strictObject({
    ...{ type: z.literal('run'), node: word, data: z.string(), size },
    terminal: z.optional(terminal),
  }),
  z.strictObject({ type: z.literal('resize'), terminal, size }),
  z.strictObject({ type: z.literal('close'), terminal }),
  z.strictObject({ type: z.literal('fault'), verb: z.enum(faultVerbs), words }),
  z.strictObject({ type: z.literal('heal'), nodes: words }),
  z.strictObject({ type: z.literal('look'), path }),
  z.strictObject({ type: z.literal('logs') }),
  z.strictObject({ type: z.literal('ask'), node: word, word: z.enum(serverWords) }),
  z.strictObject({ type: z.literal('set'), path, data: z.string(), version }),
  z.strictObject({ type: z.literal('create'), path, data: z.string() }),
  z.strictObject({ type: z.literal('remove'), path, version }),
  z.strictObject({ type: z.literal('storm'), seconds: z.int().check(z.minimum(5), z.maximum(3600)) }),
  z.strictObject({ type: z.literal('calm') }),
  z.strictObject({ type: z.literal('labs') }),
  z.strictObject({ type: z.literal('lab'), dir: path }),
]);

/** A message as it came; undefined if it is none. */
export function readMessage(text: string): ClientMessage | undefined {
  try {
    const read = z.safeParse(message, JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

const looking: readonly ClientMessage['type'][] = ['hello', 'guide', 'view', 'taken', 'look', 'logs', 'ask'];

/** Whether somebody who may only look on may say this. */
export function isLooking({ type }: ClientMessage): boolean {
  return looking.includes(type);
}
