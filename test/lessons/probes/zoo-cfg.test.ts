import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../lessons/observations.js';
import { file, folder, look, lookAll, mended } from './looking.js';

/** So many at once that few processes look at them. */
const several = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 8, maxLength: 8 });

describe('zoo.cfg', () => {
  const numbers = 'clientPort maxClientCnxns';
  const lookAt = (path: string, ...settings: readonly string[]): Observation => {
    const seen = look('zoo_cfg', path, numbers, ...settings);
    if (!seen) throw new Error('no answer');
    return seen;
  };
  const lookAtAll = (paths: readonly string[], ...settings: readonly string[]) =>
    lookAll(paths.map((path) => ['zoo_cfg', path, numbers, ...settings]));
  const wanted = [
    'dataDir=/opt/z/data',
    'clientPort=2181',
    'server.1=node1:2888:3888',
    'server.2=node2:2888:3888:observer',
  ];

  test('may be written with or without blanks, in any order, and say more', () => {
    const blanks = fc.stringMatching(/^[ \t]{0,3}$/);
    const line = (setting: string) =>
      fc.tuple(blanks, blanks, blanks, blanks, fc.constantFrom('=', ':')).map(([a, b, c, d, sign]) => {
        const [key, value] = setting.split('=');
        return `${a}${key}${b}${sign}${c}${value}${d}`;
      });
    const texts = fc
      .tuple(...[...wanted, 'tickTime=2000', 'autopurge.purgeInterval=1'].map(line))
      .chain((lines) => fc.shuffledSubarray(lines, { minLength: lines.length }))
      .map((lines) => `# mine\n${lines.join('\n')}`);
    fc.assert(
      fc.property(several(texts), (all) => {
        const files = all.map((text, index) => file(text, String(index)));
        const right = files.map(() => expect.objectContaining({ done: true, seen: '' }));
        expect(lookAtAll(files, ...wanted)).toEqual(right);
      }),
      { numRuns: 3 },
    );
  });

  const cases: readonly (readonly [what: string, text: string, seen: string, instead: string])[] = [
    ['another value', 'clientPort = 2182', 'clientPort = 2182', 'clientPort = 2181'],
    ['the last of two', 'clientPort=2181\nclientPort=2183', 'clientPort = 2183', 'clientPort = 2181'],
    ['nothing', '#clientPort=2181', 'clientPort = -', 'clientPort = 2181'],
    ['half a name', 'myclientPort=2181\nclientPort.x=2181', 'clientPort = -', 'clientPort = 2181'],
  ];
  test.each(cases)('%s is seen', (_what, text, seen, instead) => {
    expect(lookAt(file(text), 'clientPort=2181')).toMatchObject({
      done: false,
      seen,
      wanted: instead,
    });
  });

  test('a server too many is seen, and one that differs only in what is the usual is not', () => {
    const servers = ['server.1=a:2888:3888', 'server.2=b:2888:3888'];
    const usual = 'server.1=a:2888:3888:participant\nserver.2 = b:2888:3888;2181\n';
    expect(lookAt(file(usual), ...servers)).toMatchObject({ done: true });
    expect(lookAt(file(`${usual}server.11=c:2888:3888\n`), ...servers)).toMatchObject({
      done: false,
      seen: 'server.11 = c:2888:3888',
      wanted: 'server.11: -',
    });
    expect(lookAt(file('server.1=z:2888:3888\nserver.3=c:1:2\n'), ...servers)).toMatchObject({
      done: false,
      seen: 'server.1 = z:2888:3888\nserver.2 = -\nserver.3 = c:1:2',
      wanted: 'server.1 = a:2888:3888\nserver.2 = b:2888:3888\nserver.3: -',
    });
  });

  test('what would keep a server from starting is seen, whoever wrote it', () => {
    const text = 'clientPort=2181\nmaxClientCnxns = 60x\nclientPortAddress=10.0.0.1\nserver.x=a:1:2\n';
    expect(lookAt(file(text), 'clientPort=2181', 'server.1=a:1:2')).toMatchObject({
      seen: 'server.1 = -\nmaxClientCnxns = 60x\nclientPortAddress = 10.0.0.1\nserver.x = a:1:2',
      facts: { notNumber: ['maxClientCnxns'] },
    });
  });

  test('what nobody sees is named: line ends, the mark of UTF-8, a blank that is none', () => {
    expect(lookAt(file('clientPort=2181\r\n'), 'clientPort=2181')).toMatchObject({
      done: false,
      seen: `${join(folder, 'file')}: CRLF`,
      facts: { crlf: [join(folder, 'file')] },
    });
    expect(lookAt(file('\ufeffclientPort=2181\n'), 'clientPort=2181')).toMatchObject({
      done: false,
      seen: `${join(folder, 'file')}: BOM`,
      facts: { bom: [join(folder, 'file')] },
    });
    expect(lookAt(file('clientPort=2181\u00a0\n'), 'clientPort=2181')).toMatchObject({
      done: false,
      seen: "clientPort = $'2181\\302\\240'",
    });
  });

  test('whatever is in it, what is advised puts it right, and leaves the rest', () => {
    const key = fc.constantFrom(
      'dataDir',
      'clientPort',
      'clientPortAddress',
      'server.1',
      'server.11',
      'maxClientCnxns',
    );
    const value = fc.constantFrom('/opt/z/data', '2181', '2182 ', 'node1:2888:3888', 'a&b|c\\d', '-1');
    const line = fc.oneof(
      fc
        .tuple(fc.constantFrom('', ' ', '\t'), key, fc.constantFrom('=', ' = ', ':', '\t='), value)
        .map((all) => all.join('')),
      fc.constantFrom('# clientPort = 1', '', 'autopurge.purgeInterval=1', 'myclientPort = 3'),
    );
    const text = fc.tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('', '\n'));
    fc.assert(
      fc.property(several(text), (all) => {
        const files = all.map(([lines, end], index) => file(`${lines.join('\n')}${end}`, String(index)));
        const before = lookAtAll(files, ...wanted);
        const after = files.map((path, index) => mended(path, before[index] ?? { facts: {} }));
        for (const [index, seen] of lookAtAll(files, ...wanted).entries()) {
          expect(seen, after[index]).toMatchObject({ done: true });
        }
        for (const kept of ['# clientPort = 1', 'autopurge.purgeInterval=1', 'myclientPort = 3']) {
          const had = all.map(([lines]) => lines.includes(kept));
          expect(after.map((text, index) => !had[index] || text.includes(kept))).not.toContain(false);
        }
      }),
      { numRuns: 3 },
    );
  });

  test('a folder may end with a slash', () => {
    expect(lookAt(file('dataDir=/opt/z/\n'), 'dataDir=/opt/z')).toMatchObject({ done: true });
  });

  test('a file that is not there is told by its name', () => {
    const absent = join(folder, 'absent');
    const seen = lookAt(absent, ...wanted);
    expect(seen).toMatchObject({ done: false, seen: `${absent}: -` });
    expect(seen.facts.line).toEqual([
      ...['dataDir = /opt/z/data', 'clientPort = 2181'],
      ...['server.1=node1:2888:3888', 'server.2=node2:2888:3888:observer'],
    ]);
    mended(absent, seen);
    expect(lookAt(absent, ...wanted)).toMatchObject({ done: true });
  });
});

test.each([
  ['2\n', true, '2'],
  ['2', true, '2'],
  ['2\r\n', true, '2'],
  ['2\nand more\n', true, '2'],
  ['1\n', false, '1'],
  // ZooKeeper takes no blanks, which nobody sees.
  ['2 \n', false, "'2 '"],
  ['\ufeff2\n', false, "'$'\\357\\273\\2772''"],
  ['', false, ''],
])('myid %j', (text, done, seen) => {
  writeFileSync(join(folder, 'myid'), text);
  expect(look('my_id', join(folder, 'myid'), 2)).toMatchObject({
    done,
    seen,
    wanted: done ? expect.anything() : '2',
  });
});
