import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ArtifactEvent, findCached } from '../../artifacts/index.js';
import { findMirror } from '../../artifacts/mirrors.js';
import { zookeeper } from '../../software/zookeeper/index.js';
import {
  cacheFiles,
  eachWithServer,
  failure,
  folder,
  from,
  get,
  request,
  server,
  sha256,
  sha512,
  tgz,
  version,
} from './obtaining.js';
import { brokenOff, file, stalled, type TestServer } from './server.js';
import { jdkTarball, zooKeeperTarball } from './tarballs.js';

eachWithServer();

describe('a mirror that does not give the file is passed over', () => {
  const page = (_question: unknown, answer: import('node:http').ServerResponse) =>
    answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>please log in</html>');

  it.each<[string, (server: TestServer) => string, RegExp]>([
    ['404', () => '/nowhere', /answered 404/],
    ['a web page', () => '/page', /web page/],
    ['another tarball', () => '/other', /checksum does not match/],
    ['an empty file', () => '/empty', /web page/],
    ['nothing listening', () => 'http://127.0.0.1:1/a', /refused the connection/],
    ['an unknown host', () => 'http://no-such-host.invalid/a', /no such host name/],
    ['a server that sends nothing', () => '/mute', /did not answer within/],
    ['a server that stops half-way', () => '/stalls', /sent nothing for/],
    ['a server that always breaks off', () => '/breaks', /broke off/],
    ['an error of the server', () => '/error', /answered 503/],
  ])(
    '%s',
    async (_what, where, why) => {
      server.serve('/page', page);
      server.serve('/other', file(zooKeeperTarball(version, randomBytes(10_000))));
      server.serve('/empty', (_question, answer) => answer.writeHead(200, { 'content-length': 0 }).end());
      server.serve('/mute', () => {});
      server.serve('/stalls', stalled(tgz, 1_000));
      server.serve('/breaks', brokenOff(tgz, 1_000));
      server.serve('/error', (_question, answer) => answer.writeHead(503).end());
      server.serve('/good', file(tgz));
      const path = where(server);
      const patience = { connect: 300, stall: 300 };
      expect((await get(from([path, '/good']), { patience })).sha256).toBe(sha256);

      rmSync(join(folder, 'cache'), { recursive: true });
      const error = await failure(from([path]), { patience });
      expect(error.message).toMatch(why);
      expect(error.message).toContain(path);
      expect(findCached(request)).toBeUndefined();
      expect(cacheFiles('blobs')).toEqual([]);
    },
    30_000,
  );

  it('and is told as it happens, with the reason', async () => {
    server.serve('/stranger', file(zooKeeperTarball(version, randomBytes(10_000))));
    server.serve('/good', file(tgz));
    const events: string[] = [];
    const progress = ({ phase, reason }: ArtifactEvent): void => {
      const event = reason === undefined ? phase : `${phase}: ${reason.replace(/http:\S*?(\/\w+):/, '$1:')}`;
      if (events.at(-1) !== event) events.push(event);
    };
    await get(from(['/nowhere', '/stranger', '/good']), { progress });
    expect(events).toEqual([
      'failed: /nowhere: answered 404',
      'download',
      'verify',
      expect.stringMatching(/^failed: \/stranger: checksum does not match/),
      'download',
      'verify',
      'inspect',
    ]);
  });

  it('and if all fail, each is told, and the ways out', async () => {
    const error = await failure(from(['/one', '/two']));
    expect(error.exitCode).toBe(1);
    for (const text of ['/one', '/two', "zookeeperArchive: 'FILE'", "mirror: 'NAME-or-URL'", '--no-fetch']) {
      expect(error.message).toContain(text);
    }
  });

  it('and if this machine needs it now, nobody is told to leave it to the nodes', async () => {
    const error = await failure(from(['/one']), { neededHere: true });
    expect(error.message).toContain("zookeeperArchive: 'FILE'");
    expect(error.message).not.toContain('--no-fetch');
  });

  it('and right bytes with wrong contents do not pass either', async () => {
    const notZooKeeper = jdkTarball('jdk', 'JAVA_VERSION="21"\n');
    const digest = createHash('sha512').update(notZooKeeper).digest('hex');
    server.serve('/a', file(notZooKeeper));
    const wanted = from(['/a']);
    server.serve('/checksum', (_question, answer) => answer.end(digest));
    expect((await failure(wanted)).message).toMatch(/zookeeper-X\.Y\.Z\.jar/);
    expect(cacheFiles('blobs')).toEqual([]);
  });
});

describe('the checksum of a release that has none pinned', () => {
  it.each([
    ['with the name behind it', `${sha512}  apache-zookeeper-${version}-bin.tar.gz\n`],
    ['with the name before it', `apache-zookeeper-${version}-bin.tar.gz: ${sha512.toUpperCase()}\n`],
    [
      'in groups over several lines',
      `apache-zookeeper-${version}-bin.tar.gz: ${sha512.replace(/(.{8})/g, '$1 \n')}`,
    ],
  ])('is read %s', async (_how, text) => {
    server.serve('/a', file(tgz));
    const wanted = from(['/a']);
    server.serve('/checksum', (_question, answer) => answer.end(text));
    expect((await get(wanted)).sha256).toBe(sha256);
  });

  it.each<[string, (answer: import('node:http').ServerResponse) => void]>([
    ['missing', (answer) => answer.writeHead(404).end()],
    ['a web page', (answer) => answer.end('<html/>')],
    ['elsewhere', (answer) => answer.writeHead(302, { location: '/evil' }).end()],
  ])('%s: then nothing is trusted', async (_how, reply) => {
    server.serve('/a', file(tgz));
    server.serve('/evil', (_question, answer) => answer.end(sha512));
    const wanted = from(['/a']);
    server.serve('/checksum', (_question, answer) => reply(answer));
    expect((await failure(wanted)).message).toContain('/checksum');
    expect(server.asked.map(({ path }) => path)).not.toContain('/a');
  });

  it('pinned ones are never asked for', async () => {
    const pinned = zookeeper.request(zookeeper.find('3.4.9'), 'x64', findMirror('auto'));
    server.serve('/a', file(zooKeeperTarball('3.4.9')));
    expect((await failure(from(['/a'], pinned))).message).toMatch(/checksum does not match/);
    expect(server.asked.map(({ path }) => path)).not.toContain('/checksum');
  });
});
