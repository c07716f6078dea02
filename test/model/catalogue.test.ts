import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertFits,
  assertMirror,
  boxFor,
  checksumUrlOf,
  defaultJdk,
  defaultSystem,
  defaultZooKeeper,
  findJdk,
  findMirror,
  findSystem,
  findZooKeeper,
  fits,
  javaFeatureOf,
  jdks,
  knownTarballs,
  lineOf,
  mirrors,
  releaseFor,
  systems,
  urlsOf,
  vaultsOf,
  zooKeepers,
} from '../../../model/catalogue.js';
import { UsageError } from '../../messages/errors.js';

/** Names that need no quoting in a shell, in Ruby or in YAML. */
const plain = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

describe('the tutorial’s parts', () => {
  it('are the defaults and fit together', () => {
    const zookeeper = findZooKeeper(defaultZooKeeper);
    expect(zookeeper).toMatchObject({ version: '3.4.9', root: 'zookeeper-3.4.9' });
    expect(zookeeper.download).toMatchObject({
      file: 'zookeeper-3.4.9.tar.gz',
      checksum: { value: 'e7f340412a61c7934b5143faef8d13529b29242ebfba2eba48169f4a8392f535' },
    });
    expect(() => assertFits(zookeeper, defaultJdk)).not.toThrow();
    expect(findSystem(defaultSystem).image.name).toBe('centos:7.3.1611');
    expect(knownTarballs).toContainEqual(
      expect.objectContaining({ file: 'jdk-8u144-linux-x64.tar.gz', version: '8u144' }),
    );
  });
});

describe('a ZooKeeper', () => {
  it.each([
    ['3.4', '3.4.14'],
    ['3.5', '3.5.10'],
    ['3.6', '3.6.4'],
    ['3.7', '3.7.2'],
    ['3.8', '3.8.6'],
    ['3.9', '3.9.5'],
    ['3.4.9', '3.4.9'],
    [' 3.8.4 ', '3.8.4'],
  ])('%j means %s', (text, version) => expect(findZooKeeper(text).version).toBe(version));

  it('from 3.5 on unpacks to apache-zookeeper-…-bin', () => {
    expect(findZooKeeper('3.9')).toMatchObject({
      root: 'apache-zookeeper-3.9.5-bin',
      download: { file: 'apache-zookeeper-3.9.5-bin.tar.gz' },
    });
  });

  it.each([
    ['3.4.99', '3.4.9'],
    ['3.9.55', '3.9.5'],
    ['4', '3.4'],
    ['latest', '3'],
  ])('%s is refused, naming a near one', (text, nearest) => {
    expect(() => findZooKeeper(text)).toThrow(UsageError);
    expect(() => findZooKeeper(text)).toThrow(`did you mean ${nearest}`);
  });

  it('of the user’s own gets what its line has', () => {
    expect(releaseFor('3.4.12')).toMatchObject({
      version: '3.4.12',
      root: 'zookeeper-3.4.12',
      jdks: [8, 11],
    });
    expect(releaseFor('3.7.1').download.file).toBe('apache-zookeeper-3.7.1-bin.tar.gz');
    expect(releaseFor('3.4.9')).toBe(findZooKeeper('3.4.9'));
    expect(() => releaseFor('2.9.1')).toThrow(UsageError);
  });
});

