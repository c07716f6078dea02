import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { folder, look } from './looking.js';

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
