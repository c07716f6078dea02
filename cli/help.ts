import yargs from 'yargs';
import { mirrors } from '../artifacts/mirrors.js';
import { say } from '../messages/index.js';
import { defaults } from '../model/resolve.js';
import { systems } from '../model/systems.js';
import { jdk } from '../software/jdk/index.js';
import { zookeeper } from '../software/zookeeper/index.js';
import { lineOf } from '../software/zookeeper/releases.js';
import { type Command, commands, optionsOf } from './commands.js';
import { type Option, optionNamed } from './options.js';
import { program } from './program.js';

/** Help is set for this width where the terminal is wider. */
const widest = 90;

/** What some of the options' texts name. */
const catalogue = {
  versions: '',
  systems: systems.map(({ name }) => name).join(', '),
  mirrors: mirrors.map(({ name }) => name).join(', '),
};

/** An option's text with what the catalogue offers. */
export function describe(option: Option): string {
  const versions =
    option.name === 'jdk'
      ? jdk.versions.join(', ')
      : [...new Set(zookeeper.releases.map(({ version }) => lineOf(version)))].join(', ');
  return say(option.help as 'cli.option.zookeeper', { ...catalogue, versions });
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
    'Commands:': say('cli.help.commands'),
    'Options:': say('cli.help.options'),
    'Positionals:': say('cli.help.words'),
    'default:': say('cli.help.default'),
  };
}

/** yargs lays help out; it is given what to show and never parses anything. */
function sheet(columns: number) {
  return yargs([])
    .locale('en')
    .updateStrings(ownTexts())
    .help(false)
    .version(false)
    .scriptName(program())
    .exitProcess(false)
    .wrap(Math.min(columns, widest));
}

/** Examples under a heading, each with what it does above it: a line that is to be typed is never torn. */
function examplesOf(examples: Command['examples']): string {
  const lines = examples.map(([example, text]) => `  # ${say(text)}\n  ${program()} ${example}`);
  return lines.length === 0 ? '' : `\n\n${say('cli.help.examples')}\n${lines.join('\n')}`;
}

async function overview(columns: number): Promise<string> {
  const help = sheet(columns).usage(
    `${say('cli.help.usage', { usage: `${program()} COMMAND` })}\n\n${say('cli.help.intro')}`,
  );
  for (const { name, help: text } of commands) help.command(name, say(text));
  for (const name of ['help', 'version'] as const)
    addOption(help, optionNamed(name), say('cli.help.options'));
  const first = ['create', 'up', 'status', 'destroy'].flatMap((name) =>
    (commands.find((command) => command.name === name)?.examples ?? []).slice(0, 1),
  );
  const more = `${say('cli.help.more', { program: program() })}\n${say('cli.help.exit')}`;
  return `${await help.getHelp()}${examplesOf(first)}\n\n${more}`;
}

function addOption(help: ReturnType<typeof sheet>, option: Option, group: string): void {
  const { name, alias, value, on } = option;
  const typed = on ? `no-${name}` : value === undefined ? name : `${name} ${value}`;
  const usual = defaultOf(option);
  help.option(typed, {
    ...(alias && { alias }),
    describe: describe(option),
    group,
    ...(usual !== undefined && { defaultDescription: usual }),
  });
}

/** The help of one command, or of the program. @param columns width of the terminal */
export async function helpFor(command: Command | undefined, columns: number): Promise<string> {
  if (!command) return overview(columns);
  const more = command.more ? `\n\n${say(command.more)}` : '';
  const help = sheet(columns).usage(
    `${say('cli.help.usage', { usage: `${program()} ${usageOf(command)}` })}\n\n${say(command.help)}${more}`,
  );
  for (const word of command.words) {
    help.option(word.name.toUpperCase(), { describe: say(word.help), group: say('cli.help.words') });
  }
  for (const name of optionsOf(command)) {
    const option = optionNamed(name);
    addOption(help, option, say(`cli.group.${option.group}`));
  }
  return `${await help.getHelp()}${examplesOf(command.examples)}`;
}
