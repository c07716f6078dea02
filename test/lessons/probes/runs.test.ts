import { spawnSync } from 'node:child_process';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { file, folder, look, serverThatSays } from './looking.js';

/** What a server's command line holds, beside its zoo.cfg. */
const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';

describe('a server', () => {
  let zooCfg: string;
  let pidFile: string;
  beforeEach(() => {
    [zooCfg, pidFile] = [file('clientPort=2181\n'), join(folder, 'pid')];
  });

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

  test('that looks for a leader waits for others, one that is not there for nobody', async () => {
    const mode = (port: number) => look('server_mode', '127.0.0.1', port, zooCfg, pidFile);
    const { port } = await serverThatSays(electing);
    expect(mode(port)).toMatchObject({ done: false, detail: 'waits', seen: electing.trim() });
    expect(mode(1)).toMatchObject({ done: false, detail: '', seen: '127.0.0.1:1: -' });
  });

  test('that looks for a leader tells which members no connection gets to; one that refuses was reached', async () => {
    const { pid, port } = await serverThatSays(electing, main, zooCfg);
    writeFileSync(pidFile, `${pid}`);
    const members = [
      `server.1=127.0.0.1:2888:${port}`,
      'server.2=nosuch.invalid:2888:3888',
      'server.3=127.0.0.1:2888:1',
    ];
    writeFileSync(zooCfg, ['clientPort=2181', ...members, ''].join('\n'));
    expect(serves(port)).toMatchObject({
      done: false,
      detail: 'unreached',
      seen: `${electing}nosuch.invalid:3888: no connection`,
      facts: { unreached: ['nosuch.invalid/3888'] },
    });
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