describe('a JDK', () => {
  it.each([
    ['8', 8],
    ['1.8', 8],
    ['21', 21],
  ])('%s means %d', (text, feature) => expect(findJdk(text).feature).toBe(feature));

  it.each([
    ['16', '17'],
    ['7', '8'],
    ['25', '21'],
    ['eight', ''],
  ])('%s is refused, naming the nearest', (text, nearest) => {
    expect(() => findJdk(text)).toThrow(UsageError);
    expect(() => findJdk(text)).toThrow(`did you mean ${nearest}`);
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
});

describe('what fits with what', () => {
  it.each([
    ['3.4.9', 8, true],
    ['3.4.14', 11, true],
    ['3.4.14', 17, false],
    ['3.4.9', 25, false],
    ['3.9', 17, true],
    ['3.9', 24, true],
    ['3.9', 7, false],
  ])('ZooKeeper %s on Java %d: %s', (version, feature, yes) => {
    expect(fits(findZooKeeper(version), feature)).toBe(yes);
  });

  it('a misfit is refused with both ways out', () => {
    expect(() => assertFits(findZooKeeper('3.4.9'), 17)).toThrow(UsageError);
    expect(() => assertFits(findZooKeeper('3.4.9'), 17)).toThrow(/--jdk 8 .*--zookeeper 3\.9/);
    expect(() => assertFits(findZooKeeper('3.9'), 6)).toThrow(/--jdk 8 \(it runs on [\d, ]+\)\.$/);
  });

  it('every ZooKeeper has a JDK of the catalogue', () => {
    for (const zookeeper of zooKeepers) {
      expect(jdks.some(({ feature }) => fits(zookeeper, feature))).toBe(true);
    }
  });
});

describe('a system', () => {
  it('is found by name', () => {
    expect(findSystem('CentOS-7.3').title).toBe('CentOS 7.3.1611');
    expect(() => findSystem('centos-7')).toThrow('did you mean centos-7.3');
  });

  it('has a box for every provider, and its own for those that publish one', () => {
    const centos = findSystem('centos-7.3');
    expect(boxFor(centos, 'virtualbox')).toMatchObject({ name: 'centos/7', version: '1611.01' });
    expect(boxFor(centos, 'libvirt').file).toMatch(/LibVirt\.box$/);
    expect(boxFor(centos, 'vmware_desktop').name).toBe('bento/centos-7.3');
    expect(boxFor(centos, 'docker').name).toBe('bento/centos-7.3');
    for (const system of systems) expect(boxFor(system, 'anything').archs.length).toBeGreaterThan(0);
  });

  it('past its end of life has its packages in the vault', () => {
    expect(vaultsOf(findSystem('centos-7.3'), 'tuna')).toEqual([
      'http://mirrors.tuna.tsinghua.edu.cn/centos-vault/7.3.1611',
      'http://vault.centos.org/7.3.1611',
      'http://archive.kernel.org/centos-vault/7.3.1611',
    ]);
    expect(vaultsOf(findSystem('debian-12'), 'tuna')).toEqual([]);
  });
});

describe('where things are', () => {
  const { download } = findZooKeeper('3.4.9');

  it('auto ends at the archives that keep everything', () => {
    expect(urlsOf('zookeeper', download, 'auto').at(-1)).toBe(
      'https://archive.apache.org/dist/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
    );
    expect(urlsOf('jdk', findJdk('17').downloads.aarch64, 'auto').at(-1)).toBe(
      'https://github.com/adoptium/temurin17-binaries/releases/download/jdk-17.0.20%2B8/OpenJDK17U-jdk_aarch64_linux_hotspot_17.0.20_8.tar.gz',
    );
    expect(urlsOf('jdk', findJdk('8').downloads.x64, 'official')).toEqual([
      'https://github.com/adoptium/temurin8-binaries/releases/download/jdk8u504-b01/OpenJDK8U-jdk_x64_linux_hotspot_8u504b01.tar.gz',
    ]);
  });

  it('a mirror comes first, and one that lacks a kind is passed over', () => {
    expect(urlsOf('zookeeper', download, 'huawei')).toEqual([
      'https://mirrors.huaweicloud.com/apache/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
      'https://dlcdn.apache.org/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
      'https://archive.apache.org/dist/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
    ]);
    const { x64 } = findJdk('8').downloads;
    expect(urlsOf('jdk', x64, 'huawei')).toEqual(urlsOf('jdk', x64, 'official'));
  });

  it('a base address is tried as Apache’s archive and as a plain folder', () => {
    expect(urlsOf('zookeeper', download, 'http://files.example:8080/pub/').slice(0, 2)).toEqual([
      'http://files.example:8080/pub/zookeeper/zookeeper-3.4.9/zookeeper-3.4.9.tar.gz',
      'http://files.example:8080/pub/zookeeper-3.4.9.tar.gz',
    ]);
  });

  it('a box file keeps its path', () => {
    const { file = '' } = boxFor(findSystem('centos-7.3'), 'virtualbox');
    expect(urlsOf('box', { file }, 'ustc')).toEqual([
      `https://mirrors.ustc.edu.cn/centos-cloud/${file}`,
      `https://cloud.centos.org/${file}`,
    ]);
  });

  it('checksums come from Apache’s archive over https, whatever the mirror', () => {
    expect(checksumUrlOf(findZooKeeper('3.9').download)).toBe(
      'https://archive.apache.org/dist/zookeeper/zookeeper-3.9.5/apache-zookeeper-3.9.5-bin.tar.gz.sha512',
    );
  });

  it.each(['tunna', 'ftp://x', 'http://', '/srv/mirror', ''])('%j is no mirror', (text) => {
    expect(() => assertMirror(text)).toThrow(UsageError);
  });

  it('no address keeps a placeholder', () => {
    for (const { name } of mirrors) {
      const urls = [
        ...zooKeepers.flatMap((release) => urlsOf('zookeeper', release.download, name)),
        ...jdks.flatMap(({ downloads }) => Object.values(downloads).flatMap((d) => urlsOf('jdk', d, name))),
        ...systems.flatMap((system) => vaultsOf(system, name)),
        ...systems.flatMap(({ boxes }) =>
          boxes.flatMap(({ file }) => (file === undefined ? [] : urlsOf('box', { file }, name))),
        ),
      ];
      for (const url of urls) {
        expect(url).not.toMatch(/[{}]|undefined|\/\/$/);
        expect(URL.canParse(url)).toBe(true);
      }
    }
  });
});

describe('the data', () => {
  it('has checksums of the right length', () => {
    const downloads = [
      ...zooKeepers.map(({ download }) => download),
      ...jdks.flatMap((jdk) => Object.values(jdk.downloads)),
    ];
    for (const { checksum } of downloads) {
      if (checksum)
        expect(checksum.value).toMatch(
          checksum.algorithm === 'sha256' ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{128}$/,
        );
    }
    for (const { downloads: files } of jdks) {
      expect(files.x64.checksum).toBeDefined();
      expect(files.aarch64.checksum).toBeDefined();
    }
    for (const { sha256 } of knownTarballs) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has names that need no quoting', () => {
    for (const { root, download } of zooKeepers) {
      expect(root).toMatch(plain);
      expect(download.file).toMatch(plain);
    }
    for (const { downloads } of jdks)
      for (const { file } of Object.values(downloads)) expect(file).toMatch(plain);
    for (const { name } of systems) expect(name).toMatch(plain);
  });

  it('is in order, so that a line’s newest is its last', () => {
    const versions = zooKeepers.map(({ version }) => version);
    const byNumber = versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    expect(versions).toEqual(byNumber);
    expect(new Set(versions.map(lineOf))).toEqual(new Set(['3.4', '3.5', '3.6', '3.7', '3.8', '3.9']));
  });
});

describe('whatever is typed', () => {
  it('is found or refused as wrong usage, never anything else', () => {
    const find = [findZooKeeper, findJdk, findSystem, findMirror, releaseFor] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...find),
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

  it('of versions that exist is found', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zooKeepers), (release) => {
        expect(findZooKeeper(release.version)).toBe(release);
        expect(lineOf(findZooKeeper(lineOf(release.version)).version)).toBe(lineOf(release.version));
      }),
    );
  });
});
