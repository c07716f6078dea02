import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quoted } from '../../../system/quoted.js';
import { folder, look } from './looking.js';

describe('java', () => {
  const java = (version: string): string => {
    const home = join(folder, 'jvm');
    mkdirSync(join(home, 'bin'), { recursive: true });
    const told = `#!/bin/sh\necho Picked up JAVA_TOOL_OPTIONS: -Xint >&2\necho '${version}' >&2\n`;
    writeFileSync(join(home, 'bin/java'), told, { mode: 0o755 });
    return home;
  };
  /** A profile that leaves nothing else in PATH, and is not quiet. */
  const profile = (path: string): string => {
    writeFileSync(
      join(folder, 'profile'),
      `echo welcome\nPATH=${quoted(path)}:/nowhere\nPATH=$PATH:/usr/bin\n`,
    );
    return join(folder, 'profile');
  };

  test.each([
    ['java version "1.8.0_144"', 8],
    ['openjdk version "17.0.19" 2026-04-21', 17],
    ['openjdk version "21-ea" 2023-09-19', 21],
  ])('%s is Java %i', (version, feature) => {
    const home = java(version);
    const source = profile(join(home, 'bin'));
    const java_release = (...releases: readonly number[]) =>
      look('java_release', source, home, '', '', ...releases);
    expect(java_release(11, feature)).toMatchObject({ done: true, seen: version });
    expect(java_release(11)).toMatchObject({
      done: false,
      seen: version,
      wanted: 'Java 11',
    });
  });

  test('one that is unpacked and in nobody’s PATH is another case than none', () => {
    writeFileSync(join(folder, 'none'), 'PATH=/nowhere\n');
    const nowhere = join(folder, 'none');
    expect(look('java_release', nowhere, join(folder, 'jvm'), '', '', 8)).toMatchObject({
      detail: '',
      done: false,
      seen: 'java: -',
    });
    const home = java('java version "1.8.0_144"');
    expect(look('java_release', nowhere, home, '', '', 8)).toMatchObject({
      detail: 'hidden',
      done: false,
      facts: { line: [`export PATH=${home}/bin:$PATH`] },
    });
    // In its place is another one.
    expect(look('java_release', nowhere, home, '', '', 11)).toMatchObject({
      detail: '',
      done: false,
      facts: { aside: [home], suffix: ['.old'] },
    });
  });

  test('a PATH in which nothing else is left is told', () => {
    const home = java('java version "1.8.0_144"');
    writeFileSync(join(folder, 'alone'), `export PATH=${quoted(join(home, 'bin'))}\n`);
    expect(look('java_release', join(folder, 'alone'), home, '', '', 8)).toMatchObject({
      detail: 'hidden',
      done: false,
      seen: `PATH=${home}/bin`,
      facts: { line: ['export PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] },
    });
  });

  test('a JAVA_HOME that leads elsewhere is seen: ZooKeeper’s scripts take it first', () => {
    const home = java('java version "1.8.0_144"');
    const source = profile(join(home, 'bin'));
    appendFileSync(source, 'JAVA_HOME=/nowhere\n');
    expect(look('java_release', source, home, '', '', 8)).toMatchObject({
      detail: 'hidden',
      done: false,
      seen: 'JAVA_HOME=/nowhere: -',
      wanted: 'Java 8',
      facts: { line: [`export JAVA_HOME=${home}`] },
    });
    appendFileSync(source, `JAVA_HOME=${quoted(home)}\n`);
    expect(look('java_release', source, home, '', '', 8)).toMatchObject({ done: true });
  });
});
