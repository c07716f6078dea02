import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMirror, mirrors } from '../../../artifacts/mirrors.js';
import { UsageError } from '../../../messages/errors.js';
import { jdk } from '../../../software/jdk/index.js';
import { jdks } from '../../../software/jdk/releases.js';
import { javaFeatureOf } from '../../../software/jdk/version.js';
import { plainName, wholeUrls } from '../looking.js';

const archs = ['x64', 'aarch64'] as const;
const urlsOf = (feature: string, arch: (typeof archs)[number], mirror: string) =>
  jdk.request(jdk.find(feature), arch, findMirror(mirror)).urls;

describe('a JDK', () => {
  it.each([
    ['8', 8],
    ['1.8', 8],
    ['21', 21],
  ])('%s means %d', (text, feature) => expect(jdk.find(text).feature).toBe(feature));

  it.each([
    ['16', '; did you mean 17?'],
    ['7', '; did you mean 8?'],
    ['25', '; did you mean 21?'],
    ['eight', '. Known: 8'],
  ])('%s is refused, naming the nearest if there is one', (text, end) => {
    expect(() => jdk.find(text)).toThrow(UsageError);
    expect(() => jdk.find(text)).toThrow(`is not in the catalogue${end}`);
  });

  it.each([
    ['8u144', 8],
    ['1.8.0_144', 8],
    ['8u504-b01', 8],
    ['17.0.20+8', 17],
    ['21', 21],
  ])('version %s is of feature release %d', (version, feature) => {
    expect(javaFeatureOf(version)).toBe(feature);
  });

  it('typed in whatever way is found or refused as wrong usage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        try {
          jdk.find(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });

  it('is wanted for one architecture: each has a tarball and a key of its own', () => {
    const requests = archs.map((arch) => jdk.request(jdk.find('17'), arch, findMirror('auto')));
    expect(requests.map(({ title }) => title)).toEqual(['JDK 17 (x64)', 'JDK 17 (aarch64)']);
    expect(new Set(requests.map(({ key }) => key)).size).toBe(2);
    expect(new Set(requests.map(({ file }) => file)).size).toBe(2);
    expect(new Set(requests.map(({ checksum }) => checksum?.value)).size).toBe(2);
  });

  it('of Oracle’s that the tutorial uses is known by its checksum', () => {
    const { known } = jdk.request(jdk.find('8'), 'x64', findMirror('auto'));
    expect(known).toEqual({ e8a341ce566f32c3d06f6d0f0eeea9a0f434f538d22af949ae58bc86f2eeaae4: '8u144' });
  });
});

describe('where its tarballs are', () => {
  it('the publisher’s release comes last of all', () => {
    expect(urlsOf('17', 'aarch64', 'auto').at(-1)).toBe(
      'https://github.com/adoptium/temurin17-binaries/releases/download/jdk-17.0.20%2B8/OpenJDK17U-jdk_aarch64_linux_hotspot_17.0.20_8.tar.gz',
    );
    expect(urlsOf('8', 'x64', 'official')).toEqual([
      'https://github.com/adoptium/temurin8-binaries/releases/download/jdk8u504-b01/OpenJDK8U-jdk_x64_linux_hotspot_8u504b01.tar.gz',
    ]);
  });

  it('a mirror that has none is passed over', () => {
    expect(urlsOf('8', 'x64', 'huawei')).toEqual(urlsOf('8', 'x64', 'official'));
  });

  it('every address is whole', () => {
    for (const { name } of [...mirrors, findMirror('http://files.example')]) {
      for (const { feature } of jdks) {
        for (const arch of archs) expect(urlsOf(String(feature), arch, name)).toSatisfy(wholeUrls);
      }
    }
  });
});

describe('the data', () => {
  const files = jdks.flatMap((release) => Object.values(release.files));

  it('has a checksum of the right length for every tarball', () => {
    for (const { sha256 } of files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(files.length);
  });

  it('has names that need no quoting', () => {
    for (const { file } of files) expect(file).toMatch(plainName);
  });
});
