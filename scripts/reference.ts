import { mirrors, type UrlTemplates } from '../artifacts/mirrors.js';
import { type Command, commonOptions } from '../cli/command.js';
import { commands } from '../cli/commands.js';
import { defaultOf, describe, usageOf } from '../cli/help.js';
import { type Option, type OptionGroup, optionNamed } from '../cli/options.js';
import { say } from '../messages/index.js';
import { boxUrlTemplates, systems, vaultUrlTemplates } from '../model/systems.js';
import { forEachKind } from '../software/index.js';
import { jdk } from '../software/jdk/index.js';
import { type ZooKeeperRelease, zookeeper } from '../software/zookeeper/index.js';
import { runsOnJdk } from '../software/zookeeper/jdk-compatibility.js';

/** What mirrors may have, by the word that stands for it. */
const kinds: Readonly<Record<string, UrlTemplates>> = {
  ...forEachKind(({ urlTemplates }) => urlTemplates),
  box: boxUrlTemplates,
  vault: vaultUrlTemplates,
};

/** A Markdown table; a bar inside a cell is escaped. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const code = (text: string) => `\`${text}\``;

/** As it is typed: `-n`, `--nodes N`. */
function spelling({ name, alias, value, on }: Option): string {
  const long = `--${on ? 'no-' : ''}${name}${value === undefined ? '' : ` ${value}`}`;
  return [...(alias ? [`-${alias}`] : []), long].map(code).join(', ');
}

function optionRow(option: Option): string[] {
  const usual = defaultOf(option);
  return [spelling(option), describe(option), usual === undefined ? '' : code(usual)];
}

/** One table for each group, in the order of the groups' first options. */
function optionTables(command: Command): string[] {
  const taken = command.options.map(optionNamed);
  const groups = [...new Set(taken.map(({ group }) => group))];
  const rowsOf = (wanted: OptionGroup) => taken.filter(({ group }) => group === wanted).map(optionRow);
  return groups.map((group) => table([say(`cli.group.${group}`), '', 'default'], rowsOf(group)));
}

function commandSection(command: Command): string {
  const { name, alias, help, more, words, examples } = command;
  const parts = [`### ${name}`, `${say(help)}.`, code(`zk-lab ${usageOf(command)}`)];
  if (alias !== undefined) parts.push(`${code(`zk-lab ${alias}`)} is the same.`);
  if (more) parts.push(say(more));
  if (words.length > 0) {
    const rows = words.map((word) => [code(word.name.toUpperCase()), say(word.help)]);
    parts.push(table([say('cli.help.words'), ''], rows));
  }
  parts.push(...optionTables(command));
  const typed = examples.map(([line, text]) => [code(`zk-lab ${line}`), say(text)]);
  parts.push(table([say('cli.help.examples'), ''], typed));
  return parts.join('\n\n');
}

const javaThatRuns = (zookeeper: ZooKeeperRelease) =>
  jdk.releases.filter(({ feature }) => runsOnJdk(zookeeper, feature)).map(({ feature }) => feature);

const checkedBy = ({ checksum }: ZooKeeperRelease) =>
  checksum ? `pinned ${checksum.algorithm}` : 'sha512 of the Apache archive';

/** docs/reference.md: every command and option, and what labs can be made of, from the same data as help. */
export function reference(): string {
  const parts = [
    '# Reference',
    'Made from the code by `npm run docs`; a test keeps it in step.',
    say('cli.help.exit'),
    '## Commands',
    table(
      ['command', ''],
      commands.map(({ name, help }) => [`[${code(name)}](#${name})`, say(help)]),
    ),
    'Every command takes:',
    table(
      ['option', '', 'default'],
      commonOptions.map(optionNamed).map((option) => optionRow(option)),
    ),
    '`zk-lab --version` shows the version.',
    ...commands.map(commandSection),
    '## What labs can be made of',
    '### ZooKeeper',
    'A line such as `3.9` stands for its newest version here.',
    table(
      ['version', 'runs on JDK', 'download checked against'],
      zookeeper.releases.map((it) => [it.version, javaThatRuns(it).join(', '), checkedBy(it)]),
    ),
    '### JDK',
    'Eclipse Temurin, checked against a pinned sha256.',
    table(
      ['`--jdk`', 'build'],
      jdk.releases.map(({ feature, version }) => [String(feature), version]),
    ),
    '### Operating system',
    table(
      ['`--os`', '', 'image', 'architectures', 'Vagrant boxes'],
      systems.map(({ name, title, image, boxes }) => [
        code(name),
        title,
        code(image.name),
        image.archs.join(', '),
        [...new Set(boxes.map((box) => `${box.name} ${box.version}`))].join(', '),
      ]),
    ),
    '### Mirrors',
    table(
      ['`--mirror`', '', 'has'],
      mirrors.map((mirror) => [
        code(mirror.name),
        mirror.title,
        Object.keys(kinds)
          .filter((kind) => mirror.name in (kinds[kind]?.by ?? {}))
          .join(', '),
      ]),
    ),
    'A mirror that lacks a file is passed over; `vault` is the packages of a CentOS past its end of life.',
  ];
  return `${parts.join('\n\n')}\n`;
}
