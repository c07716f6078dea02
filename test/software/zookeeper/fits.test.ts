import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../messages/errors.js';
import { jdk } from '../../../software/jdk/index.js';
import { assertFits, fits, linesFor } from '../../../software/zookeeper/fits.js';
import { zookeeper } from '../../../software/zookeeper/index.js';

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
    expect(fits(find(version), feature)).toBe(yes);
  });

  it('a misfit is refused with both ways out', () => {
    expect(() => assertFits(find('3.4.9'), 17)).toThrow(UsageError);
    expect(() => assertFits(find('3.4.9'), 17)).toThrow(/jdk: '8' .*zookeeper: '3\.9'/);
    expect(() => assertFits(find('3.9'), 6)).toThrow(/jdk: '8' \(it runs on [\d, ]+\)\.$/);
    expect(() => assertFits(find('3.4.9'), 8)).not.toThrow();
  });

  it('every ZooKeeper has a JDK of the catalogue', () => {
    for (const release of zookeeper.releases) {
      expect(jdk.releases.some(({ feature }) => fits(release, feature))).toBe(true);
    }
  });

  it('the lines for some JDKs are those that run on one of them, newest last', () => {
    expect(linesFor([17])).toEqual(['3.5', '3.6', '3.7', '3.8', '3.9']);
    expect(linesFor([7, 11])).toEqual(['3.4', '3.5', '3.6', '3.7', '3.8', '3.9']);
    expect(linesFor([])).toEqual([]);
  });
});
