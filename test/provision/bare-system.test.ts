import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bareSystem, elsewhere, laterBash } from './bare-system.js';
import { everyCommand, readScript, strangeOptions } from './commands.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const paths = ['templates/lab/provision', 'templates/probes'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.sh'))
    .map((name) => `${folder}/${name}`),
);
const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
const scripts = new Map([...texts].map(([path, text]) => [path, readScript(text, path)]));
const functions = new Set([...scripts.values()].flatMap((script) => script.functions));
const builtins = new Set(
  spawnSync('bash', ['-c', 'compgen -b -k'], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean),
);

/** What is wrong with a script, a line each. */
function complaints(path: string): string[] {
  const script = scripts.get(path) ?? readScript('', path);
  return everyCommand(script).flatMap(({ line, words }) => {
    const [name] = words;
    // Computed, with a path of its own, or no program.
    if (name === undefined || name.includes('/') || functions.has(name) || builtins.has(name)) return [];
    if (elsewhere.includes(name)) return [];
    const options = Object.hasOwn(bareSystem, name) ? bareSystem[name] : undefined;
    if (!options) return [`${path}:${line}: ${name} is not in CentOS 7.3’s bare system`];
    return strangeOptions(words, options).map((option) => `${path}:${line}: ${name} ${option}`);
  });
}

describe('what scripts ask of a node', () => {
  test.each(paths)('%s keeps to commands and options of CentOS 7.3’s bare system', (path) => {
    expect(complaints(path)).toEqual([]);
  });

  test.each(paths)('%s keeps to what bash 4.1 knows', (path) => {
    const lines = (texts.get(path) ?? '').split('\n').filter((line) => !/^\s*#/.test(line));
    expect(lines.filter((line) => laterBash.some(([, sign]) => sign.test(line)))).toEqual([]);
  });

  test.each([
    ['jq .', 'jq is not'],
    ['x=$(column -t f)', 'column is not'],
    ['if true; then limit 5 nc -z a 1; fi', 'nc is not'],
    ["bash -c 'a=1; sort -V f'", 'sort -V'],
    ['cat a | sed -En p', 'sed -En'],
    ['tar -xpf a --sort=name', 'tar --sort=name'],
    ['timeout 5 grep --perl-regexp x', 'grep --perl-regexp'],
  ])('would be found: %s', (text, complaint) => {
    scripts.set('written', readScript(text, 'written'));
    expect(complaints('written')).toEqual([expect.stringContaining(complaint)]);
    scripts.delete('written');
  });

  test.each([
    'declare -gA x',
    '[[ -v name ]]',
    'local -n ref=$1',
    'wait -n',
    'echo \u0024{a[-1]}',
    '"\u0024{x@Q}"',
  ])('would be found: %s', (text) => {
    expect(laterBash.some(([, sign]) => sign.test(text))).toBe(true);
  });
});
