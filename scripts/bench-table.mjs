/**
 * Puts a bench's table into docs/figures.md, between <!-- bench:NAME --> and <!-- /bench:NAME -->:
 *
 *     node bench/cli.mjs | node scripts/bench-table.mjs cli
 *
 * It reads what the bench printed: the machine in brackets on a line of its own, and Markdown tables.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './setup.mjs';

/**
 * @param {string} readme
 * @param {string} name
 * @param {string} printed what the bench printed
 * @returns {string} the page with the table in its place
 */
export function withTable(readme, name, printed) {
  const lines = printed.split('\n').map((line) => line.trim());
  const tables = lines
    .map((line) => (line.startsWith('|') ? line : ''))
    .join('\n')
    .split(/\n{2,}/);
  const rows = tables.map((table) => table.trim()).filter((table) => table !== '');
  const machine = lines.find((line) => /^\(.*\)$/.test(line))?.slice(1, -1);
  if (rows.length === 0 || machine === undefined)
    throw new Error('no table, or no machine in brackets above it');
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [begin, end] = [readme.indexOf(open), readme.indexOf(close)];
  if (begin < 0 || end < begin) throw new Error(`docs/figures.md has no ${open} … ${close}`);
  const day = new Date().toISOString().slice(0, 10);
  return `${readme.slice(0, begin + open.length)}\n${rows.join('\n\n')}\n\nMeasured on ${day}: ${machine}.\n${readme.slice(end)}`;
}

if (process.argv[1] === import.meta.filename) {
  const name = process.argv[2];
  if (!name) throw new Error('say which: node scripts/bench-table.mjs NAME');
  const file = join(root, 'docs/figures.md');
  writeFileSync(file, withTable(readFileSync(file, 'utf8'), name, await text(process.stdin)));
}
