import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMirror, mirrors } from '../../../artifacts/mirrors.js';
import { UsageError } from '../../../messages/errors.js';
import { releaseFor, zookeeper } from '../../../software/zookeeper/index.js';
import { lineOf, zooKeepers } from '../../../software/zookeeper/releases.js';
import { plainName, wholeUrls } from '../looking.js';

const { find } = zookeeper;
const request = (version: string, mirror: string) =>
  zookeeper.request(find(version), 'x64', findMirror(mirror));
const urlsOf = (version: string, mirror: string) => request(version, mirror).urls;

describe('a ZooKeeper', () => {
  it('of the tutorial is the very tarball that public recipes pin', () => {
    expect(request('3.4.9', 'auto')).toMatchObject({
      kind: 'zookeeper',
      title: 'ZooKeeper 3.4.9',
      version: '3.4.9',
      root: 'zookeeper-3.4.9',
      file: 'zookeeper-3.4.9.tar.gz',
      checksum: {
        algorithm: 'sha256',
        value: 'e7f340412a61c7934b5143faef8d13529b29242ebfba2eba48169f4a8392f535',
      },
    });
  });

  it.each([
    ['3.4', '3.4.14'],
    ['3.5', '3.5.10'],
    ['3.6', '3.6.4'],
    ['3.7', '3.7.2'],
    ['3.8', '3.8.6'],
    ['3.9', '3.9.5'],
    ['3.4.9', '3.4.9'],
    [' 3.8.4 ', '3.8.4'],
  ])('%j means %s', (text, version) => expect(find(text).version).toBe(version));

  it('from 3.5 on unpacks to apache-zookeeper-…-bin', () => {
    expect(find('3.9')).toMatchObject({
      root: 'apache-zookeeper-3.9.5-bin',
      file: 'apache-zookeeper-3.9.5-bin.tar.gz',
    });
  });

  it.each([
    ['3.4.99', '; did you mean 3.4.9?'],
    ['3.9.55', '; did you mean 3.9.5?'],
    ['4', '. Known: 3.4.9'],
    ['latest', '. Known: 3.4.9'],
  ])('%s is refused, naming a near one if there is one', (text, end) => {
    expect(() => find(text)).toThrow(UsageError);
    expect(() => find(text)).toThrow(`is not in the catalogue${end}`);
  });

  it('of the user’s own gets what its line has', () => {
    expect(releaseFor('3.4.12')).toMatchObject({
      version: '3.4.12',
      root: 'zookeeper-3.4.12',
      jdks: [8, 11],
    });
    // A checksum is one tarball's, not a line's.
    expect(releaseFor('3.4.12').checksum).toBeUndefined();
    expect(releaseFor('3.7.1').file).toBe('apache-zookeeper-3.7.1-bin.tar.gz');
    expect(releaseFor('3.4.9')).toBe(find('3.4.9'));
    expect(() => releaseFor('2.9.1')).toThrow(UsageError);
  });

  it('that exists is found by its version and its line, each by a key of its own', () => {
    for (const release of zooKeepers) {
      expect(find(release.version)).toBe(release);
      expect(lineOf(find(lineOf(release.version)).version)).toBe(lineOf(release.version));
    }
    const keys = zooKeepers.map(({ version }) => request(version, 'auto').key);
    expect(new Set(keys).size).toBe(zooKeepers.length);
  });

  it('typed in whatever way is found or refused as wrong usage', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(find, releaseFor),
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()),
        (f, text) => {
          try {
            f(text);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
    );
  });
});

describe('where its tarballs are', () => {
  it('auto ends at the archive that keeps everything', () => {
    expect(urlsOf('3.4.9', 'auto').at(-1)).toBe(
      'https://archive.apache.org/dist/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
    );
  });

  it('a mirror comes first, then Apache’s own', () => {
    expect(urlsOf('3.4.9', 'huawei')).toEqual([
      'https://mirrors.huaweicloud.com/apache/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
      'https://dlcdn.apache.org/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
      'https://archive.apache.org/dist/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
    ]);
  });

  it('a base address is tried as Apache’s archive and as a plain folder', () => {
    expect(urlsOf('3.4.9', 'http://files.example:8080/pub/').slice(0, 2)).toEqual([
      'http://files.example:8080/pub/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
      'http://files.example:8080/pub/zookeeper-3.4.9.tar.gz',
    ]);
  });

  it('checksums come from Apache’s archive over https, whatever the mirror', () => {
    for (const mirror of ['auto', 'tuna', 'http://files.example']) {
      expect(request('3.9', mirror).checksumUrl).toBe(
        'https://archive.apache.org/dist/zookeeper/zookeeper-3.9.5/apache-zookeeper-3.9.5-bin.tar.gz.sha512',
      );
    }
  });

  it('every address is whole', () => {
    for (const { name } of [...mirrors, findMirror('http://files.example')]) {
      for (const { version } of zooKeepers) expect(urlsOf(version, name)).toSatisfy(wholeUrls);
    }
  });
});

describe('the data', () => {
  it('has checksums of the right length', () => {
    const pinned = zooKeepers.flatMap(({ checksum }) => checksum ?? []);
    expect(pinned.length).toBeGreaterThan(0);
    for (const { algorithm, value } of pinned) {
      expect(value).toMatch(algorithm === 'sha256' ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{128}$/);
    }
  });

  it('has names that need no quoting', () => {
    for (const { root, file } of zooKeepers) {
      expect(root).toMatch(plainName);
      expect(file).toMatch(plainName);
    }
  });

  it('is in order, so that a line’s newest is its last', () => {
    const versions = zooKeepers.map(({ version }) => version);
    const byNumber = versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    expect(versions).toEqual(byNumber);
    expect(new Set(versions.map(lineOf))).toEqual(new Set(['3.4', '3.5', '3.6', '3.7', '3.8', '3.9']));
  });
});
