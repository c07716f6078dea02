import yargs from 'yargs';
import { mirrors } from '../artifacts/mirrors.js';
import { listed, say } from '../messages/index.js';
import { defaults } from '../model/resolve.js';
import { stages } from '../model/stages.js';
import { systems } from '../model/systems.js';
import { areaNames, areas } from './areas.js';
import { type Command, optionsOf } from './command.js';
import { commands } from './commands.js';
import { type Option, type OptionName, optionNamed, softwareWords } from './options.js';
import { program } from './program.js';
import { wrapped } from './wrap.js';

/** Help is set for this width where the terminal is wider. */
const widest = 90;

/** An option's text with what the catalogue offers. */
export function describe(option: Option): string {
  const catalogue = {
    ...softwareWords(option),
    stages: listed(stages),
    systems: listed(systems.map(({ name }) => name)),
    mirrors: listed(mirrors.map(({ name }) => name)),
  };
  return say(option.help as 'cli.option.release', catalogue);
}

/** The default that help tells, or undefined. */
export function defaultOf({ field, byDefault, value }: Option): string | undefined {
  const usual: Record<string, string | number | boolean> = defaults;
  // A flag that was not typed is not on.
  const told = value !== undefined && field !== undefined && usual[field] !== undefined;
  return byDefault ?? (told ? String(usual[field]) : undefined);
}

/** How a command is called: 'exec <NODE|ALL> <COMMAND…>'. */
export function usageOf({ name, words, passes }: Command): string {
  const parts = words.map((word) => {
    const text = `${word.name.toUpperCase()}${word.many ? '…' : ''}`;
    return word.required ? text : `[${text}]`;
  });
  if (passes) parts.push(name === 'exec' ? `${passes.toUpperCase()}…` : `[${passes.toUpperCase()}…]`);
  return [name, ...parts].join(' ');
}

/** yargs' own few words, from our messages. */
function ownTexts(): Record<string, string> {
  return {
    'Options:': say('cli.help.options'),
    'Positionals:': say('cli.help.words'),
    'default:': say('cli.help.default'),
  };
}

/** Between the edge, the names of options and what they mean, yargs leaves two columns each. */
const gaps = 4;
/** Before an option's name: '-x, --'. */
const dashes = 6;

/** A text that yargs shows beside names of which the widest has so many columns. */
function beside(text: string, names: number, columns: number): string {
  return wrapped(text, columns - names - gaps).join('\n');
}

/**
 * yargs lays help out; it is given what to show and never parses anything. Texts come broken into lines: yargs knows no
 * breaks but blanks, of which Chinese has few, and tears what has none.
 */
function sheet(columns: number) {
  return yargs([])
    .locale('en')
    .updateStrings(ownTexts())
    .help(false)
    .version(false)
    .scriptName(program())
    .exitProcess(false)
    .wrap(columns);
}

/** Examples under a heading, each with what it does above it: a line that is to be typed is never torn. */
function examplesOf(examples: Command['examples']): string {
  const lines = examples.map(([example, text]) => `  # ${say(text)}\n  ${program()} ${example}`);
  return lines.length === 0 ? '' : `\n\n${say('cli.help.examples')}\n${lines.join('\n')}`;
}

/** Every command under what it is for; yargs knows one list of commands. */
function commandList(columns: number): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rowsOf = (name: string): string[] => {
    const meaning = commands.find((command) => command.name === name)?.help;
    const lines = meaning === undefined ? [] : beside(say(meaning), width, columns).split('\n');
    return lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(width)}  ${line}`);
  };
  return areaNames
    .map((area) => [say(`cli.area.${area}`), ...areas[area].flatMap(rowsOf)].join('\n'))
    .join('\n\n');
}

async function overview(columns: number): Promise<string> {
  const text = (line: string): string => wrapped(line, columns).join('\n');
  const usage = say('cli.help.usage', { usage: `${program()} COMMAND` });
  const help = sheet(columns);
  addOptions(help, ['help', 'version'], () => say('cli.help.options'), columns);
  const first = ['create', 'up', 'status', 'destroy'].flatMap((name) =>
    (commands.find((command) => command.name === name)?.examples ?? []).slice(0, 1),
  );
  const more = text(`${say('cli.help.more', { program: program() })}\n${say('cli.help.exit')}`);
  const above = [usage, text(say('cli.help.intro')), commandList(columns), await help.getHelp()];
  return `${above.join('\n\n')}${examplesOf(first)}\n\n${more}`;
}

/** Adds options, each under its heading; those under one heading stand in one column. */
function addOptions(
  help: ReturnType<typeof sheet>,
  names: readonly OptionName[],
  headingOf: (option: Option) => string,
  columns: number,
): void {
  const shown = names.map(optionNamed).map((option) => {
    const { name, value, on } = option;
    const typed = on ? `no-${name}` : value === undefined ? name : `${name} ${value}`;
    return { option, typed, group: headingOf(option) };
  });
  for (const { option, typed, group } of shown) {
    const widest = Math.max(
      ...shown.filter((each) => each.group === group).map((each) => dashes + each.typed.length),
    );
    const usual = defaultOf(option);
    help.option(typed, {
      ...(option.alias && { alias: option.alias }),
      describe: beside(describe(option), widest, columns),
      group,
      ...(usual !== undefined && { defaultDescription: usual }),
    });
  }
}

/** The help of one command, or of the program. @param terminal columns of the terminal */
export async function helpFor(command: Command | undefined, terminal: number): Promise<string> {
  const columns = Math.min(terminal, widest);
  if (!command) return overview(columns);
  const more = command.more ? `\n\n${say(command.more)}` : '';
  const text = wrapped(`${say(command.help)}${more}`, columns).join('\n');
  const usage = say('cli.help.usage', { usage: `${program()} ${usageOf(command)}` });
  const help = sheet(columns).usage(`${usage}\n\n${text}`);
  const words = command.words.map(({ name }) => name.toUpperCase());
  for (const word of command.words) {
    const describe = beside(say(word.help), Math.max(...words.map(({ length }) => length)), columns);
    help.option(word.name.toUpperCase(), { describe, group: say('cli.help.words') });
  }
  addOptions(help, optionsOf(command), ({ group }) => say(`cli.group.${group}`), columns);
  return `${await help.getHelp()}${examplesOf(command.examples)}`;
}
