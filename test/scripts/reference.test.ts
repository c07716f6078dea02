import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { optionsOf } from '../../cli/command.js';
import { commands } from '../../cli/commands.js';
import { optionNamed } from '../../cli/options.js';
import { reference } from '../../scripts/reference.js';

const published = readFileSync(new URL('../../docs/reference.md', import.meta.url), 'utf8');

test('the published reference is in step with the code (npm run docs makes it anew)', () => {
  expect(published).toBe(reference());
});

test.each(commands.map((command) => [command.name, command] as const))(
  'the section on %s names every option of it',
  (name, command) => {
    const section = published.split(/^### /m).find((part) => part.startsWith(`${name}\n`)) ?? '';
    const everywhere = published.slice(0, published.indexOf('\n### '));
    for (const option of optionsOf(command).map(optionNamed)) {
      const spelled = `\`--${option.on ? 'no-' : ''}${option.name}${option.value ? ` ${option.value}` : ''}\``;
      expect(`${everywhere}${section}`).toContain(spelled.replaceAll('|', '\\|'));
    }
    expect(section).not.toMatch(/\{\w+\}|undefined/);
  },
);
