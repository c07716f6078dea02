import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Observation } from '../../../lessons/observations.js';
import { file, folder, lookIn, serverThatSays } from './looking.js';

const look = (...words: readonly (string | number)[]): Observation | undefined =>
  lookIn('upgrade-3.4-to-3.9', ...words);

/** What a server of this version says. */
const saying = (version: string): string => `Zookeeper version: ${version}-1, built on\nMode: follower\n`;

describe('receipts', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'ledger'));
    mkdirSync(join(folder, 'version-2'));
  });
  const receipts = (...lines: readonly string[]): string =>
    file(lines.map((line) => `${line}\n`).join(''), 'ledger/receipts');
  const created = (from: number, to: number, name = 'n-'): string[] =>
    Array.from(
      { length: to - from + 1 },
      (_, at) => `Created /ledger/${name}${String(from + at).padStart(10, '0')}`,
    );
  /** A log has a path, how long its data is, and the data. */
  const log = (lines: readonly string[]): void => {
    const paths = lines.map((line) => `\0\0\0\x16${line.replace('Created ', '')}\0\0\0\x0b20261129221\0\0`);
    writeFileSync(join(folder, 'version-2', 'log.100000001'), `ZKLG${paths.join('')}${'\0'.repeat(9000)}`);
  };

  test('are what a client was told of, and nothing else that it prints', () => {
    receipts(...Array(9).fill('Node does not exist: /ledger/n-'));
    expect(look('writing')).toMatchObject({ done: false });
    receipts('WATCHER::', ...created(0, 3));
    expect(look('writing')).toMatchObject({ done: false });
    const written = receipts('WATCHER::', ...created(0, 4));
    expect(look('writing')).toMatchObject({ done: true });
    utimesSync(written, 1_700_000_000, 1_700_000_000);
    expect(look('writing')).toMatchObject({ done: false });
  });

  test.each(['n-', 'w-', ''])('are each for a znode that is there, whatever it is called: %s', (name) => {
    const lines = created(0, 6, name);
    receipts('Welcome to ZooKeeper!', ...lines, ...lines.slice(0, 2));
    log(lines);
    expect(look('ledger_kept', folder)).toMatchObject({ done: true, seen: '7' });
    log(lines.slice(0, -1));
    expect(look('ledger_kept', folder)).toMatchObject({ done: false, seen: '1' });
  });

  test('of which there is none prove nothing', () => {
    receipts('Welcome to ZooKeeper!');
    log([]);
    expect(look('ledger_kept', folder)).toMatchObject({ done: false });
  });
});

describe('a new release beside the old one', () => {
  const at = (...path: readonly string[]): string => join(folder, ...path);
  const whole = (home: string, version: string): void => {
    for (const each of ['bin', 'conf', 'lib']) mkdirSync(at(home, each), { recursive: true });
    for (const each of ['zkServer.sh', 'zkEnv.sh', 'zkCli.sh']) file('#!/bin/sh\n', `${home}/bin/${each}`);
    for (const each of ['zookeeper', 'slf4j-api']) file('jar', `${home}/lib/${each}-${version}.jar`);
  };
  const files = { 'zoo.cfg': 'tickTime=2000\n', 'java.env': '', 'zookeeper-env.sh': '' };
  const configured = (home: string, ...names: readonly (keyof typeof files)[]): void => {
    for (const name of names) file(files[name], `${home}/conf/${name}`);
  };
  const beside = () => look('beside', at('new'), '3.9.5', at('old'), 'tickTime', 'tickTime=2000');
  beforeEach(() => {
    whole('old', '3.4.9');
    configured('old', 'zoo.cfg', 'java.env', 'zookeeper-env.sh');
  });

  test('has all that the start of the old one reads', () => {
    expect(beside()).toMatchObject({ done: false, detail: '' });
    whole('new', '3.9.5');
    configured('new', 'zoo.cfg');
    expect(beside()).toMatchObject({
      done: false,
      seen: `${at('new/conf/java.env')}: -\n${at('new/conf/zookeeper-env.sh')}: -`,
    });
    configured('new', 'java.env', 'zookeeper-env.sh');
    expect(beside()).toMatchObject({ done: true });
  });

  test('is not in its folder', () => {
    whole('new', '3.9.5');
    configured('new', 'zoo.cfg', 'java.env', 'zookeeper-env.sh');
    whole('old', '3.9.5');
    expect(beside()).toMatchObject({ done: false, detail: 'mixed' });
  });
});

