import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ArtifactEvent, type ArtifactRequest, findCached } from '../../artifacts/index.js';
import { obtain, type Sources } from '../../artifacts/obtain.js';
import { LabError, UsageError } from '../../messages/errors.js';
import { brokenOff, file, inTurn, stalled, startServer, type TestServer } from './server.js';
import { fileOf, jdkTarball, zooKeeperTarball } from './tarballs.js';

const request: ArtifactRequest = { kind: 'zookeeper', version: '3.8', arch: 'x64', mirror: 'auto' };
const version = '3.8.6';
const tgz = zooKeeperTarball(version, randomBytes(300_000));
const sha512 = createHash('sha512').update(tgz).digest('hex');
const sha256 = createHash('sha256').update(tgz).digest('hex');

let folder: string;
let server: TestServer;
const before = { ...process.env };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-obtain-'));
  process.env.ZK_LAB_CACHE = join(folder, 'cache');
  server = await startServer();
});
afterEach(async () => {
  await server.close();
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
  process.env = { ...before };
});

/** Sources that are paths of the test's own server, with the right checksum unless told otherwise. */
function from(paths: readonly string[], patience = { connect: 2_000, stall: 2_000 }): Sources {
  server.serve('/checksum', (_request, response) =>
    response.end(`${sha512}  apache-zookeeper-${version}-bin.tar.gz\n`),
  );
  return {
    urlsOf: () => paths.map((path) => (path.startsWith('/') ? server.base + path : path)),
    checksumUrlOf: () => `${server.base}/checksum`,
    maven: false,
    patience,
  };
}

/** The whole text of the error that getting it ends with. */
async function failure(sources: Sources, wanted = request): Promise<LabError> {
  const error = await obtain(wanted, {}, sources).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(LabError);
  return error as LabError;
}

const cacheFiles = (part: string) => {
  const path = join(folder, 'cache', part);
  return existsSync(path) ? readdirSync(path) : [];
};

