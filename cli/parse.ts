/** From what was typed to a command and its values: Node's own parser takes arguments apart, and the rest is judged here. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { didYouMean } from '../system/did-you-mean.js';
import { nearestOf } from '../system/nearest.js';
import { type Command, firstWord, optionsOf } from './command.js';
import { commands } from './commands.js';
import { type Option, type OptionName, optionNamed, options } from './options.js';
import type { Typed } from './run.js';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly typed: Typed };

/** A word of the command line, and where it stands. */
interface Positioned {
  readonly word: string;
  readonly index: number;
}

/** An option as it was typed, whether or not there is one of that name. */
interface TypedOption {
  /** Without dashes, and without `no-` if `negated`. */
  readonly name: string;
  readonly negated: boolean;
  /** As it stands in the command line, its value aside. */
  readonly spelled: string;
  readonly value?: string | undefined;
}

/** A command line taken apart. */
interface Parts {
  readonly words: readonly Positioned[];
  readonly options: readonly TypedOption[];
}

/** What looks like options and is a value: by how much a clock is behind. */
const negative = /^-\d+(?:ms|s|m|h)$/i;

const everyOption = (Object.keys(options) as OptionName[]).map(optionNamed);

/** An option of the same name means the same everywhere, so that what stands where is known before the command is. */
const known: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
  everyOption.map(({ name, alias, value }) => [
    name,
    {
      type: value === undefined ? ('boolean' as const) : ('string' as const),
      ...(alias && { short: alias }),
    },
  ]),
);

/** Of two options of that name the one that this command takes: what it is called in options.ts. */
const optionOf = (command: Command, wanted: string): OptionName | undefined =>
  optionsOf(command).find((key) => optionNamed(key).name === wanted);

function takeApart(argv: readonly string[]): Parts {
  const { tokens } = parseArgs({ args: [...argv], options: known, strict: false, tokens: true });
  const words: Positioned[] = [];
  const typed: TypedOption[] = [];
  for (const token of tokens) {
    const whole = argv[token.index] ?? '';
    if (token.kind === 'option' && negative.test(whole)) {
      // Taken apart into a letter each.
      if (words.at(-1)?.index !== token.index) words.push({ word: whole, index: token.index });
      continue;
    }
    if (token.kind === 'positional') words.push({ word: token.value, index: token.index });
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const positive = name.startsWith('no-') ? name.slice('no-'.length) : name;
    const negated = positive !== name && !(name in known);
    // What looks like the next option is no value, unless it hangs on with a = or is what such values look like.
    const dashed =
      !token.inlineValue &&
      /^-[^0-9]/.test(value ?? '') &&
      !everyOption.some((each) => each.dashed && each.name === name);
    const lacks = value === undefined || dashed;
    typed.push({
      name: negated ? positive : name,
      negated,
      spelled: rawName,
      value: lacks ? undefined : value,
    });
  }
  return { words, options: typed };
}

function commandNamed(name: string): Command {
  const command = commands.find((each) => each.name === name || each.alias === name);
  if (command) return command;
  const names = commands.map((each) => each.name);
  const nearest = nearestOf(name, names);
  throw nearest === undefined
    ? new UsageError('cli.unknown-command.far', { name, known: listed(names) })
    : new UsageError('cli.unknown-command', { name, nearest });
}

/** Where the part begins that is another program's: `exec node1 ls -l` means `exec node1 -- ls -l`. */
function endOfOwn(argv: readonly string[], command: Command, words: readonly Positioned[]): number {
  const dashes = argv.indexOf('--');
  const end = dashes === -1 ? argv.length : dashes;
  if (command.passes === undefined) return end;
  // Behind the command's own name and words.
  return Math.min(end, words[1 + command.words.length]?.index ?? end);
}

/** @throws UsageError that says where the option belongs, or what was meant */
function refuse(command: Command, { name, negated, spelled }: TypedOption): never {
  const elsewhere = commands.filter((each) => optionOf(each, name) !== undefined && !negated);
  if (elsewhere.length > 0) {
    const names = listed(elsewhere.map((each) => each.name));
    throw new UsageError('cli.option-elsewhere', {
      option: `--${name}`,
      command: command.name,
      commands: names,
    });
  }
  const near = didYouMean(spelled, optionsOf(command).map(optionNamed).map(spelling));
  throw new UsageError('cli.unknown-option', { option: spelled, command: command.name, near });
}

