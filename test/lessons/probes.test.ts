import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Observation, observationsIn } from '../../lessons/observations.js';
import { readProbes } from '../../lessons/probes.js';
import { quoted } from '../../system/quoted.js';

const probes = readProbes();
const scriptOf = (words: readonly (string | number)[]): string =>
  `${probes}look it ${words.map((word) => quoted(String(word))).join(' ')}\n`;

/** What a probe answers on this machine. */
function look(...words: readonly (string | number)[]): Observation | undefined {
  const { stdout } = spawnSync('bash', ['-c', scriptOf(words)], { encoding: 'utf8' });
  return observationsIn(stdout).get('it');
}

let folder: string;
beforeEach(() => {
  // Blanks, quotes and what a shell would replace.
  folder = mkdtempSync(join(tmpdir(), "zk-lab $HOME's `id` *-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (text: string): string => {
  const path = join(folder, 'file');
  writeFileSync(path, text);
  return path;
};

describe('zoo.cfg', () => {
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
      .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => `# mine${end}${lines.join(end)}`));
    fc.assert(
      fc.property(texts, (text) => {
        expect(look('zoo_cfg', file(text), ...wanted)).toMatchObject({ done: true, seen: '' });
      }),
      { numRuns: 25 },
    );
  });

  const cases: readonly (readonly [what: string, text: string, seen: string, instead: string])[] = [
    ['another value', 'clientPort = 2182', 'clientPort = 2182', 'clientPort = 2181'],
    ['the last of two', 'clientPort=2181\nclientPort=2183', 'clientPort = 2183', 'clientPort = 2181'],
    ['nothing', '#clientPort=2181', 'clientPort = -', 'clientPort = 2181'],
    ['half a name', 'myclientPort=2181\nclientPortAddress=2181', 'clientPort = -', 'clientPort = 2181'],
  ];
  test.each(cases)('%s is seen', (_what, text, seen, instead) => {
    expect(look('zoo_cfg', file(text), 'clientPort=2181')).toMatchObject({
      done: false,
      seen,
      wanted: instead,
    });
  });

  test('a server too many is seen, and one that differs only in what is the usual is not', () => {
    const servers = ['server.1=a:2888:3888', 'server.2=b:2888:3888'];
    const usual = 'server.1=a:2888:3888:participant\nserver.2 = b:2888:3888;2181\n';
    expect(look('zoo_cfg', file(usual), ...servers)).toMatchObject({ done: true });
    expect(look('zoo_cfg', file(`${usual}server.11=c:2888:3888\n`), ...servers)).toMatchObject({
      done: false,
      seen: 'server.11 = c:2888:3888',
    });
    expect(look('zoo_cfg', file('server.1=z:2888:3888\n'), ...servers)).toMatchObject({
      done: false,
      seen: 'server.1 = z:2888:3888',
      wanted: 'server.1 = a:2888:3888',
    });
  });

  test('a folder may end with a slash', () => {
    expect(look('zoo_cfg', file('dataDir=/opt/z/\n'), 'dataDir=/opt/z')).toMatchObject({ done: true });
  });

  test('a file that is not there is told by its name', () => {
    const absent = join(folder, 'absent');
    expect(look('zoo_cfg', absent, ...wanted)).toMatchObject({ done: false, seen: `${absent}: -` });
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
  ['', false, ''],
])('myid %j', (text, done, seen) => {
  writeFileSync(join(folder, 'myid'), text);
  expect(look('my_id', join(folder, 'myid'), 2)).toMatchObject({
    done,
    seen,
    wanted: done ? expect.anything() : '2',
  });
});

test('folders and the distribution, and what of them is missing', () => {
  const home = join(folder, 'zookeeper-3.4.9');
  expect(look('distribution', home)).toMatchObject({ done: false, seen: `${home}/bin/zkServer.sh: -` });
  for (const name of ['bin', 'conf', 'data']) mkdirSync(join(home, name), { recursive: true });
  writeFileSync(join(home, 'bin/zkServer.sh'), '');
  expect(look('distribution', home)).toMatchObject({ done: false, seen: `${home}/zookeeper-*.jar: -` });
  writeFileSync(join(home, 'zookeeper-3.4.9.jar'), '');
  expect(look('distribution', home)).toMatchObject({ done: true });
  expect(look('directories', join(home, 'data'), join(home, 'logs'))).toMatchObject({
    done: false,
    seen: `${home}/logs: -`,
  });
  expect(look('directories', join(home, 'data'))).toMatchObject({ done: true, seen: '' });
});

test('names and addresses', () => {
  expect(look('host_name', hostname())).toMatchObject({ done: true });
  expect(look('host_name', 'node7')).toMatchObject({ done: false, seen: hostname(), wanted: 'node7' });
  expect(look('names', 'localhost=127.0.0.1')).toMatchObject({ done: true });
  expect(look('names', 'localhost=127.0.0.1', 'localhost=10.0.0.1')).toMatchObject({
    done: false,
    seen: '127.0.0.1 localhost',
    wanted: '10.0.0.1 localhost',
  });
});

describe('java', () => {
  const java = (version: string): string => {
    const home = join(folder, 'jvm');
    mkdirSync(join(home, 'bin'), { recursive: true });
    const told = `#!/bin/sh\necho Picked up JAVA_TOOL_OPTIONS: -Xint >&2\necho '${version}' >&2\n`;
    writeFileSync(join(home, 'bin/java'), told, { mode: 0o755 });
    return home;
  };
  /** A profile that leaves nothing else in PATH, and is not quiet. */
  const profile = (path: string): string => {
    writeFileSync(
      join(folder, 'profile'),
      `echo welcome\nPATH=${quoted(path)}:/nowhere\nPATH=$PATH:/usr/bin\n`,
    );
    return join(folder, 'profile');
  };

  test.each([
    ['java version "1.8.0_144"', 8],
    ['openjdk version "17.0.19" 2026-04-21', 17],
    ['openjdk version "21-ea" 2023-09-19', 21],
  ])('%s is Java %i', (version, feature) => {
    const home = java(version);
    const source = profile(join(home, 'bin'));
    expect(look('java_release', source, home, 11, feature)).toMatchObject({ done: true, seen: version });
    expect(look('java_release', source, home, 11)).toMatchObject({
      done: false,
      seen: version,
      wanted: 'Java 11',
    });
  });

  test('one that is unpacked and in nobody’s PATH is another case than none', () => {
    writeFileSync(join(folder, 'none'), 'PATH=/nowhere\n');
    const nowhere = join(folder, 'none');
    expect(look('java_release', nowhere, join(folder, 'jvm'), 8)).toMatchObject({
      detail: 'absent',
      done: false,
    });
    expect(look('java_release', nowhere, java('java version "1.8.0_144"'), 8)).toMatchObject({
      detail: 'hidden',
      done: false,
    });
  });
});

/** A server that says this to whoever says anything. @returns its port */
async function serverThatSays(text: string): Promise<number> {
  const server = createServer((socket) => socket.once('data', () => socket.end(text)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('a server', () => {
  /** The probe runs while this process serves. */
  const lookLater = async (...words: readonly (string | number)[]): Promise<Observation | undefined> => {
    const { stdout } = await execa('bash', ['-c', scriptOf(words)], { reject: false });
    return observationsIn(`${stdout}\n`).get('it');
  };

  test('answers with its mode', async () => {
    const port = await serverThatSays('Zookeeper version: 3.4.9\nZxid: 0x100000002\nMode: follower\n');
    expect(await lookLater('server_answers', '127.0.0.1', port)).toMatchObject({ done: true });
    expect(await lookLater('server_mode', '127.0.0.1', port)).toMatchObject({ done: true, seen: 'follower' });
  });

  test('without a quorum says so', async () => {
    const told = 'This ZooKeeper instance is not currently serving requests';
    const port = await serverThatSays(`${told}\n`);
    expect(await lookLater('server_answers', '127.0.0.1', port)).toMatchObject({ done: true });
    expect(await lookLater('server_mode', '127.0.0.1', port)).toMatchObject({ done: false, seen: told });
  });

  test('that is not there is told by its address', () => {
    expect(look('server_answers', '127.0.0.1', 1)).toMatchObject({ done: false, seen: '127.0.0.1:1: -' });
  });
});
