import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeMounted, memoryDisk, mounted } from '../mounted.js';
import { eachWithServer, failure, folder, from, get, server, tgz } from './obtaining.js';
import { file } from './server.js';

/** Mounts something at this process's cache, for it alone. @returns its files, folders left out */
async function cacheOn(mount: (cache: string) => ReturnType<typeof memoryDisk>): Promise<() => string[]> {
  const cache = join(folder, 'cache');
  mkdirSync(cache, { recursive: true });
  const seen = (await mount(cache)).seen(cache);
  process.env.ZK_LAB_CACHE = seen;
  return () =>
    readdirSync(seen, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
}

describeMounted('a cache on a disk that takes no more', () => {
  eachWithServer();

  test('a download that would not fit is not begun', async () => {
    const files = await cacheOn((cache) => memoryDisk(cache, 'size=200k'));
    server.serve('/big', (_question, answer) => {
      answer.writeHead(200, { 'content-length': tgz.length });
      answer.write(tgz.subarray(0, 1_000));
    });
    const { code, message } = await failure(from(['/big']));
    expect(code).toBe('artifact.disk-full');
    expect(message).toMatch(
      /its disk is full \(0\.4 MB are needed, 0\.[12] MB are free\)\. Make room, or .*ZK_LAB_CACHE/,
    );
    expect(files()).toEqual([]);
  });

  test('a download of unknown length that does not fit leaves nothing behind', async () => {
    const files = await cacheOn((cache) => memoryDisk(cache, 'size=200k'));
    server.serve('/chunks', (_question, answer) => {
      answer.writeHead(200, { etag: '"x"' });
      answer.write(tgz.subarray(0, 1_000));
      answer.end(tgz.subarray(1_000));
    });
    const { code, message } = await failure(from(['/chunks']));
    expect(code).toBe('artifact.disk-full');
    expect(message).toMatch(/its disk is full \(0\.\d MB are free\)/);
    expect(files()).toEqual([]);
  });

  test('a cache that is full to the last byte is told, too', async () => {
    const full =
      'mount -t tmpfs -o size=64k none "$1"; mkdir "$1/locks"; ! cat /dev/zero >"$1/rest" 2>/dev/null';
    const files = await cacheOn((cache) => mounted(full, cache));
    expect((await failure(from(['/any']))).code).toBe('artifact.disk-full');
    expect(files()).toEqual(['rest']);
  });

  test('one that cannot be written is told, and what lies in it is still to be had', async () => {
    server.serve('/good', file(tgz));
    const { sha256 } = await get(from(['/good']));
    const readOnly = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"';
    await cacheOn((cache) => mounted(readOnly, cache));
    expect((await get(from(['/good']))).sha256).toBe(sha256);
    const { code, message } = await failure({ ...from(['/good']), key: 'another' });
    expect(code).toBe('artifact.cache-readonly');
    expect(message).toMatch(
      /cannot be written: its file system is mounted read-only\. Make it writable, or .*ZK_LAB_CACHE/,
    );
  });
});
