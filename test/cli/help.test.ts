import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Command, optionsOf } from '../../cli/command.js';
import { commands } from '../../cli/commands.js';
import { describe as textOfOption } from '../../cli/help.js';
import { optionNamed } from '../../cli/options.js';
import { asField, asOption, languageOf, say, useLanguage, useSpelling } from '../../messages/index.js';
import { user } from './command.js';

const names = commands.map(({ name }) => name);

/** The texts that a command's help is made of. */
function textsOf({ help, more, words, examples, ...command }: Command): string[] {
  return [
    say(help),
    ...(more ? [say(more)] : []),
    ...words.map((word) => say(word.help)),
    ...optionsOf({ ...command, help, words, examples }).map((name) => textOfOption(optionNamed(name))),
    ...examples.map(([, text]) => say(text)),
  ];
}

/**
 * A text, in however many lines: one may end at a blank or beside a Chinese letter or its punctuation, and never within
 * a word, a path, an option, or a command between quotes.
 */
function untorn(text: string): RegExp {
  const pieces =
    text.match(
      /"[^"]*"|“[^”]*”|[\p{Script=Han}，。；：、？！（）]|[^\s"“\p{Script=Han}，。；：、？！（）]+|\s/gu,
    ) ?? [];
  const breakable = /^(?:[\p{Script=Han}，。；：、？！（）]|“.*”)$/u;
  const pattern = pieces.map((piece, index) => {
    if (piece === ' ') return '\\s+';
    const before = pieces[index - 1] ?? ' ';
    const mayBreak = before !== ' ' && (breakable.test(piece) || breakable.test(before));
    return `${mayBreak ? '\\s*' : ''}${piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}`;
  });
  return new RegExp(pattern.join(''), 'u');
}

describe.each(['C.UTF-8', 'zh_CN.UTF-8'])('help in %s', (LANG) => {
  beforeAll(async () => {
    useSpelling(asOption);
    await useLanguage(languageOf({ LANG }));
  });
  afterAll(async () => {
    useSpelling(asField);
    await useLanguage('en');
  });

  const fitting = (stdout: string): void => {
    expect(stdout).not.toMatch(/\{\w+\}|\[\[/);
    for (const line of stdout.split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(80);
      expect(line).not.toMatch(/^\s*[，。；：、？！）”]|[（“]$/);
    }
  };

  test('names every command, in 80 columns', async () => {
    const { status, stdout } = await user().typeWith({ env: { LANG } }, 'help');
    expect(status).toBe(0);
    for (const { name, help } of commands) {
      // Under what it is for, once.
      expect(stdout.match(new RegExp(`^ {2}${name} {2,}`, 'gmu'))).toHaveLength(1);
      expect(stdout).toMatch(untorn(say(help)));
    }
    for (const key of ['cli.help.intro', 'cli.help.exit'] as const) expect(stdout).toMatch(untorn(say(key)));
    expect(stdout).toMatch(untorn(say('cli.help.more', { program: 'zk-lab' })));
    fitting(stdout);
  });

  test.each(names)('%s: every option and example, in 80 columns, and nothing torn', async (name) => {
    const { status, stdout } = await user().typeWith({ env: { LANG } }, 'help', name);
    expect(status).toBe(0);
    const command = commands.find((each) => each.name === name);
    if (!command) throw new Error(name);
    const lines = stdout.split('\n').map((line) => line.trim());
    for (const each of optionsOf(command)) {
      const option = optionNamed(each);
      const typed = `--${option.on ? 'no-' : ''}${option.name}${option.value ? ` ${option.value}` : ''}`;
      const begins = option.alias ? `-${option.alias}, ${typed} ` : `${typed} `;
      expect(lines.filter((line) => line.startsWith(begins))).toHaveLength(1);
    }
    for (const [example] of command.examples) expect(lines).toContain(`zk-lab ${example}`);
    for (const text of textsOf(command)) expect(stdout).toMatch(untorn(text));
    fitting(stdout);
  });
});

test('no command at all shows help; help COMMAND is the same as --help', async () => {
  const { type } = user();
  expect((await type()).stdout).toBe((await type('--help')).stdout);
  expect((await type('help', 'up')).stdout).toBe((await type('up', '-h')).stdout);
});

test('Chinese help is Chinese throughout', async () => {
  const { stdout } = await user().typeWith({ env: { LANG: 'zh_CN.UTF-8' } }, 'create', '--help');
  expect(stdout).toMatch(/^用法：zk-lab create/);
  expect(stdout).toContain('[默认 3]');
  expect(stdout).not.toMatch(/default|Options|Examples/);
});

test('--version tells the version alone', async () => {
  expect((await user().type('--version')).stdout).toMatch(/^\d+\.\d+\.\d+$/);
});
