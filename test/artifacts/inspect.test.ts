import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../artifacts/inspect.js';
import { UsageError } from '../../messages/errors.js';
import { fileOf, jdkTarball, type Piece, tarball, zooKeeperTarball } from './tarballs.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-inspect-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const look = (kind: 'zookeeper' | 'jdk', bytes: string | Buffer, name = 'a.tar.gz') =>
  inspect(fileOf(folder, name, bytes), kind, 'x64');

describe('a ZooKeeper tarball', () => {
  it.each([
    ['3.4.9', 'zookeeper-3.4.9'],
    ['3.9.5', 'apache-zookeeper-3.9.5-bin'],
  ])('of %s tells its version and folder', async (version, root) => {
    expect(await look('zookeeper', zooKeeperTarball(version))).toEqual({ root, version });
  });

  it('tells its version by the jar, not by its name', async () => {
    expect(await look('zookeeper', zooKeeperTarball('3.4.12'), 'zookeeper-3.4.9.tar.gz')).toMatchObject({
      version: '3.4.12',
    });
  });

  it('may be written with ./ before every name', async () => {
    const bytes = tarball([{ path: './' }, { path: './zk/zookeeper-3.4.9.jar' }].map((p) => ({ ...p })));
    expect(await look('zookeeper', bytes)).toEqual({ root: 'zk', version: '3.4.9' });
  });

  it('of the source code is told apart', async () => {
    const bytes = tarball([{ path: 'apache-zookeeper-3.9.5/pom.xml', content: '<project/>' }]);
    await expect(look('zookeeper', bytes)).rejects.toThrow(/source code/);
  });

  it('that is something else is refused', async () => {
    await expect(look('zookeeper', tarball([{ path: 'hadoop/bin/hadoop' }]))).rejects.toMatchObject({
      code: 'artifact.archive.not-zookeeper',
      exitCode: 2,
    });
  });
});

describe('a JDK tarball', () => {
  const linux = 'OS_NAME="Linux"\nOS_ARCH="amd64"\n';
  it.each([
    ['jdk1.8.0_144', `JAVA_VERSION="1.8.0_144"\n${linux}`, '8u144'],
    [
      'jdk-17.0.20+8',
      `IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="17.0.20"\nOS_ARCH="x86_64"\n`,
      '17.0.20',
    ],
    ['jdk1.8.0_91', undefined, '8u91'],
    ['jdk-11.0.2', undefined, '11.0.2'],
  ])('%s is version %s', async (root, release, version) => {
    expect(await look('jdk', jdkTarball(root, release))).toEqual({ root, version });
  });

  it('with links that dangle outside is fine, as Linux distributions make them', async () => {
    const more: Piece[] = [
      { path: 'jdk1.8.0_504/docs', type: 'SymbolicLink', linkpath: '../../../share/doc/x' },
    ];
    expect(await look('jdk', jdkTarball('jdk1.8.0_504', undefined, more))).toMatchObject({
      version: '8u504',
    });
  });

  it.each([
    ['without bin/java', tarball([{ path: 'jdk/README' }]), 'artifact.archive.not-jdk'],
    ['for a Mac', jdkTarball('jdk', 'JAVA_VERSION="21"\nOS_NAME="Darwin"\n'), 'artifact.archive.not-jdk'],
    [
      'for another processor',
      jdkTarball('jdk', 'JAVA_VERSION="21"\nOS_ARCH="aarch64"\n'),
      'artifact.archive.arch',
    ],
    ['of no version', jdkTarball('java', undefined), 'artifact.archive.no-version'],
    ['that is a ZooKeeper', zooKeeperTarball('3.4.9'), 'artifact.archive.not-jdk'],
  ])('%s is refused', async (_what, bytes, code) => {
    await expect(look('jdk', bytes)).rejects.toMatchObject({ code, exitCode: 2 });
  });
});

describe('a file that is no usable tarball', () => {
  it('missing', async () => {
    const path = join(folder, 'nowhere.tar.gz');
    await expect(inspect(path, 'jdk', 'x64')).rejects.toMatchObject({ code: 'artifact.archive.missing' });
    await expect(inspect(path, 'jdk', 'x64')).rejects.toThrow(/--jdk-archive/);
  });

  it('a folder', async () => {
    await expect(inspect(folder, 'jdk', 'x64')).rejects.toMatchObject({ code: 'artifact.archive.not-file' });
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
    expect(await inspect(path, 'zookeeper', 'x64')).toEqual({ root: 'zookeeper-3.4.9', version: '3.4.9' });
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
    await expect(inspect(path, 'zookeeper', 'x64', AbortSignal.abort(new Error('Ctrl-C')))).rejects.toThrow(
      'Ctrl-C',
    );
  });
});
