import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isInPath } from '../../system/programs.js';
import { fileOf, tarball, zooKeeperTarball } from '../artifacts/tarballs.js';
import { describeMounted, memoryDisk, mounted } from '../mounted.js';
import { user } from './command.js';

/** The files in a folder by path: what is in each, and for whom it is. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => {
      const path = join(folder, name);
      const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
      return [name, `${digest} ${statSync(path).mode.toString(8)}`];
    }),
  );
}

/** A ZooKeeper tarball of some size, in a folder of its own. */
const ownZooKeeper = (folder: string, megabytes: number): string =>
  fileOf(folder, 'zookeeper-3.4.9.tar.gz', zooKeeperTarball('3.4.9', randomBytes(megabytes * 1_000_000)));

/**
 * Where whoever runs these tests has no ensemble of their own, `npm start` having brought one up at the usual ports; and below those
 * that systems hand out to whoever calls somebody.
 */
const elsewhere = ['--client-port', '28181'];

/** The options for a ZooKeeper and for a JDK that runs here, as far as its version is asked for. */
function ownStack(folder: string, megabytes = 0): string[] {
  const java = [
    { path: 'jdk-17/bin/java', content: '#!/bin/sh\nexit 0\n', mode: 0o755 },
    { path: 'jdk-17/release', content: 'JAVA_VERSION="17.0.15"\nOS_NAME="Linux"\n' },
    { path: 'jdk-17/lib/modules', content: randomBytes(megabytes * 1_000_000) },
  ];
  const zookeeper = fileOf(folder, 'apache-zookeeper-3.9.5-bin.tar.gz', zooKeeperTarball('3.9.5'));
  const jdk = fileOf(folder, 'jdk-17.tar.gz', tarball(java));
  return ['--zookeeper', '3.9', '--zookeeper-archive', zookeeper, '--jdk', '17', '--jdk-archive', jdk];
}

