/** Which JDKs there are on this machine. Files are read; java itself is only asked where no file tells its version. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRunnable, pathFolders } from '../../system/programs.js';
import type { JdkSearch } from './search.js';
import { javaFeatureOf } from './version.js';

/** A Java that can be run. */
export interface Jdk {
  /** Its folder: what JAVA_HOME names. Absolute, without links. */
  readonly home: string;
  /** As it calls itself: 1.8.0_504, 17.0.15. */
  readonly version: string;
  readonly feature: number;
}

/**
 * The JDKs at hand: JAVA_HOME first, then the one in PATH, then the usual places.
 * A folder that holds no java that this user may run is passed over.
 */
export function jdksAtHand(search: JdkSearch): Jdk[] {
  const found = new Map<string, Jdk>();
  for (const home of candidates(search)) {
    const real = runnable(home);
    if (real === undefined || found.has(real)) continue;
    const jdk = fromRelease(real) ?? fromJava(real);
    if (jdk && !found.has(jdk.home)) found.set(jdk.home, jdk);
  }
  return [...found.values()];
}

/** Of several JDKs the one of the wanted feature release, else the first that will do. */
export function fittingJdk(
  jdks: readonly Jdk[],
  willDo: (feature: number) => boolean,
  wanted: number,
): Jdk | undefined {
  const fit = jdks.filter(({ feature }) => willDo(feature));
  return fit.find(({ feature }) => feature === wanted) ?? fit[0];
}

function candidates(search: JdkSearch): string[] {
  const { env, platform, folders } = search;
  const inPath = pathFolders(search).flatMap((folder) => {
    try {
      return [dirname(dirname(realpathSync(join(folder, 'java'))))];
    } catch {
      return [];
    }
  });
  // On macOS /usr/bin/java opens a window that offers to install Java.
  const own = inPath.filter((home) => !(platform === 'darwin' && home === '/usr'));
  return [...(env.JAVA_HOME ? [env.JAVA_HOME] : []), ...own, ...folders.flatMap(expand)];
}

/** Comparable as text: 17 comes after 8. Sorting by a language's rules would load all of them first. */
const sortable = (name: string): string => name.replace(/\d+/g, (digits) => digits.padStart(8, '0'));

/** The folders that a path with stars names, the newest-looking first. */
function expand(pattern: string): string[] {
  const star = pattern.split('/').findIndex((part) => part.includes('*'));
  if (star < 0) return [pattern];
  const parts = pattern.split('/');
  const parent = parts.slice(0, star).join('/');
  const [before = '', after = ''] = (parts[star] ?? '').split('*');
  try {
    return readdirSync(parent)
      .filter((name) => name.startsWith(before) && name.endsWith(after) && !name.startsWith('.'))
      .sort((a, b) => (sortable(a) < sortable(b) ? 1 : -1))
      .flatMap((name) => expand([parent, name, ...parts.slice(star + 1)].join('/')));
  } catch {
    return [];
  }
}

/** The real folder, if there is a java in it. */
function runnable(home: string): string | undefined {
  return isRunnable(join(home, 'bin', 'java')) ? realpathSync(home) : undefined;
}

/** From the file `release` that all but a few JDKs bring along. */
function fromRelease(home: string): Jdk | undefined {
  try {
    const version = /^JAVA_VERSION="?([^"\n]+)/m.exec(readFileSync(join(home, 'release'), 'utf8'))?.[1];
    return jdkOf(home, version);
  } catch {
    return undefined;
  }
}

/** From java itself: what stands in PATH may be a version manager's stand-in, so it also tells where it really is. */
function fromJava(home: string): Jdk | undefined {
  try {
    const told = execFileSync(
      '/bin/sh',
      ['-c', '"$0" -XshowSettings:properties -version 2>&1', join(home, 'bin/java')],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: 10_000,
      },
    );
    const property = (name: string): string | undefined =>
      new RegExp(`^ *${name.replaceAll('.', '\\.')} = (.+)$`, 'm').exec(told)?.[1]?.trim();
    const real = property('java.home') ?? home;
    // JDK 8 runs from the JRE inside it.
    const whole = real.endsWith('/jre') ? (runnable(dirname(real)) ?? real) : real;
    return jdkOf(whole, property('java.version'));
  } catch {
    return undefined;
  }
}

function jdkOf(home: string, version: string | undefined): Jdk | undefined {
  const feature = javaFeatureOf(version ?? '');
  return version === undefined || Number.isNaN(feature) ? undefined : { home, version, feature };
}
