import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fittingJdk, jdksAtHand } from '../../../software/jdk/installed.js';
import type { JdkSearch } from '../../../software/jdk/search.js';
import { releaseFor } from '../../../software/zookeeper/index.js';
import { runsOnJdk } from '../../../software/zookeeper/jdk-compatibility.js';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'zk-lab-jdks-')));
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (path: string): string => join(root, path);

function file(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
  chmodSync(at(path), mode);
}

/** A JDK that tells its version in its file `release`, as most do. */
function jdk(path: string, version: string): void {
  file(`${path}/bin/java`, '#!/bin/sh\nexit 1\n', 0o755);
  file(`${path}/release`, `IMPLEMENTOR="Somebody"\nJAVA_VERSION="${version}"\n`);
}

/** A java that has to be asked. */
function javaSaying(path: string, home: string, version: string): void {
  const said = `Property settings:\n    java.home = ${home}\n    java.version = ${version}\n`;
  file(path, `#!/bin/sh\ncat >&2 <<'END'\n${said}END\n`, 0o755);
}

function machine(env: NodeJS.ProcessEnv, ...folders: string[]): JdkSearch {
  return { env, platform: 'linux', folders: folders.map(at) };
}

const found = (search: JdkSearch) =>
  jdksAtHand(search).map(({ home, feature }) => [home.replace(`${root}/`, ''), feature]);

describe('the JDKs at hand', () => {
  test('are those of JAVA_HOME, PATH and the usual places, in this order', () => {
    jdk('mine', '11.0.13');
    jdk('other', '17.0.15');
    jdk('jvm/java-8', '1.8.0_504');
    jdk('jvm/java-21', '21.0.12');
    mkdirSync(at('bin'));
    symlinkSync(at('other/bin/java'), at('bin/java'));
    const env = { JAVA_HOME: at('mine'), PATH: `/nowhere:${at('bin')}` };
    expect(found(machine(env, 'jvm/*'))).toEqual([
      ['mine', 11],
      ['other', 17],
      ['jvm/java-21', 21],
      ['jvm/java-8', 8],
    ]);
  });

  test('are counted once, however many links lead there', () => {
    jdk('jvm/java-17', '17.0.15');
    symlinkSync('java-17', at('jvm/default'));
    expect(found(machine({ JAVA_HOME: at('jvm/default') }, 'jvm/*'))).toEqual([['jvm/java-17', 17]]);
  });

  test('include those in the middle of a path, as macOS has them', () => {
    jdk('jvm/temurin-17.jdk/Contents/Home', '17.0.15');
    mkdirSync(at('jvm/empty.jdk'));
    expect(found(machine({}, 'jvm/*/Contents/Home'))).toEqual([['jvm/temurin-17.jdk/Contents/Home', 17]]);
  });

  test('are asked where no file tells, and a stand-in in PATH says where Java really is', () => {
    mkdirSync(at('real/17'), { recursive: true });
    javaSaying('shims/java/bin/java', at('real/17'), '17.0.2');
    expect(found(machine({ PATH: at('shims/java/bin') }))).toEqual([['real/17', 17]]);
  });

  test('8 is the JDK around the JRE that answers', () => {
    javaSaying('java-8/jre/bin/java', at('java-8/jre'), '1.8.0_504');
    javaSaying('java-8/bin/java', at('java-8/jre'), '1.8.0_504');
    mkdirSync(at('bin'));
    symlinkSync(at('java-8/jre/bin/java'), at('bin/java'));
    expect(found(machine({ PATH: at('bin') }, 'java-8'))).toEqual([['java-8', 8]]);
  });

  test('are none where nothing can be run or nothing sensible is said', () => {
    file('not-executable/bin/java', '');
    file('silent/bin/java', '#!/bin/sh\nexit 1\n', 0o755);
    const env = { JAVA_HOME: at('nowhere'), PATH: '' };
    expect(found(machine(env, 'not-executable', 'silent', 'missing/*'))).toEqual([]);
  });
});

describe('the JDK for a ZooKeeper', () => {
  const jdks = [25, 17, 11].map((feature) => ({ home: `/${feature}`, version: `${feature}`, feature }));

  const fitting = (version: string, among: typeof jdks, usual: number) =>
    fittingJdk(among, (feature) => runsOnJdk(releaseFor(version), feature), usual)?.feature;

  test('is the wanted one, else the first that fits, else none', () => {
    expect(fitting('3.4.9', jdks, 8)).toBe(11);
    expect(fitting('3.9.5', jdks, 17)).toBe(17);
    expect(fitting('3.4.9', jdks.slice(0, 2), 8)).toBeUndefined();
  });
});
