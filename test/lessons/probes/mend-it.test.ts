import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { file, folder, lookIn, serverThatSays } from './looking.js';

describe('where a server is asked', () => {
  // What the kernel says of a port: an address, its bytes turned round.
  test.each([
    ['at all addresses', '00000000', '127.0.0.1'],
    ['at all addresses, as Java does', '0'.repeat(32), '127.0.0.1'],
    ['at home alone', '0000000000000000FFFF00000100007F', '127.0.0.1'],
    ['at an address that others reach', '0000000000000000FFFF000067FCA8C0', '192.168.252.103'],
    ['there by IPv4 alone', '67FCA8C0', '192.168.252.103'],
    ['by IPv6 alone', 'B80D0120000000000000000001000000', '127.0.0.1'],
  ])('%s', (_, listens, door) => {
    const asked = `listener() { listens_at=${listens}; }; find_door 127.0.0.1 2181; seen=$door`;
    expect(lookIn('mend-it', 'eval', asked)).toMatchObject({ seen: door });
  });

  test('nobody', () => {
    expect(lookIn('mend-it', 'eval', 'find_door 127.0.0.1 1; seen=$door')).toMatchObject({
      seen: '127.0.0.1',
    });
  });
});

describe('orders', () => {
  const ready = 1_700_000_000;
  const anew = (seconds: number) =>
    lookIn('mend-it', 'made_anew', (seconds * 1000 + 7).toString(16).padStart(16, '0'), join(folder, 'data'));

  test('are those that were there when the lab was made ready, not others in their place', () => {
    // Nobody knows of a lab that was made ready otherwise.
    expect(anew(ready + 3600)).toMatchObject({ done: false });
    const mark = file('', '.zk-lab-lesson');
    utimesSync(mark, ready, ready);
    expect(anew(ready - 2)).toMatchObject({ done: false });
    expect(anew(ready + 2)).toMatchObject({ done: false });
    expect(anew(ready + 60)).toMatchObject({ done: true });
  });
});

describe('a server that looks at no ACL', () => {
  const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
  const open = (text: string, port = 1) =>
    lookIn('mend-it', 'open_to_all', '127.0.0.1', port, file(text, 'zoo.cfg'), join(folder, 'pid'));

  test('is not open to all, by its zoo.cfg', () => {
    expect(open('tickTime=2000\nskipACL = yes\n')).toMatchObject({ done: false, seen: 'skipACL = yes' });
    expect(open('tickTime=2000\nskipACL=no\n')).toMatchObject({ done: false, seen: '/: -' });
    expect(open('tickTime=2000\n')).toMatchObject({ done: false, seen: '/: -' });
  });

  test.each([
    ['DigestAuthenticationProvider.superDigest', 'super:gmwbNGqPc9pQ='],
    ['X509AuthenticationProvider.superUser', 'CN=me'],
    ['superUser', 'me'],
    ['snapshot.trust.empty', 'true'],
    ['forceSync', 'no'],
  ])('nor with %s left behind, in zoo.cfg or for Java', (key, value) => {
    const found = { done: false, seen: `${key} = ${value}` };
    const plain = { done: false, seen: '/: -' };
    expect(open(`tickTime=2000\n${key}=${value}\n`)).toMatchObject(found);
    for (const name of ['java.env', 'zookeeper-env.sh']) {
      file(`JVMFLAGS="-Dzookeeper.${key}=${value} $JVMFLAGS"\n`, name);
      expect(open('tickTime=2000\n')).toMatchObject(found);
      file(`# JVMFLAGS="-Dzookeeper.${key}=${value} $JVMFLAGS"\n`, name);
      expect(open('tickTime=2000\n')).toMatchObject(plain);
    }
    expect(open('snapshot.trust.empty=false\nforceSync=yes\n')).toMatchObject(plain);
  });

  test('or by what its Java was told', async () => {
    const zooCfg = join(folder, 'zoo.cfg');
    const { port } = await serverThatSays('', main, '-Dzookeeper.skipACL=yes', zooCfg);
    expect(open('tickTime=2000\n', port)).toMatchObject({ done: false, seen: 'skipACL = yes' });
  });
});
