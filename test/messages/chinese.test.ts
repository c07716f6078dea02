import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { en } from '../../messages/en/index.js';
import type { MessageKey } from '../../messages/index.js';
import { zh } from '../../messages/zh/index.js';

/** What fills these in is Chinese itself; everything else is a name, a number or what somebody typed. */
const inChinese = /\{(?:purpose|why)\}/g;

/** Every Chinese text of a value, by its path in it. */
function textsIn(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]): [string, string][] =>
    key === 'zh-CN' && typeof each === 'string' ? [[path, each]] : textsIn(each, `${path}.${key}`),
  );
}

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

/** Every Chinese sentence that we write, by where it stands. */
const sentences: readonly (readonly [where: string, text: string])[] = [
  ...Object.entries(zh),
  ...filesIn('labs', '.yaml').flatMap((file) => textsIn(parse(readFileSync(file, 'utf8')), file)),
  ...filesIn('scripts', '.mjs').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/spoken\(\s*(['`])[^'`]*\1,\s*(['`])([^'`]*)\2/g)].map(
      ([, , , text = '']): [string, string] => [file, text.replaceAll('\\n', '\n')],
    ),
  ),
];

/** What of a text offends: each piece with what stands around it. */
function found(text: string, pattern: RegExp): string[] {
  return text
    .replace(inChinese, '字')
    .replace(/\{\{[#^/]\w+\}\}/g, '')
    .split('\n')
    .flatMap((line) =>
      [...line.trim().matchAll(pattern)].map(({ index, input }) =>
        input.slice(Math.max(0, index - 8), index + 8),
      ),
    );
}

const offending = (pattern: RegExp): [string, string[]][] =>
  sentences.flatMap(([where, text]): [string, string[]][] => {
    const pieces = found(text, pattern);
    return pieces.length === 0 ? [] : [[where, pieces]];
  });

/** CONTRIBUTING.md's glossary: the word for a thing, and those that are not to be used for it. */
const glossary = (/## Chinese\n([\s\S]*?)\n## /.exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[1] ?? '')
  .split('\n')
  .filter((line) => /^\| .*\p{Script=Han}/u.test(line))
  .map((line) => {
    const [, , chosen = '', never = ''] = line.split('|').map((cell) => cell.trim());
    return { chosen, never: never.split('、').filter(Boolean) };
  });

describe('Chinese sentences', () => {
  test('are found in messages, labs and scripts', () => {
    const places = new Set(sentences.map(([where]) => where.replace(/[/.].*/, '')));
    expect([...places]).toEqual(expect.arrayContaining(['labs', 'scripts', 'status', 'spec']));
    expect(sentences.length).toBeGreaterThan(400);
    const calls = filesIn('scripts', '.mjs').flatMap(
      (file) => readFileSync(file, 'utf8').match(/(?<!const )\bspoken\(/g) ?? [],
    );
    expect(sentences.filter(([where]) => where.startsWith('scripts'))).toHaveLength(calls.length);
  });

  test('say 你', () => {
    expect(offending(/您/g)).toEqual([]);
  });

  test('have one word for a thing, by the glossary', () => {
    expect(glossary.length).toBeGreaterThan(20);
    // The longest first: 镜像站 before 镜像.
    const chosen = glossary.map(({ chosen }) => chosen).sort((a, b) => b.length - a.length);
    const without = (text: string): string => chosen.reduce((rest, word) => rest.replaceAll(word, '·'), text);
    const never = glossary.flatMap(({ never }) => never);
    expect(
      sentences.flatMap(([where, text]) =>
        never.filter((word) => without(text).includes(word)).map((word) => [where, word]),
      ),
    ).toEqual([]);
  });

  test('have full-width punctuation and quotes', () => {
    expect(offending(/\p{Script=Han}[,;:!?.()"']|[,;:!?()"']\p{Script=Han}/gu)).toEqual([]);
  });

  // What stands for {near} is Chinese itself, with its punctuation.
  test('have a blank between Latin and Chinese text', () => {
    expect(
      offending(
        /\p{Script=Han}(?!\{near\})[A-Za-z0-9{[<$~.`-]|(?<!\{near)[A-Za-z0-9}\]>%`-]\p{Script=Han}/gu,
      ),
    ).toEqual([]);
  });

  test('have no blank between Chinese letters, or at Chinese punctuation', () => {
    expect(offending(/[\p{Script=Han}，。；：、？！（）“”] +[\p{Script=Han}，。；：、？！（）“”]/gu)).toEqual(
      [],
    );
    expect(offending(/[，。；：、？！（）“”] | [，。；：、？！（）“”]/g)).toEqual([]);
  });

  test('end with a full stop where the English ones do', () => {
    const differing = (Object.keys(en) as MessageKey[]).filter(
      (key) => /\.$/.test(en[key].replace(/ \.$/, '')) !== /。$/.test(zh[key]),
    );
    expect(differing.map((key) => [en[key], zh[key]])).toEqual([]);
  });
});
