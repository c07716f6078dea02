import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Observation, observationsIn } from '../../lessons/observations.js';
import { readProbes } from '../../lessons/probes.js';
import { quoted } from '../../system/quoted.js';

const probes = readProbes();
// Nothing here comes of waiting for an election.
const scriptOf = (words: readonly (string | number)[]): string =>
  `${probes}elections=0 young=0
look it ${words.map((word) => quoted(String(word))).join(' ')}\n`;

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

/** The words of `sed` and `echo` that a remedy would print, typed: what the file says then. */
function mended(path: string, { facts }: Pick<Observation, 'facts'>): string {
  for (const edit of facts.edit ?? []) spawnSync('sed', ['-i', edit, path]);
  if (facts.unended) appendFileSync(path, '\n');
  for (const line of facts.line ?? []) appendFileSync(path, `${line}\n`);
  return readFileSync(path, 'utf8');
}

describe('zoo.cfg', () => {
  const numbers = 'clientPort maxClientCnxns';
  const lookAt = (path: string, ...settings: readonly string[]): Observation => {
    const seen = look('zoo_cfg', path, numbers, ...settings);
    if (!seen) throw new Error('no answer');
    return seen;
  };
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
      fc.property(texts, (text) => {
        expect(lookAt(file(text), ...wanted)).toMatchObject({ done: true, seen: '' });
      }),
      { numRuns: 25 },
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
      fc.property(text, ([lines, end]) => {
        const path = file(`${lines.join('\n')}${end}`);
        const after = mended(path, lookAt(path, ...wanted));
        expect(lookAt(path, ...wanted), after).toMatchObject({ done: true });
        for (const kept of ['# clientPort = 1', 'autopurge.purgeInterval=1', 'myclientPort = 3']) {
          if (lines.includes(kept)) expect(after).toContain(kept);
        }
      }),
      { numRuns: 25 },
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

test('folders and the distribution, and what of them is missing', () => {
  const home = join(folder, 'zookeeper-3.4.9');
  const distribution = () => look('distribution', home, '', '');
  const [server, , client] = ['zkServer.sh', 'zkEnv.sh', 'zkCli.sh'].map((name) => `${home}/bin/${name}`);
  expect(distribution()?.seen.split('\n')).toContain(`${server}: -`);
  for (const name of ['bin', 'conf', 'data', 'lib']) mkdirSync(join(home, name), { recursive: true });
  for (const name of ['zkServer.sh', 'zkEnv.sh', 'zkCli.sh'])
    writeFileSync(join(home, 'bin', name), '#!/bin/sh\n');
  writeFileSync(join(home, 'lib/slf4j-api-1.6.1.jar'), 'jar');
  writeFileSync(join(home, 'zookeeper-3.4.9.jar'), '');
  expect(distribution()).toMatchObject({ done: false, detail: '', seen: `${home}/zookeeper-*.jar: -` });
  writeFileSync(join(home, 'zookeeper-3.4.9.jar'), 'jar');
  expect(distribution()).toMatchObject({
    done: false,
    detail: 'modes',
    seen: `-rw-r--r-- ${server}\n-rw-r--r-- ${client}`,
    wanted: `-rwxr-xr-x ${server}\n-rwxr-xr-x ${client}`,
  });
  for (const name of [server, client]) chmodSync(`${name}`, 0o755);
  expect(distribution()).toMatchObject({ done: true });
  writeFileSync(`${client}`, '#!/bin/sh\r\n');
  expect(distribution()).toMatchObject({ done: false, detail: 'crlf', seen: `${client}: CRLF` });
  expect(
    look('directories', join(home, 'data'), join(home, 'logs'), join(home, 'zookeeper-3.4.9.jar')),
  ).toMatchObject({
    done: false,
    seen: `${home}/logs: -\n-rw-r--r-- ${home}/zookeeper-3.4.9.jar`,
    facts: {
      aside: [`${home}/zookeeper-3.4.9.jar`],
      suffix: ['.old'],
    },
  });
  expect(look('directories', join(home, 'data'))).toMatchObject({ done: true, seen: '' });
});

test('of a copy in a copy, which of them is whole', () => {
  const home = join(folder, 'zookeeper-3.4.9');
  const nested = join(home, 'zookeeper-3.4.9');
  for (const name of ['bin', 'conf', 'lib']) mkdirSync(join(nested, name), { recursive: true });
  for (const name of [
    'bin/zkServer.sh',
    'bin/zkEnv.sh',
    'bin/zkCli.sh',
    'lib/slf4j-api-1.jar',
    'zookeeper-3.jar',
  ]) {
    writeFileSync(join(nested, name), '#!/bin/sh\n', { mode: 0o755 });
  }
  mkdirSync(`${home}.old`);
  expect(look('distribution', home, '', '')).toMatchObject({
    done: false,
    detail: 'inside',
    facts: { nested: [nested], suffix: ['.old2'], moved: [`${home}.old2/zookeeper-3.4.9`] },
  });
  cpSync(nested, home, { recursive: true });
  expect(look('distribution', home, '', '')).toMatchObject({ done: false, detail: 'twice', seen: nested });
  rmSync(nested, { recursive: true });
  expect(look('distribution', home, '', '')).toMatchObject({ done: true });
});

test('a tarball that is broken off is none, and the lab’s own is taken', () => {
  const [mine, kept] = [join(folder, 'z.tar.gz'), join(folder, 'kept')];
  const distribution = () => look('distribution', join(folder, 'absent'), mine, kept);
  expect(distribution()).toMatchObject({ done: false, detail: 'none' });
  mkdirSync(kept);
  const whole = gzipSync('a'.repeat(9999));
  writeFileSync(mine, whole.subarray(0, -9));
  expect(distribution()).toMatchObject({ done: false, detail: 'none' });
  writeFileSync(join(kept, 'z.tar.gz'), whole);
  expect(distribution()).toMatchObject({ detail: '', facts: { tarball: [join(kept, 'z.tar.gz')] } });
  writeFileSync(mine, whole);
  expect(distribution()).toMatchObject({ detail: '', facts: { tarball: [mine] } });
});

test('names and addresses', () => {
  expect(look('host_name', hostname())).toMatchObject({ done: true });
  expect(look('host_name', 'node7')).toMatchObject({ done: false, seen: hostname(), wanted: 'node7' });
  expect(look('names', 'localhost=127.0.0.1')).toMatchObject({ done: true });
  expect(look('names', 'localhost=10.0.0.1', 'zk-lab.invalid=10.0.0.2')).toMatchObject({
    done: false,
    seen: '127.0.0.1 localhost\n- zk-lab.invalid',
    wanted: '10.0.0.1 localhost\n10.0.0.2 zk-lab.invalid',
    facts: { line: ['10.0.0.1 localhost', '10.0.0.2 zk-lab.invalid'] },
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
    const java_release = (...releases: readonly number[]) =>
      look('java_release', source, home, '', '', ...releases);
    expect(java_release(11, feature)).toMatchObject({ done: true, seen: version });
    expect(java_release(11)).toMatchObject({
      done: false,
      seen: version,
      wanted: 'Java 11',
    });
  });

  test('one that is unpacked and in nobody’s PATH is another case than none', () => {
    writeFileSync(join(folder, 'none'), 'PATH=/nowhere\n');
    const nowhere = join(folder, 'none');
    expect(look('java_release', nowhere, join(folder, 'jvm'), '', '', 8)).toMatchObject({
      detail: '',
      done: false,
      seen: 'java: -',
    });
    const home = java('java version "1.8.0_144"');
    expect(look('java_release', nowhere, home, '', '', 8)).toMatchObject({
      detail: 'hidden',
      done: false,
      facts: { line: [`export PATH=${home}/bin:$PATH`] },
    });
    // In its place is another one.
    expect(look('java_release', nowhere, home, '', '', 11)).toMatchObject({
      detail: '',
      done: false,
      facts: { aside: [home], suffix: ['.old'] },
    });
  });

  test('a JAVA_HOME that leads elsewhere is seen: ZooKeeper’s scripts take it first', () => {
    const home = java('java version "1.8.0_144"');
    const source = profile(join(home, 'bin'));
    appendFileSync(source, 'JAVA_HOME=/nowhere\n');
    expect(look('java_release', source, home, '', '', 8)).toMatchObject({
      detail: 'hidden',
      done: false,
      seen: 'JAVA_HOME=/nowhere: -',
      wanted: 'Java 8',
      facts: { line: [`export JAVA_HOME=${home}`] },
    });
    appendFileSync(source, `JAVA_HOME=${quoted(home)}\n`);
    expect(look('java_release', source, home, '', '', 8)).toMatchObject({ done: true });
  });
});

/** What a server's command line holds, beside its zoo.cfg. */
const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';

describe('a server', () => {
  let zooCfg: string;
  let pidFile: string;
  beforeEach(() => {
    [zooCfg, pidFile] = [file('clientPort=2181\n'), join(folder, 'pid')];
  });

  /** A process that says this to whoever says anything, and is called like a server of a zoo.cfg. */
  async function serverThatSays(
    text: string,
    ...words: readonly string[]
  ): Promise<{ pid: number; port: number }> {
    const code = `const server = require('node:net').createServer((socket) => socket.once('data', () => socket.end(${JSON.stringify(text)})));
      server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
    const child = execa(process.execPath, ['-e', code, ...words], { reject: false });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await child;
    });
    const [line] = await once(child.stdout, 'data');
    return { pid: child.pid ?? 0, port: Number(String(line)) };
  }
  const answer = 'Zookeeper version: 3.4.9\nZxid: 0x100000002\nMode: follower\n';
  const electing = 'This ZooKeeper instance is not currently serving requests\n';
  const runs = (port: number, ...settings: readonly string[]) =>
    look('server_runs', '127.0.0.1', port, zooCfg, pidFile, 1, '', '', folder, ...settings);
  const serves = (port: number) => look('server_serves', '127.0.0.1', port, zooCfg, pidFile);

  test('runs, serves and has a mode', async () => {
    const { pid, port } = await serverThatSays(answer, main, zooCfg);
    writeFileSync(pidFile, `${pid}`);
    expect(runs(port)).toMatchObject({ done: true, seen: '' });
    expect(serves(port)).toMatchObject({ done: true, seen: 'follower' });
    const mode = look('server_mode', '127.0.0.1', port, zooCfg, pidFile);
    expect(mode).toMatchObject({
      done: true,
      seen: 'follower',
      facts: { pid: [`${pid}`], tracked: ['yes'] },
    });
  });

  test('is found without its pid file, by the zoo.cfg that it was started with', async () => {
    mkdirSync(join(folder, 'bin'));
    const { pid, port } = await serverThatSays(electing, main, join(folder, 'bin/../file'));
    expect(runs(port)).toMatchObject({ done: true });
    const seen = serves(port);
    expect(seen).toMatchObject({
      done: false,
      detail: '',
      seen: electing.trim(),
      facts: { kill: [`${pid}`] },
    });
    expect(seen?.facts).not.toHaveProperty('tracked');
  });

  test('that runs with other settings than it should says so', async () => {
    const { pid, port } = await serverThatSays(
      `${answer}clientPort=2181\ntickTime=3000\nserverId=2\ndataDir=/d/version-2\n`,
      main,
      zooCfg,
    );
    writeFileSync(pidFile, `${pid}`);
    expect(runs(port, 'tickTime=2000', 'clientPort=2181', 'dataDir=/d/', 'initLimit=5')).toMatchObject({
      done: false,
      facts: { old: ['yes'], tracked: ['yes'] },
      seen: 'serverId = 2\ntickTime = 3000',
      wanted: 'serverId = 1\ntickTime = 2000',
    });
  });

  test('that stands alone among several servers was started before they were named', async () => {
    const { port } = await serverThatSays('Mode: standalone\n', main, zooCfg);
    expect(runs(port, 'clientPort=2181')).toMatchObject({ done: true });
    expect(runs(port, 'server.1=a:1:2', 'server.2=b:1:2')).toMatchObject({
      done: false,
      seen: 'Mode: standalone',
      wanted: 'server.1',
      facts: { old: ['yes'] },
    });
  });

  test('that may not say how it is, is told what to do about that', async () => {
    const { port } = await serverThatSays(
      'srvr is not executed because it is not in the whitelist.\n',
      main,
      zooCfg,
    );
    expect(serves(port)).toMatchObject({ done: false, detail: 'whitelist' });
  });

  test('of another zoo.cfg, or something else, has its port', async () => {
    const { pid, port } = await serverThatSays(answer, main, join(folder, 'elsewhere.cfg'));
    expect(runs(port)).toMatchObject({
      done: false,
      seen: expect.stringMatching(new RegExp(`^${port}: pid ${pid} \\(.+\\): /.*/elsewhere\\.cfg$`)),
      facts: { port: [`${port}`], kill: [`${pid}`] },
    });
    const other = await serverThatSays('');
    expect(runs(other.port)).toMatchObject({ done: false, facts: { kill: [`${other.pid}`] } });
    // Where it would listen to the others.
    const own = await serverThatSays(electing, main, zooCfg);
    expect(runs(own.port, `server.1=node1:${port}:${port + 1}`)).toMatchObject({
      done: false,
      seen: expect.stringMatching(new RegExp(`^${port}: pid ${pid} `)),
      facts: { port: [`${port}`], peer: ['yes'], kill: [`${own.pid}`, `${pid}`] },
    });
  });

  test('that is not there, or only by its pid file', async () => {
    expect(runs(1)).toMatchObject({ done: false, detail: '', seen: '127.0.0.1:1: -', facts: {} });
    writeFileSync(pidFile, `${process.pid}`);
    expect(runs(1)).toMatchObject({ detail: '', facts: { stale: [pidFile] } });
    const dead = spawnSync('true').pid;
    writeFileSync(pidFile, `${dead}`);
    expect(runs(1)).toMatchObject({ detail: '', facts: {} });
  });

  test('that is stopped in the middle is told so at once', async () => {
    const { pid, port } = await serverThatSays(answer, main, zooCfg);
    writeFileSync(pidFile, `${pid}`);
    process.kill(pid, 'SIGSTOP');
    expect(runs(port)).toMatchObject({ done: false, detail: 'paused', facts: { pid: [`${pid}`] } });
  });

  const abnormally = '2026-01-01 [main:QuorumPeerMain@89] - Unexpected exception, exiting abnormally\n';
  test.each([
    [
      'Error: Could not find or load main class org.apache.Main\n',
      'jars',
      'Error: Could not find or load main class org.apache.Main',
    ],
    [
      'Invalid maximum heap size: -Xmx12q\nError: Could not create the Java Virtual Machine.\n',
      'options',
      'Invalid maximum heap size: -Xmx12q',
    ],
    [
      `${abnormally}java.lang.RuntimeException: Unable to run quorum server \nCaused by: java.io.IOException: The accepted epoch, 1 is less than the current epoch, 2\n`,
      'data',
      'java.io.IOException: The accepted epoch, 1 is less than the current epoch, 2',
    ],
    [
      `${abnormally}java.net.BindException: Address already in use\n`,
      '',
      'java.net.BindException: Address already in use',
    ],
    ['Exception when following the leader\njava.io.EOFException\n', '', undefined],
  ])('that ended is told by its last words: %j', (words, detail, seen) => {
    for (const name of ['data/version-2', 'logs']) mkdirSync(join(folder, name), { recursive: true });
    zooCfg = file(`clientPort=2181\ndataDir=${join(folder, 'data')}\n`);
    writeFileSync(join(folder, 'java.env'), '');
    writeFileSync(join(folder, 'zookeeper.out'), `started\n${words}`);
    expect(runs(1)).toMatchObject({
      done: false,
      detail,
      seen: ['127.0.0.1:1: -', seen].filter(Boolean).join('\n'),
    });
    // What was changed since then is tried first.
    if (detail !== 'options') return;
    utimesSync(join(folder, 'zookeeper.out'), 1, 1);
    expect(runs(1)).toMatchObject({ detail: '' });
  });
});
