/**
 * From what was typed to a command and its values. The parser is yargs' own (yargs-parser); yargs as a whole, which
 * takes half as long to load as Node itself, is only loaded to lay out help.
 */
import parser from 'yargs-parser';
import { UsageError } from '../messages/errors.js';
import { type Command, commands, optionsOf } from './commands.js';
import { nearestOf } from './nearest.js';
import { type Option, type OptionName, optionNamed, options } from './options.js';
import type { Typed } from './run.js';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly typed: Typed };

const allOptions = Object.keys(options) as OptionName[];

function parserOptions(names: readonly OptionName[]) {
  const defined = names.map(optionNamed);
  const valued = defined.filter(({ value }) => value !== undefined).map(({ name }) => name);
  return {
    string: valued,
    boolean: defined.filter(({ value }) => value === undefined).map(({ name }) => name),
    narg: Object.fromEntries(valued.map((name) => [name, 1])),
    alias: Object.fromEntries(defined.flatMap(({ name, alias }) => (alias ? [[name, [alias]]] : []))),
    configuration: {
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'dot-notation': false,
      'strip-aliased': true,
      'strip-dashed': true,
      'populate--': true,
    },
  };
}

/** Whether an argument is an option whose value is the next argument: --lab, but not --lab=DIR. */
function takesNext(argument: string): boolean {
  const found = allOptions.map(optionNamed).find(({ name, alias }) => {
    return argument === `--${name}` || (alias !== undefined && argument === `-${alias}`);
  });
  return found?.value !== undefined;
}

/** Where the words of a command line stand (options and their values aside), up to a `--`. */
function wordPositions(argv: readonly string[]): number[] {
  const positions: number[] = [];
  for (let i = 0; i < argv.length && argv[i] !== '--'; i++) {
    const argument = argv[i] ?? '';
    if (!argument.startsWith('-') || argument === '-') positions.push(i);
    else if (takesNext(argument)) i++;
  }
  return positions;
}

/** Puts the `--` that people leave out: `exec node1 ls -l` means `exec node1 -- ls -l`. */
function separate(argv: readonly string[], command: Command, positions: readonly number[]): string[] {
  const dashes = argv.indexOf('--');
  const firstPassed = positions[1];
  const lastWord = positions[command.words.length];
  if (command.passes === undefined || firstPassed === undefined || lastWord === undefined) return [...argv];
  const at = command.words.length === 0 ? firstPassed : lastWord + 1;
  return dashes !== -1 && dashes <= at ? [...argv] : [...argv.slice(0, at), '--', ...argv.slice(at)];
}

const dashed = (name: string): string =>
  name.length === 1 ? `-${name}` : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function commandNamed(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command) return command;
  const names = commands.map((each) => each.name);
  const nearest = nearestOf(name, names);
  if (nearest !== undefined) throw new UsageError('cli.unknown-command', { name, nearest });
  throw new UsageError('cli.unknown-command.far', { name, known: names.join(', ') });
}

function assertKnown(command: Command, name: string, value: unknown): void {
  const known = optionsOf(command).map(optionNamed);
  const option = known.find((each) => camel(each.name) === name);
  const typed = value === false && option?.on !== true ? `--no-${dashed(name).slice(2)}` : dashed(name);
  const negatable = option !== undefined && (option.on || value !== false);
  if (negatable) return;
  const elsewhere = allOptions.map(optionNamed).find((each) => camel(each.name) === name);
  if (elsewhere && value !== false) {
    throw new UsageError('cli.option-elsewhere', {
      option: typed,
      command: command.name,
      commands: commands
        .filter((each) => optionsOf(each).some((other) => optionNamed(other).name === elsewhere.name))
        .map((each) => each.name)
        .join(', '),
    });
  }
  const nearest = nearestOf(typed, known.map(spelling));
  if (nearest === undefined)
    throw new UsageError('cli.unknown-option.far', { option: typed, command: command.name });
  throw new UsageError('cli.unknown-option', { option: typed, command: command.name, nearest });
}

