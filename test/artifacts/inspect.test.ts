import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../artifacts/inspect.js';
import { UsageError } from '../../messages/errors.js';
import { lookIn, wanted } from '../software/looking.js';
import { fileOf, type Piece, tarball, zooKeeperTarball } from './tarballs.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-inspect-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const look = lookIn(() => folder);

describe('a file that is no usable tarball', () => {
  it('missing', async () => {
    const path = join(folder, 'nowhere.tar.gz');
    await expect(inspect(path, wanted.jdk)).rejects.toMatchObject({ code: 'artifact.archive.missing' });
    await expect(inspect(path, wanted.jdk)).rejects.toThrow(/jdkArchive/);
  });

  it('a folder', async () => {
    await expect(inspect(folder, wanted.jdk)).rejects.toMatchObject({ code: 'artifact.archive.not-file' });
  });

  it.each([
    ['empty', ''],
    ['a web page', '<!DOCTYPE html>'],
    ['a zip', 'PK\x03\x04'],
  ])('%s', async (_what, bytes) => {
    await expect(look('zookeeper', bytes)).rejects.toMatchObject({ code: 'artifact.archive.not-gzip' });
  });

  it('gzip, but not of a tar', async () => {
    const { gzipSync } = await import('node:zlib');
    await expect(look('zookeeper', gzipSync('hello, world '.repeat(200)))).rejects.toThrow(UsageError);
  });

  it('cut off anywhere', async () => {
    const whole = zooKeeperTarball(
      '3.4.9',
      Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)),
    );
    for (const share of [0.01, 0.3, 0.6, 0.9, 0.999]) {
      const part = whole.subarray(0, Math.max(20, Math.floor(whole.length * share)));
      await expect(look('zookeeper', part)).rejects.toMatchObject({ code: 'artifact.archive.truncated' });
    }
  });

  it('damaged in the middle', async () => {
    const bytes = Buffer.from(zooKeeperTarball('3.4.9', Buffer.alloc(20_000, 'zookeeper ')));
    const middle = Math.floor(bytes.length / 2);
    bytes.fill(0xff, middle, middle + 16);
    await expect(look('zookeeper', bytes)).rejects.toMatchObject({ code: 'artifact.archive.truncated' });
  });

  it('of several folders', async () => {
    const bytes = tarball([{ path: 'a/zookeeper-3.4.9.jar' }, { path: 'b/x' }]);
    await expect(look('zookeeper', bytes)).rejects.toMatchObject({ code: 'artifact.archive.roots' });
  });

  it.each(['$(reboot)', "a'b", 'a b', '-rf', 'ä'])('with a top folder named %s', async (root) => {
    const bytes = tarball([{ path: `${root}/zookeeper-3.4.9.jar` }]);
    await expect(look('zookeeper', bytes)).rejects.toMatchObject({ code: 'artifact.archive.roots' });
  });
});

describe('a tarball that would write outside itself', () => {
  const good: Piece = { path: 'zookeeper-3.4.9/zookeeper-3.4.9.jar' };
  it.each<[string, Piece[]]>([
    ['an absolute name', [good, { path: '/etc/cron.d/x' }]],
    ['a name that climbs', [good, { path: 'zookeeper-3.4.9/../../x' }]],
    ['a name that climbs and comes back', [good, { path: 'zookeeper-3.4.9/a/../b' }]],
    ['a hard link outside', [good, { path: 'zookeeper-3.4.9/x', type: 'Link', linkpath: '/etc/shadow' }]],
    ['a climbing hard link', [good, { path: 'zookeeper-3.4.9/x', type: 'Link', linkpath: '../x' }]],
    [
      'a file behind a link outside',
      [
        good,
        { path: 'zookeeper-3.4.9/x', type: 'SymbolicLink', linkpath: '/etc' },
        { path: 'zookeeper-3.4.9/x/y' },
      ],
    ],
    [
      'a file behind a link, listed before it',
      [
        good,
        { path: 'zookeeper-3.4.9/x/y' },
        { path: 'zookeeper-3.4.9/x', type: 'SymbolicLink', linkpath: '..' },
      ],
    ],
    ['a device', [good, { path: 'zookeeper-3.4.9/sda', type: 'BlockDevice' }]],
    ['a Windows path', [good, { path: 'C:\\x' }]],
  ])('by %s is refused', async (_what, pieces) => {
    await expect(look('zookeeper', tarball(pieces))).rejects.toMatchObject({
      code: 'artifact.archive.escapes',
      exitCode: 2,
    });
  });

  it('is named without its control characters', async () => {
    const bytes = tarball([good, { path: '/\x1b[2Jx' }]);
    const error = await look('zookeeper', bytes).catch((e: unknown) => e);
    expect(String(error)).toContain('/?[2Jx');
  });
});

describe('tarballs of the system’s own tar', () => {
  it('are read', async () => {
    const tree = join(folder, 'tree/zookeeper-3.4.9');
    mkdirSync(join(tree, 'docs'), { recursive: true });
    fileOf(tree, 'zookeeper-3.4.9.jar', Buffer.alloc(100_000, 1));
    fileOf(join(tree, 'docs'), `${'long-'.repeat(30)}.html`, 'x');
    symlinkSync('docs', join(tree, 'doc'));
    const path = join(folder, 'gnu.tar.gz');
    execFileSync('tar', ['-C', join(folder, 'tree'), '-czf', path, 'zookeeper-3.4.9']);
    expect(await inspect(path, wanted.zookeeper)).toEqual({ root: 'zookeeper-3.4.9', version: '3.4.9' });
  });
});

describe('whatever the bytes', () => {
  it('the answer is contents or wrong usage', async () => {
    const whole = zooKeeperTarball('3.4.9', Buffer.alloc(3000, 'x'));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        await look('zookeeper', bytes).catch((error: unknown) => expect(error).toBeInstanceOf(UsageError));
      }),
      { numRuns: 60 },
    );
  });

  it('an abort ends it with the reason', async () => {
    const path = fileOf(folder, 'b.tar.gz', zooKeeperTarball('3.4.9'));
    await expect(inspect(path, wanted.zookeeper, AbortSignal.abort(new Error('Ctrl-C')))).rejects.toThrow(
      'Ctrl-C',
    );
  });
});
