import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withTable } from '../../scripts/bench-table.mjs';

const printed = '\nTitle\n(2 × Processor, 24 GiB)\n\n| what | ratio |\n|---|---|\n| up | 0.9 |\n';
const readme = 'Before\n<!-- bench:cli -->\nold\n<!-- /bench:cli -->\nAfter\n';

test('a table takes the place of the last one, with its machine', () => {
  const text = withTable(readme, 'cli', printed);
  expect(text).toMatch(
    /^Before\n<!-- bench:cli -->\n\| what \| ratio \|\n\|---\|---\|\n\| up \| 0\.9 \|\n\nMeasured on \d{4}-\d\d-\d\d: 2 × Processor, 24 GiB\.\n<!-- \/bench:cli -->\nAfter\n$/,
  );
  expect(withTable(text, 'cli', printed)).toBe(text);
});

test('several tables of one bench stay apart', () => {
  expect(withTable(readme, 'cli', `${printed}${printed}`)).toContain('| up | 0.9 |\n\n| what | ratio |');
});

test('a place that is not there, or no table, is an error and not a changed README', () => {
  expect(() => withTable(readme, 'docker', printed)).toThrow('bench:docker');
  expect(() => withTable(readme, 'cli', 'something failed')).toThrow('no table');
});

test('docs/figures.md has a place for every bench', () => {
  const published = readFileSync(new URL('../../docs/figures.md', import.meta.url), 'utf8');
  for (const name of ['cli', 'check', 'docker', 'vagrant', 'local', 'install']) {
    expect(withTable(published, name, printed)).toContain('| up | 0.9 |');
  }
});
