import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ArtifactEvent, findCached } from '../../artifacts/index.js';
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
  tgz,
  version,
} from './obtaining.js';
import { brokenOff, file, inTurn, stalled } from './server.js';
import { zooKeeperTarball } from './tarballs.js';

eachWithServer();

describe('a download', () => {
  it('is verified, kept read-only under its digest, and found again without the network', async () => {
    server.serve('/a.tar.gz', file(tgz));
    const artifact = await get(from(['/a.tar.gz']));
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
    expect(await get(request, { offline: true })).toEqual(artifact);
    expect(cacheFiles('partial')).toEqual([]);
    expect(cacheFiles('locks')).toEqual([]);
  });

  it('tells how far it is', async () => {
    server.serve('/a.tar.gz', file(tgz));
    const events: ArtifactEvent[] = [];
    await get(from(['/a.tar.gz']), { progress: (event) => events.push(event) });
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
    expect((await get(from(['/old']))).sha256).toBe(sha256);
  });

  it('that breaks off is continued where it stopped', async () => {
    const seen = { full: 0, partial: 0 };
    server.serve('/a.tar.gz', inTurn(brokenOff(tgz, 100_000), file(tgz, seen)));
    expect((await get(from(['/a.tar.gz']))).sha256).toBe(sha256);
    expect(seen).toEqual({ full: 0, partial: 1 });
  });

  it('that breaks off is begun anew when the file has changed meanwhile', async () => {
    const seen = { full: 0, partial: 0 };
    const older = zooKeeperTarball(version, randomBytes(300_000));
    server.serve('/a.tar.gz', inTurn(brokenOff(older, 100_000), file(tgz, seen)));
    expect((await get(from(['/a.tar.gz']))).sha256).toBe(sha256);
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
    expect((await get(from(['/a.tar.gz', '/b.tar.gz']))).sha256).toBe(sha256);
  });

  it('that an earlier run left is continued', async () => {
    const seen = { full: 0, partial: 0 };
    server.serve('/a.tar.gz', brokenOff(tgz, 200_000));
    await failure(from(['/a.tar.gz']));
    expect(findCached(request)).toBeUndefined();
    server.serve('/a.tar.gz', file(tgz, seen));
    await get(from(['/a.tar.gz']));
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
    expect((await get(from(['/a.tar.gz']))).sha256).toBe(sha256);
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
      const artifact = await get(from(['http://no-such-host.invalid/a.tar.gz']));
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
    const artifact = await get(from([`${secret}/nowhere`, `${secret}/a.tar.gz`]));
    expect(authorization).toBe(`Basic ${Buffer.from('me:s3cret').toString('base64')}`);
    expect(artifact.url).toBe(`${server.base}/a.tar.gz`);
    for (const name of cacheFiles('index')) {
      expect(readFileSync(join(folder, 'cache/index', name), 'utf8')).not.toContain('s3cret');
    }
    rmSync(join(folder, 'cache'), { recursive: true });
    expect((await failure(from([`${secret}/nowhere`]))).message).not.toContain('s3cret');
  });
});

describe('Ctrl-C', () => {
  it('in the middle of a download leaves nothing but what can be resumed', async () => {
    const controller = new AbortController();
    server.serve('/a.tar.gz', stalled(tgz, 150_000));
    const progress = (event: ArtifactEvent) => {
      if (event.phase === 'download') setImmediate(() => controller.abort(new Error('Ctrl-C')));
    };
    const patience = { connect: 10_000, stall: 10_000 };
    await expect(get(from(['/a.tar.gz']), { signal: controller.signal, progress, patience })).rejects.toThrow(
      'Ctrl-C',
    );
    expect(findCached(request)).toBeUndefined();
    expect(cacheFiles('blobs')).toEqual([]);
    expect(cacheFiles('index')).toEqual([]);
    expect(cacheFiles('locks')).toEqual([]);

    const seen = { full: 0, partial: 0 };
    server.serve('/a.tar.gz', file(tgz, seen));
    expect((await get(from(['/a.tar.gz']))).sha256).toBe(sha256);
    expect(seen).toEqual({ full: 0, partial: 1 });
  });

  it('before anything began does nothing', async () => {
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    server.serve('/a.tar.gz', file(tgz));
    await expect(get(from(['/a.tar.gz']), { signal })).rejects.toThrow('Ctrl-C');
    expect(cacheFiles('blobs')).toEqual([]);
  });
});
