import type { Output } from './output.js';

/** What was typed for one command, checked against its definition. */
export interface Typed {
  /** The command's words in order. */
  readonly words: readonly string[];
  /** What is passed on to another program. */
  readonly passed: readonly string[];
  /** Values by what options.ts calls the options; absent where nothing was typed. */
  readonly values: Readonly<Record<string, string | boolean | readonly string[]>>;
}

/** What a command works with besides what was typed. */
export interface Session {
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly output: Output;
}

/** A command: gives the exit status, and throws LabError for what the user can mend. */
export type Run = (typed: Typed, session: Session) => Promise<number>;

/** A value option's text, or undefined. */
export function textOf(typed: Typed, name: string): string | undefined {
  const value = typed.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an option that may be given many times, in their order. */
export function textsOf(typed: Typed, name: string): readonly string[] {
  const value = typed.values[name];
  return typeof value === 'object' ? value : [];
}

/** Whether a flag was typed. */
export function isOn(typed: Typed, name: string): boolean {
  return typed.values[name] === true;
}
