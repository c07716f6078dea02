import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { commands, optionsOf } from '../../cli/commands.js';
import { optionNamed } from '../../cli/options.js';
import { user } from './command.js';

const names = commands.map(({ name }) => name);

describe.each(['C.UTF-8', 'zh_CN.UTF-8'])('help in %s', (LANG) => {
  test('names every command', async () => {
    const { status, stdout } = await user().typeWith({ env: { LANG } }, '--help');
    expect(status).toBe(0);
    for (const name of names) expect(stdout).toContain(`zk-lab ${name}`);
  });

  test.each(names)('%s: every option and example, in 80 columns', async (name) => {
    const { stdout } = await user().typeWith({ env: { LANG } }, name, '--help');
    const command = commands.find((each) => each.name === name);
    if (!command) throw new Error(name);
    for (const each of optionsOf(command)) {
      const option = optionNamed(each);
      expect(stdout).toContain(option.on ? `--no-${option.name}` : `--${option.name}`);
    }
    const lines = stdout.split('\n').map((line) => line.trim());
    for (const [example] of command.examples) expect(lines).toContain(`zk-lab ${example}`);
    expect(stdout).not.toMatch(/\{\w+\}/);
    for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
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