describeMounted('a disk that takes no more', () => {
  test('create: says how much is needed, and leaves nothing', async () => {
    const { folder, typeWith } = user();
    const disk = await memoryDisk(folder, 'size=100k');
    const seen = await typeWith({ through: disk.enter(folder) }, 'create', 'deep/lab', '--no-fetch');
    expect(seen.status).toBe(1);
    expect(seen.stderr).toMatch(
      new RegExp(
        `^zk-lab: The lab could not be written to ${folder}/deep/lab: its disk is full \\(0\\.\\d MB are needed, 0\\.\\d MB are free\\)\\. Nothing was changed; make room, or choose another directory: zk-lab create DIR$`,
      ),
    );
    expect(readdirSync(disk.seen(folder))).toEqual([]);
    const { stdout } = await typeWith({ through: disk.enter(folder) }, 'list');
    expect(stdout).toMatch(/^No labs on this machine/);
  });

  test('create: tells what a tarball takes that has to be copied', async () => {
    const { folder, typeWith } = user();
    const archive = ownZooKeeper(dirname(folder), 3);
    const disk = await memoryDisk(folder, 'size=1m');
    const words = ['create', 'lab', '--no-fetch', '--zookeeper-archive', archive];
    const seen = await typeWith({ through: disk.enter(folder) }, ...words);
    expect(seen.stderr).toMatch(/its disk is full \(3\.[2-4] MB are needed, 1\.0 MB are free\)/);
    expect(readdirSync(disk.seen(folder))).toEqual([]);
  });

  test('create --force: the lab stays as it was', async () => {
    const { folder, typeWith } = user();
    const disk = await memoryDisk(folder, 'size=400k');
    const through = disk.enter(folder);
    expect(await typeWith({ through }, 'create', 'lab', '--no-fetch')).toMatchObject({ status: 0 });
    const before = filesIn(disk.seen(folder));
    const words = ['create', 'lab', '--no-fetch', '--force', '-n', '9', '--memory', '700'];
    const seen = await typeWith({ through }, ...words);
    expect(seen).toMatchObject({ status: 1, stderr: expect.stringMatching(/its disk is full/) });
    expect(filesIn(disk.seen(folder))).toEqual(before);
    expect((await typeWith({ through }, 'list', '--json')).stdout).toContain('"name": "lab"');
  });

  test('create: a disk that takes no more files is told from one that is full', async () => {
    const { folder, typeWith } = user();
    const disk = await memoryDisk(folder, 'nr_inodes=20');
    const seen = await typeWith({ through: disk.enter(folder) }, 'create', 'lab', '--no-fetch');
    expect(seen).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/takes no more files, however small/),
    });
    expect(readdirSync(disk.seen(folder))).toEqual([]);
  });

  test('create: a quota that is used up is told from a disk that is full', async ({ skip }) => {
    if (!isInPath('mkfs.btrfs')) return skip('mkfs.btrfs is not installed');
    const { folder, typeWith } = user();
    const disk = await mounted(
      `truncate -s 256M "$1.img"; mkfs.btrfs -q "$1.img" >/dev/null; mount -o loop "$1.img" "$1"; cd "$1"
      btrfs quota enable .; btrfs subvolume create mine >/dev/null; btrfs qgroup limit 200K mine; sync`,
      folder,
    );
    const mine = join(folder, 'mine');
    const seen = await typeWith({ through: disk.enter(mine) }, 'create', 'a/b/lab', '--no-fetch');
    expect(seen).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /The lab could not be written to \S+: your quota of its disk is used up \(0\.\d MB are needed\)\. Nothing was changed; make room/,
      ),
    });
    expect(readdirSync(disk.seen(mine))).toEqual([]);
  });

  test.each([
    ['create', '--no-fetch'],
    ['up', '--provider', 'local', '--zookeeper', '3.9', '--jdk', '17'],
  ])('%s: a file system that takes no writing is named', async (...words) => {
    const { folder, typeWith } = user();
    const disk = await memoryDisk(folder, 'ro');
    const seen = await typeWith({ through: disk.enter(folder) }, ...words);
    expect(seen).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /The lab could not be written to \S+: its file system is mounted read-only\. Nothing was changed; choose another directory: zk-lab create DIR$/,
      ),
    });
  });

  test('up with plain processes: in a lab that takes no writing, it is named; what only looks goes on', async () => {
    const { folder, type, typeWith } = user();
    await type('create', '.', '--no-fetch', ...elsewhere, ...ownStack(dirname(folder)));
    const disk = await mounted('mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"', folder);
    const through = disk.enter(folder);
    const seen = await typeWith({ through }, 'up', '--provider', 'local');
    expect(seen).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /Nothing can be written to \S+\/local, .*: its file system is mounted read-only\. Make it writable/,
      ),
    });
    const status = await typeWith({ through }, 'status');
    expect(status).toMatchObject({ status: 0, stderr: expect.not.stringMatching(/writ/) });
    expect(await typeWith({ through }, 'destroy', '--yes')).toMatchObject({ status: 0 });
  });

  test('destroy of plain processes: what takes no writing is named', async () => {
    const { folder, type, typeWith } = user();
    await type('create', '.', '--no-fetch', ...elsewhere, ...ownStack(dirname(folder)));
    mkdirSync(join(folder, 'local'));
    writeFileSync(join(folder, 'local/state.json'), '{ "format": 1, "nodes": {} }');
    const disk = await mounted('mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"', folder);
    const seen = await typeWith({ through: disk.enter(folder) }, 'destroy', '--yes');
    expect(seen).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /Nothing can be written to \S+\/local, .*mounted read-only\. Make it writable/,
      ),
    });
  });

  test('the cache: your own tarball is not left there in half, and neither is a lock', async () => {
    const { folder, typeWith } = user();
    const cache = join(dirname(folder), 'cache');
    mkdirSync(cache);
    const archive = ownZooKeeper(dirname(folder), 3);
    const disk = await memoryDisk(cache, 'size=1m');
    const words = ['create', 'lab', '--no-fetch', '--zookeeper-archive', archive];
    const seen = await typeWith({ through: disk.enter(folder) }, ...words);
    expect(seen).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /Nothing more can be written to the cache \S+\/cache\/zk-lab: its disk is full \(3\.1 MB are needed, 1\.0 MB are free\)\. Make room, or put the cache elsewhere: export ZK_LAB_CACHE=DIR$/,
      ),
    });
    expect(Object.keys(filesIn(disk.seen(cache)))).toEqual([]);
    expect(existsSync(join(folder, 'lab'))).toBe(false);
  });

  test('unpacking for plain processes: says how much is needed, and leaves nothing', async () => {
    const { folder, type, typeWith } = user();
    const cache = join(dirname(folder), 'cache');
    await type('create', '.', '--no-fetch', ...elsewhere, ...ownStack(dirname(folder), 2));
    // Whatever else is kept there, half a megabyte is left.
    const disk = await mounted(
      `cp -a "$1" "$1.copy"; left=$(($(du -sk "$1" | cut -f 1) + 500))
      mount -t tmpfs -o "size=\${left}k" none "$1"; cp -a "$1.copy/." "$1"`,
      cache,
    );
    const seen = await typeWith({ through: disk.enter(folder) }, 'up', '--provider', 'local');
    expect(seen).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /written to the cache \S+: its disk is full \(2\.1 MB are needed, 0\.\d MB are free\)/,
      ),
    });
    const left = Object.keys(filesIn(disk.seen(cache)));
    expect(left.filter((name) => /unpacked|partial|locks|\.tmp/.test(name))).toEqual([]);
    expect(existsSync(join(folder, 'local'))).toBe(false);
  });
});

describe.runIf(existsSync('/dev/full'))('a result that goes into a file', () => {
  const into = (file: string) => ['sh', '-c', `exec "$@" ${file}`, 'sh'];

  test.each([['list', '--json'], ['--help'], ['labs']])(
    '%s: on a full disk that is told',
    async (...words) => {
      const seen = await user().typeWith({ through: into('>/dev/full') }, ...words);
      expect(seen).toMatchObject({ status: 1, stdout: '' });
      expect(seen.stderr).toMatch(/^zk-lab: What this command has to say could not be written: .+$/);
    },
  );

  test('of which a reader has seen enough is no error', async () => {
    const through = ['bash', '-c', 'set -o pipefail; "$@" | head -1', 'bash'];
    const seen = await user().typeWith({ through }, '--help');
    expect(seen).toMatchObject({ status: 0, stderr: '' });
  });
});