/** The option as help shows it. */
export function spelling(option: Option): string {
  return option.on ? `--no-${option.name}` : `--${option.name}`;
}

/** Values by what options.ts calls the options; of an option that is typed twice, the last one counts, or all of them. */
function valuesOf(command: Command, typed: readonly TypedOption[]): Typed['values'] {
  const values: Record<string, string | boolean | readonly string[]> = {};
  for (const each of typed) {
    const name = optionOf(command, each.name);
    if (name === undefined) refuse(command, each);
    const option = optionNamed(name);
    if (each.negated && !option.on) refuse(command, each);
    if (option.value === undefined) {
      values[name] = !each.negated;
      continue;
    }
    if (each.value === undefined) {
      throw new UsageError('cli.missing-value', { option: `--${option.name} ${option.value}` });
    }
    // A variable of the shell that nobody has set; as a folder it would be the current one.
    if (each.value === '')
      throw new UsageError('cli.empty-value', { option: `--${option.name} ${option.value}` });
    const before = values[name];
    values[name] = option.many ? [...(Array.isArray(before) ? before : []), each.value] : each.value;
  }
  return values;
}

function assertWords(command: Command, words: readonly string[]): void {
  const missing = command.words.find((word, index) => word.required && words[index] === undefined);
  if (missing) {
    throw new UsageError('cli.missing-word', { command: command.name, word: missing.name.toUpperCase() });
  }
  const empty = words.indexOf('');
  const word = command.words[Math.min(empty, command.words.length - 1)];
  if (empty >= 0 && word) {
    throw new UsageError('cli.empty-word', { command: command.name, word: word.name.toUpperCase() });
  }
  const surplus = words[command.words.length];
  if (surplus !== undefined && !command.words.at(-1)?.many) {
    throw new UsageError('cli.surplus-word', { command: command.name, word: surplus });
  }
}

/** What one of a command's options, or its first word, is called where its user reads of it. */
function called(command: Command, thing: OptionName | typeof firstWord): string {
  if (thing !== firstWord) return spelling(optionNamed(thing));
  return (command.words[0]?.name ?? '').toUpperCase();
}

/** @throws UsageError cli.apart where two were typed of which one would do nothing */
function assertApart(command: Command, words: readonly string[], values: Typed['values']): void {
  const isTyped = (thing: OptionName | typeof firstWord): boolean =>
    thing === firstWord ? words.length > 0 : values[thing] !== undefined;
  for (const group of command.apart ?? []) {
    const [one, other] = group.filter(isTyped).map((thing) => called(command, thing));
    if (one !== undefined && other !== undefined) {
      throw new UsageError('cli.apart', { command: command.name, one, other });
    }
  }
}

/**
 * Reads a command line.
 * @param argv without Node and the script
 * @throws UsageError for a command, option or word that there is not, or one that lacks
 */
export function parse(argv: readonly string[]): Request {
  const { words, options: typed } = takeApart(argv);
  const [first, second] = words;
  if (first === undefined) {
    if (typed.some(({ name }) => name === 'version')) return { kind: 'version' };
    const unknown = typed.find(({ name }) => !(name in known));
    if (unknown) throw new UsageError('cli.unknown-option.alone', { option: unknown.spelled });
    return { kind: 'help' };
  }
  if (first.word === 'help') {
    return second === undefined ? { kind: 'help' } : { kind: 'help', command: commandNamed(second.word) };
  }
  return request(commandNamed(first.word), argv, words);
}

function request(command: Command, argv: readonly string[], everything: readonly Positioned[]): Request {
  const end = endOfOwn(argv, command, everything);
  const own = takeApart(argv.slice(0, end));
  const passed = argv[end] === '--' ? argv.slice(end + 1) : argv.slice(end);
  if (own.options.some(({ name }) => name === 'help')) return { kind: 'help', command };
  const values = valuesOf(command, own.options);
  const words = own.words.slice(1).map(({ word }) => word);
  assertWords(command, words);
  assertApart(command, words, values);
  if (command.passes === undefined && passed.length > 0) {
    throw new UsageError('cli.surplus-word', { command: command.name, word: passed[0] ?? '' });
  }
  return { kind: 'run', command, typed: { words, passed, values } };
}
