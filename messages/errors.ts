import { type MessageArgs, type MessageKey, type Sentence, say, sentence } from './index.js';

/**
 * An expected failure: told to the user in their language, without a stack trace.
 * `code` is the message's key and stays the same in every language, so programs can test it.
 */
export class LabError<K extends MessageKey = MessageKey> extends Error {
  override readonly name: string = 'LabError';
  /** Exit status of the command line: 1 failed, 2 wrong usage. */
  readonly exitCode: 1 | 2 = 1;
  readonly code: K;
  /** What it says, for who says it later. */
  readonly sentence: Sentence;

  constructor(code: K, ...args: MessageArgs<K>) {
    super(say(code, ...args));
    this.code = code;
    this.sentence = sentence(code, ...args);
  }
}

/** What was typed cannot be done as typed; nothing was written. */
export class UsageError<K extends MessageKey = MessageKey> extends LabError<K> {
  override readonly name = 'UsageError';
  override readonly exitCode = 2;
}

/** What is said for errors of the system, by their codes. */
const systemWords: Readonly<Record<string, MessageKey & `system.${string}`>> = {
  ENOENT: 'system.absent',
  EISDIR: 'system.folder',
  ENOTDIR: 'system.no-folder',
  EEXIST: 'system.there',
  EACCES: 'system.denied',
  EPERM: 'system.denied',
  ENOSPC: 'system.full',
  EROFS: 'system.read-only',
  EIO: 'system.broken-disk',
  EBUSY: 'system.in-use',
  ETXTBSY: 'system.in-use',
  ELOOP: 'system.links',
  ENAMETOOLONG: 'system.long-name',
  EMFILE: 'system.many-open',
  ENFILE: 'system.many-open',
  ENOMEM: 'system.no-memory',
  ECONNREFUSED: 'system.refused',
  ECONNRESET: 'system.reset',
  EPIPE: 'system.reset',
  ETIMEDOUT: 'system.timeout',
  EHOSTUNREACH: 'system.unreachable',
  ENETUNREACH: 'system.unreachable',
  ENOTFOUND: 'system.no-name',
  EAI_AGAIN: 'system.no-name',
};

/** What went wrong, as part of a sentence: in the user's words where the system says it by a code, else in whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, syscall } = error as NodeJS.ErrnoException;
  const known = syscall === undefined || code === undefined ? undefined : systemWords[code];
  if (known !== undefined) return say(known);
  const isJson = error instanceof SyntaxError && /JSON/.test(error.message);
  return isJson ? say('system.not-json') : error.message;
}
