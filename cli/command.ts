/** What a command is: all that parsing, help, completion and the reference know of one. */
import type { MessageKey } from '../messages/index.js';
import type { OptionName } from './options.js';
import type { Run } from './run.js';

/** A word that a command takes. */
export interface Word {
  readonly name: string;
  readonly required?: boolean;
  /** Takes all words that remain. */
  readonly many?: boolean;
  readonly help: MessageKey & `cli.word.${string}`;
  readonly complete?: 'node' | 'node-or-all' | 'step' | 'lesson' | 'directory' | readonly string[];
}

/** A command's first word, among options. */
export const firstWord = 'first word';

/** One command: all that parsing, help, completion and the reference know of it. */
export interface Command {
  readonly name: string;
  /** Another word for it. */
  readonly alias?: string;
  readonly words: readonly Word[];
  /** Everything behind the words is another program's: `exec node1 ls -l`. Its name in help. */
  readonly passes?: string;
  readonly options: readonly OptionName[];
  /** What excludes what: options, or its first word. Of each of these at most one is typed, because the others would do nothing. */
  readonly apart?: readonly (readonly (OptionName | typeof firstWord)[])[];
  readonly help: MessageKey & `cli.command.${string}`;
  /** Under the options: what is worth knowing beyond them. */
  readonly more?: MessageKey & `cli.more.${string}`;
  /** What to type, without the program's name, and what that does. */
  readonly examples: readonly (readonly [string, MessageKey & `cli.example.${string}`])[];
  /** The code behind it, loaded when it is called. */
  load(): Promise<{ readonly run: Run }>;
}

/** What every command takes. */
export const commonOptions = ['debug', 'help'] as const satisfies readonly OptionName[];

/** The options that a command takes, its own and everybody's. */
export function optionsOf(command: Command): readonly OptionName[] {
  return [...command.options, ...commonOptions];
}
