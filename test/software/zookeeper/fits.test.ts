import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../messages/errors.js';
import { jdk } from '../../../software/jdk/index.js';
import { zookeeper } from '../../../software/zookeeper/index.js';
import { assertRunsOnJdk, linesOnJdks, runsOnJdk } from '../../../software/zookeeper/jdk-compatibility.js';

const { find } = zookeeper;

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
    expect(runsOnJdk(find(version), feature)).toBe(yes);
  });

  it('a misfit is refused with both ways out', () => {
    expect(() => assertRunsOnJdk(find('3.4.9'), 17)).toThrow(UsageError);
    expect(() => assertRunsOnJdk(find('3.4.9'), 17)).toThrow(/jdk: '8' .*zookeeper: '3\.9'/);
    expect(() => assertRunsOnJdk(find('3.9'), 6)).toThrow(/jdk: '8' \(it runs on [\d, ]+\)\.$/);
    expect(() => assertRunsOnJdk(find('3.4.9'), 8)).not.toThrow();
  });

  it('every ZooKeeper has a JDK of the catalogue', () => {
    for (const release of zookeeper.releases) {
      expect(jdk.releases.some(({ feature }) => runsOnJdk(release, feature))).toBe(true);
    }
  });

  it('the lines for some JDKs are those that run on one of them, newest last', () => {
    expect(linesOnJdks([17])).toEqual(['3.5', '3.6', '3.7', '3.8', '3.9']);
    expect(linesOnJdks([7, 11])).toEqual(['3.4', '3.5', '3.6', '3.7', '3.8', '3.9']);
    expect(linesOnJdks([])).toEqual([]);
  });
});