/** The option as help shows it. */
export function spelling(option: Option): string {
  return option.on ? `--no-${option.name}` : `--${option.name}`;
}

const camel = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function assertWords(command: Command, words: readonly string[]): void {
  const missing = command.words.find((word, index) => word.required && words[index] === undefined);
  if (missing) {
    throw new UsageError('cli.missing-word', { command: command.name, word: missing.name.toUpperCase() });
  }
  const surplus = words[command.words.length];
  if (surplus !== undefined && !command.words.at(-1)?.many) {
    throw new UsageError('cli.surplus-word', { command: command.name, word: surplus });
  }
}

/**
 * Reads a command line.
 * @param argv without Node and the script
 * @throws UsageError for a command, option or word that there is not, or one that lacks
 */
export function parse(argv: readonly string[]): Request {
  const positions = wordPositions(argv);
  const first = positions[0] === undefined ? undefined : argv[positions[0]];
  if (first === undefined) {
    const { values } = read(argv, allOptions);
    if (values.version === true) return { kind: 'version' };
    const unknown = Object.keys(values).find((name) => !(name in options));
    if (unknown) throw new UsageError('cli.unknown-option.alone', { option: dashed(unknown) });
    return { kind: 'help' };
  }
  if (first === 'help') {
    const topic = positions[1] === undefined ? undefined : argv[positions[1]];
    return topic === undefined ? { kind: 'help' } : { kind: 'help', command: commandNamed(topic) };
  }
  const command = commandNamed(first);
  const { words, passed, values } = read(separate(argv, command, positions), optionsOf(command));
  if (values.help === true) return { kind: 'help', command };
  for (const [name, value] of Object.entries(values)) assertKnown(command, name, value);
  assertWords(command, words);
  if (command.passes === undefined && passed.length > 0) {
    throw new UsageError('cli.surplus-word', { command: command.name, word: passed[0] ?? '' });
  }
  return { kind: 'run', command, typed: { words, passed, values } };
}

function read(argv: readonly string[], names: readonly OptionName[]): Typed {
  const { argv: found, error } = parser.detailed(joined(argv, names), parserOptions(names));
  const { _: [, ...words] = [], '--': passed = [], ...given } = found;
  if (error) throw new UsageError('cli.missing-value', { option: lackingValue(argv, names) });
  const values = Object.entries(given).map(([name, value]) => [name, givenOf(name, value, names)]);
  return { words: words.map(String), passed: passed.map(String), values: Object.fromEntries(values) };
}

/** All of an option that may be given many times; else of what was typed twice the last. */
function givenOf(name: string, value: unknown, names: readonly OptionName[]): unknown {
  const values = Array.isArray(value) ? value : [value];
  const option = names.map(optionNamed).find((each) => camel(each.name) === name);
  return option?.many ? values : values.at(-1);
}

/** An option's value that begins with a dash looks like another option: --jvm-option -Xss1m becomes --jvm-option=-Xss1m. */
function joined(argv: readonly string[], names: readonly OptionName[]): string[] {
  const many = names.map(optionNamed).filter((option) => option.many);
  const result: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') return [...result, ...argv.slice(i)];
    const next = argv[i + 1];
    const joins = next !== undefined && next !== '--' && many.some(({ name }) => argument === `--${name}`);
    if (joins) i++;
    result.push(joins ? `${argument}=${next}` : argument);
  }
  return result;
}

/** The option that the parser missed a value for; it tells only in a sentence of its own. */
function lackingValue(argv: readonly string[], names: readonly OptionName[]): string {
  const valued = names.map(optionNamed).filter(({ value }) => value !== undefined);
  const lacking = argv.findIndex((argument, index) => {
    const next = argv[index + 1];
    return takesNext(argument) && (next === undefined || /^-[^0-9]/.test(next));
  });
  const typed = argv[lacking] ?? '';
  const option = valued.find(({ name, alias }) => typed === `--${name}` || typed === `-${alias}`);
  return option ? `--${option.name} ${option.value}` : typed;
}