describe('monitoring', () => {
  const [words, off] = ['4lw.commands.whitelist = ruok, srvr, mntr', 'admin.enableServer=false'];
  const watched = async (...lines: readonly string[]): Promise<Observation | undefined> => {
    const [old, upgraded] = [await serverThatSays(saying('3.4.9')), await serverThatSays(saying('3.9.5'))];
    const zooCfg = file(`${lines.join('\n')}\n`, 'zoo.cfg');
    const servers = `127.0.0.1:${old.port},127.0.0.1:${upgraded.port}`;
    return look('watched', '3.9.5', '127.0.0.1', old.port, servers, zooCfg, join(folder, 'pid'));
  };

  test('is prepared where an old server runs yet, not only where a new one does', async () => {
    expect(await watched('tickTime=2000')).toMatchObject({
      done: false,
      detail: 'unprepared',
      seen: '4lw.commands.whitelist = -\nadmin.enableServer = -',
      wanted: '4lw.commands.whitelist = ruok,mntr,…\nadmin.enableServer = false',
    });
    expect(await watched('4lw.commands.whitelist=srvr,stat', off)).toMatchObject({ done: false });
    expect(await watched(words, 'admin.serverPort=8080')).toMatchObject({ done: false });
    expect(await watched(words, off)).toMatchObject({ done: true });
  });

  test('is so in other ways, too', async () => {
    expect(await watched('4lw.commands.whitelist=*', 'admin.serverPort = 9090')).toMatchObject({
      done: true,
    });
    file(
      'JVMFLAGS="-Dzookeeper.4lw.commands.whitelist=* -Dzookeeper.admin.enableServer=false"\n',
      'java.env',
    );
    expect(await watched('tickTime=2000')).toMatchObject({ done: true });
    file(`# ${readFileSync(join(folder, 'java.env'), 'utf8')}`, 'java.env');
    expect(await watched('tickTime=2000')).toMatchObject({ done: false });
  });
});

test('a permission that is gone from zoo.cfg alone was read, and a restart is all that it takes', async () => {
  const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
  mkdirSync(join(folder, 'version-2'));
  writeFileSync(join(folder, 'version-2', 'snapshot.100000001'), '');
  const zooCfg = file('tickTime=2000\n', 'zoo.cfg');
  const { pid, port } = await serverThatSays(saying('3.9.5'), main, zooCfg);
  const pidFile = file(`${pid}`, 'pid');
  const distrusts = (later: number, text = 'tickTime=2000\n') => {
    writeFileSync(zooCfg, text);
    const changed = Date.now() / 1000 + later;
    utimesSync(zooCfg, changed, changed);
    return look('distrusts', '3.9.5', '127.0.0.1', port, zooCfg, pidFile, folder);
  };
  expect(distrusts(-60)).toMatchObject({ done: true });
  expect(distrusts(60)).toMatchObject({ done: false, detail: 'unread', wanted: 'zkServer.sh restart' });
  expect(distrusts(60, 'snapshot.trust.empty=true\n')).toMatchObject({ done: false, detail: '' });
});

test('one that does not serve is told from those that are not upgraded', async () => {
  const { port } = await serverThatSays(saying('3.4.9'));
  const upgraded = (servers: string) => look('upgraded', 'one', '3.9.5', servers);
  expect(upgraded(`127.0.0.1:${port}`)).toMatchObject({ done: false, detail: '' });
  expect(upgraded(`127.0.0.1:${port},127.0.0.1:1`)).toMatchObject({ done: false, detail: 'away' });
});
