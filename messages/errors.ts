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

/** What went wrong, in the words of whatever was thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