describe('a download', () => {
  it('is verified, kept read-only under its digest, and found again without the network', async () => {
    server.serve('/a.tar.gz', file(tgz));
    const artifact = await obtain(request, {}, from(['/a.tar.gz']));
    expect(artifact).toMatchObject({
      version,
      file: `apache-zookeeper-${version}-bin.tar.gz`,
      root: `apache-zookeeper-${version}-bin`,
      sha256,
      bytes: tgz.length,
      source: 'download',
      url: `${server.base}/a.tar.gz`,
    });
    expect(readFileSync(artifact.path).equals(tgz)).toBe(true);
    expect(statSync(artifact.path).mode & 0o222).toBe(0);
    await server.close();
    expect(findCached(request)).toEqual(artifact);
    expect(await obtain(request, { offline: true })).toEqual(artifact);
    expect(cacheFiles('partial')).toEqual([]);
    expect(cacheFiles('locks')).toEqual([]);
  });

  it('tells how far it is', async () => {
    server.serve('/a.tar.gz', file(tgz));
    const events: ArtifactEvent[] = [];
    await obtain(request, { progress: (event) => events.push(event) }, from(['/a.tar.gz']));
    expect(new Set(events.map(({ phase }) => phase))).toEqual(new Set(['download', 'verify', 'inspect']));
    const received = events.filter(({ phase }) => phase === 'download').map((event) => event.received ?? 0);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
    expect(events.findLast(({ phase }) => phase === 'download')).toMatchObject({
      received: tgz.length,
      total: tgz.length,
    });
  });

  it('follows redirects', async () => {
    server.serve('/old', (_request, response) => response.writeHead(302, { location: '/new' }).end());
    server.serve('/new', file(tgz));
    expect((await obtain(request, {}, from(['/old']))).sha256).toBe(sha256);
  });

  it('that breaks off is continued where it stopped', async () => {
    const seen = { full: 0, partial: 0 };
    server.serve('/a.tar.gz', inTurn(brokenOff(tgz, 100_000), file(tgz, seen)));
    expect((await obtain(request, {}, from(['/a.tar.gz']))).sha256).toBe(sha256);
    expect(seen).toEqual({ full: 0, partial: 1 });
  });

  it('that breaks off is begun anew when the file has changed meanwhile', async () => {
    const seen = { full: 0, partial: 0 };
    const older = zooKeeperTarball(version, randomBytes(300_000));
    server.serve('/a.tar.gz', inTurn(brokenOff(older, 100_000), file(tgz, seen)));
    expect((await obtain(request, {}, from(['/a.tar.gz']))).sha256).toBe(sha256);
    expect(seen).toEqual({ full: 1, partial: 0 });
  });

  it('is begun anew when a server cannot continue it, or continues it wrongly', async () => {
    server.serve(
      '/a.tar.gz',
      inTurn(
        brokenOff(tgz, 100_000),
        (_request, response) => response.writeHead(416).end(),
        brokenOff(tgz, 100_000),
        (_request, response) =>
          response.writeHead(206, { 'content-range': `bytes 0-9/${tgz.length}` }).end(tgz.subarray(0, 10)),
      ),
    );
    server.serve('/b.tar.gz', file(tgz));
    expect((await obtain(request, {}, from(['/a.tar.gz', '/b.tar.gz']))).sha256).toBe(sha256);
  });

  it('that an earlier run left is continued', async () => {
    const seen = { full: 0, partial: 0 };
    server.serve('/a.tar.gz', brokenOff(tgz, 200_000));
    await failure(from(['/a.tar.gz']));
    expect(findCached(request)).toBeUndefined();
    server.serve('/a.tar.gz', file(tgz, seen));
    await obtain(request, {}, from(['/a.tar.gz']));
    expect(seen).toEqual({ full: 0, partial: 1 });
  });

  it('whose left-over beginning is rotten is redone once, whole', async () => {
    server.serve('/a.tar.gz', brokenOff(tgz, 200_000));
    await failure(from(['/a.tar.gz']));
    const [name = ''] = cacheFiles('partial').filter((entry) => !entry.endsWith('.origin'));
    const partial = join(folder, 'cache/partial', name);
    const bytes = readFileSync(partial);
    writeFileSync(partial, bytes.fill(0, 1_000, 2_000));
    const seen = { full: 0, partial: 0 };
    server.serve('/a.tar.gz', file(tgz, seen));
    expect((await obtain(request, {}, from(['/a.tar.gz']))).sha256).toBe(sha256);
    expect(seen).toEqual({ full: 1, partial: 1 });
  });

  it('goes through the proxy that the environment names, but not for hosts that it excepts', async () => {
    const asked: string[] = [];
    const proxy = createServer((question, answer) => {
      asked.push(question.url ?? '');
      answer.writeHead(200, { 'content-length': tgz.length }).end(tgz);
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const { port } = proxy.address() as AddressInfo;
    try {
      process.env.http_proxy = `http://127.0.0.1:${port}`;
      process.env.no_proxy = '127.0.0.1';
      const artifact = await obtain(request, {}, from(['http://no-such-host.invalid/a.tar.gz']));
      expect(artifact.sha256).toBe(sha256);
      expect(asked).toEqual(['http://no-such-host.invalid/a.tar.gz']);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  it('sends a user name and password along and shows them nowhere', async () => {
    let authorization: string | undefined;
    server.serve('/a.tar.gz', (question, answer) => {
      authorization = question.headers.authorization;
      file(tgz)(question, answer);
    });
    const secret = server.base.replace('://', '://me:s3cret@');
    const artifact = await obtain(request, {}, from([`${secret}/nowhere`, `${secret}/a.tar.gz`]));
    expect(authorization).toBe(`Basic ${Buffer.from('me:s3cret').toString('base64')}`);
    expect(artifact.url).toBe(`${server.base}/a.tar.gz`);
    for (const name of cacheFiles('index')) {
      expect(readFileSync(join(folder, 'cache/index', name), 'utf8')).not.toContain('s3cret');
    }
    rmSync(join(folder, 'cache'), { recursive: true });
    expect((await failure(from([`${secret}/nowhere`]))).message).not.toContain('s3cret');
  });
});

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
      expect((await obtain(request, {}, from([path, '/good'], patience))).sha256).toBe(sha256);

      rmSync(join(folder, 'cache'), { recursive: true });
      const error = await failure(from([path], patience));
      expect(error.message).toMatch(why);
      expect(error.message).toContain(path);
      expect(findCached(request)).toBeUndefined();
      expect(cacheFiles('blobs')).toEqual([]);
    },
    30_000,
  );

  it('and if all fail, each is told, and the ways out', async () => {
    const error = await failure(from(['/one', '/two']));
    expect(error.exitCode).toBe(1);
    for (const text of ['/one', '/two', '--zookeeper-archive FILE', '--mirror', '--no-fetch']) {
      expect(error.message).toContain(text);
    }
  });

  it('and right bytes with wrong contents do not pass either', async () => {
    const notZooKeeper = jdkTarball('jdk', 'JAVA_VERSION="21"\n');
    const digest = createHash('sha512').update(notZooKeeper).digest('hex');
    server.serve('/a', file(notZooKeeper));
    const sources = from(['/a']);
    server.serve('/checksum', (_question, answer) => answer.end(digest));
    expect((await failure(sources)).message).toMatch(/zookeeper-X\.Y\.Z\.jar/);
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
    const sources = from(['/a']);
    server.serve('/checksum', (_question, answer) => answer.end(text));
    expect((await obtain(request, {}, sources)).sha256).toBe(sha256);
  });

  it.each<[string, (answer: import('node:http').ServerResponse) => void]>([
    ['missing', (answer) => answer.writeHead(404).end()],
    ['a web page', (answer) => answer.end('<html/>')],
    ['elsewhere', (answer) => answer.writeHead(302, { location: '/evil' }).end()],
  ])('%s: then nothing is trusted', async (_how, reply) => {
    server.serve('/a', file(tgz));
    server.serve('/evil', (_question, answer) => answer.end(sha512));
    const sources = from(['/a']);
    server.serve('/checksum', (_question, answer) => reply(answer));
    expect((await failure(sources)).message).toContain('/checksum');
    expect(server.asked.map(({ path }) => path)).not.toContain('/a');
  });

  it('pinned ones are never asked for', async () => {
    const pinned: ArtifactRequest = { ...request, version: '3.4.9' };
    server.serve('/a', file(zooKeeperTarball('3.4.9')));
    expect((await failure(from(['/a']), pinned)).message).toMatch(/checksum does not match/);
    expect(server.asked.map(({ path }) => path)).not.toContain('/checksum');
  });
});

describe('Ctrl-C', () => {
  it('in the middle of a download leaves nothing but what can be resumed', async () => {
    const controller = new AbortController();
    server.serve('/a.tar.gz', stalled(tgz, 150_000));
    const progress = (event: ArtifactEvent) => {
      if (event.phase === 'download') setImmediate(() => controller.abort(new Error('Ctrl-C')));
    };
    const sources = from(['/a.tar.gz'], { connect: 10_000, stall: 10_000 });
    await expect(obtain(request, { signal: controller.signal, progress }, sources)).rejects.toThrow('Ctrl-C');
    expect(findCached(request)).toBeUndefined();
    expect(cacheFiles('blobs')).toEqual([]);
    expect(cacheFiles('index')).toEqual([]);
    expect(cacheFiles('locks')).toEqual([]);

    const seen = { full: 0, partial: 0 };
    server.serve('/a.tar.gz', file(tgz, seen));
    expect((await obtain(request, {}, from(['/a.tar.gz']))).sha256).toBe(sha256);
    expect(seen).toEqual({ full: 0, partial: 1 });
  });

  it('before anything began does nothing', async () => {
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    server.serve('/a.tar.gz', file(tgz));
    await expect(obtain(request, { signal }, from(['/a.tar.gz']))).rejects.toThrow('Ctrl-C');
    expect(cacheFiles('blobs')).toEqual([]);
  });
});

describe('the user’s own tarball', () => {
  it('goes into the cache and tells its version; edited, it is looked at anew', async () => {
    const path = fileOf(
      folder,
      'jdk-8u131-linux-x64.tar.gz',
      jdkTarball('jdk1.8.0_131', 'JAVA_VERSION="1.8.0_131"\n'),
    );
    const mine: ArtifactRequest = { kind: 'jdk', version: '8', arch: 'x64', mirror: 'auto', archive: path };
    const artifact = await obtain(mine, { offline: true });
    expect(artifact).toMatchObject({
      version: '8u131',
      file: 'jdk-8u131-linux-x64.tar.gz',
      root: 'jdk1.8.0_131',
      source: 'user',
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    });
    expect(findCached(mine)).toEqual(artifact);

    writeFileSync(path, jdkTarball('jdk1.8.0_144', 'JAVA_VERSION="1.8.0_144"\n'));
    expect(findCached(mine)).toBeUndefined();
    expect((await obtain(mine)).version).toBe('8u144');
  });

  it('with a name that would need quoting gets a plain one', async () => {
    const path = fileOf(folder, "my zk $(x)'s (1).tar.gz", zooKeeperTarball('3.4.12'));
    const artifact = await obtain({ ...request, archive: path });
    expect(artifact).toMatchObject({ file: 'zookeeper-3.4.12.tar.gz', version: '3.4.12' });
    expect(findCached({ ...request, archive: path })).toEqual(artifact);
  });

  it('removed meanwhile is missed', async () => {
    const path = fileOf(folder, 'z.tar.gz', zooKeeperTarball('3.4.12'));
    await obtain({ ...request, archive: path });
    rmSync(path);
    await expect(obtain({ ...request, archive: path })).rejects.toThrow(UsageError);
    expect(findCached({ ...request, archive: path })).toBeUndefined();
  });

  it('that is cut off leaves nothing in the cache', async () => {
    const path = fileOf(folder, 'z.tar.gz', tgz);
    truncateSync(path, Math.floor(tgz.length / 2));
    await expect(obtain({ ...request, archive: path })).rejects.toMatchObject({
      code: 'artifact.archive.truncated',
    });
    expect(cacheFiles('blobs')).toEqual([]);
    expect(cacheFiles('partial')).toEqual([]);
  });
});

describe('the cache', () => {
  it('has nothing offline: what to do is told', async () => {
    await expect(obtain(request, { offline: true })).rejects.toMatchObject({
      code: 'artifact.offline',
      exitCode: 1,
    });
    await expect(obtain(request, { offline: true })).rejects.toThrow(/zk-lab fetch/);
  });

  it('trusts no blob that somebody changed', async () => {
    server.serve('/a', file(tgz));
    const { path } = await obtain(request, {}, from(['/a']));
    chmodSync(path, 0o644);
    writeFileSync(path, 'something else');
    expect(findCached(request)).toBeUndefined();
    expect((await obtain(request, {}, from(['/a']))).sha256).toBe(sha256);
    expect(readFileSync(path).equals(tgz)).toBe(true);
  });

  it('looks a touched but unchanged blob over instead of fetching it anew', async () => {
    server.serve('/a', file(tgz));
    const artifact = await obtain(request, {}, from(['/a']));
    utimesSync(artifact.path, 1, 1);
    expect(findCached(request)).toBeUndefined();
    await server.close();
    expect(await obtain(request, {}, from(['/a']))).toEqual(artifact);
    expect(findCached(request)).toEqual(artifact);
  });

  it('survives index files that are not what they should be', async () => {
    server.serve('/a', file(tgz));
    await obtain(request, {}, from(['/a']));
    const [name = ''] = cacheFiles('index');
    for (const text of ['', '{', 'null', '{"format":2}', '{"format":1}']) {
      writeFileSync(join(folder, 'cache/index', name), text);
      expect(findCached(request)).toBeUndefined();
      expect((await obtain(request, {}, from(['/a']))).sha256).toBe(sha256);
    }
  });

  it('that cannot be written is named, with the way out', async () => {
    process.env.ZK_LAB_CACHE = fileOf(folder, 'a-file', '');
    await expect(obtain(request, {}, from(['/a']))).rejects.toMatchObject({
      code: 'artifact.cache-readonly',
    });
    await expect(obtain(request, {}, from(['/a']))).rejects.toThrow(/ZK_LAB_CACHE/);
  });

  it('takes over the lock of a process that died', async () => {
    server.serve('/a', file(tgz));
    const sources = from(['/a']);
    const { hostname } = await import('node:os');
    // No process has this number: it is above the largest that Linux gives out.
    fileOf(join(folder, 'cache/locks'), `zookeeper-${version}`, `${hostname()} 4194305 1`);
    expect((await obtain(request, {}, sources)).sha256).toBe(sha256);
  });

  it('answers different requests at once', async () => {
    server.serve('/a', file(tgz));
    const jdk = fileOf(folder, 'jdk.tar.gz', jdkTarball('jdk-17.0.1', 'JAVA_VERSION="17.0.1"\n'));
    const [one, two] = await Promise.all([
      obtain(request, {}, from(['/a'])),
      obtain({ kind: 'jdk', version: '17', arch: 'x64', mirror: 'auto', archive: jdk }),
    ]);
    expect([one.kind, two.kind]).toEqual(['zookeeper', 'jdk']);
  });
});
