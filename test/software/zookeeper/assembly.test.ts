import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCached } from '../../../artifacts/index.js';
import { findMirror } from '../../../artifacts/mirrors.js';
import { obtain } from '../../../artifacts/obtain.js';
import type { ArtifactEvent, TarballRequest } from '../../../artifacts/types.js';
import { jdk } from '../../../software/jdk/index.js';
import { zookeeper } from '../../../software/zookeeper/index.js';
import { fileOf, textOf } from '../../artifacts/tarballs.js';

const before = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-maven-'));
  process.env.ZK_LAB_CACHE = join(folder, 'cache');
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a program named mvn first in PATH. In it, $pom and $out are what it was asked to read and to fill. */
function fakeMaven(body: string): void {
  const script = `#!/bin/bash
for word; do
  case $word in
    --file=*) pom=\${word#*=} ;;
    -DoutputDirectory=*) out=\${word#*=} ;;
  esac
done
${body}
`;
  chmodSync(fileOf(join(folder, 'bin'), 'mvn', script), 0o755);
  process.env.PATH = `${join(folder, 'bin')}${delimiter}${before.PATH}`;
}

const jars = (names: string) => `mkdir -p "$out"; for jar in ${names}; do echo "$jar" > "$out/$jar"; done`;

/** A request that no address answers: only Maven is left. */
const offNet = (request: TarballRequest): TarballRequest => ({
  ...request,
  urls: [],
  ...(request.checksumUrl !== undefined && { checksumUrl: 'http://127.0.0.1:1/' }),
});
const want = (version: string): TarballRequest =>
  offNet(zookeeper.request(zookeeper.find(version), 'x64', findMirror('auto')));

function listed(path: string): string[] {
  return execFileSync('tar', ['-tzvf', path], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } })
    .trim()
    .split('\n');
}

describe('a distribution assembled through Maven', () => {
  it('of 3.4 is laid out as the official one: its jar at the top, libraries in lib/', async () => {
    fakeMaven(jars('zookeeper-3.4.9.jar log4j-1.2.16.jar slf4j-api-1.6.1.jar'));
    const artifact = await obtain(want('3.4.9'));
    expect(artifact).toMatchObject({
      version: '3.4.9',
      file: 'zookeeper-3.4.9.tar.gz',
      root: 'zookeeper-3.4.9',
      source: 'maven',
    });
    const names = listed(artifact.path).map((line) => line.split(/\s+/).at(-1));
    expect(names).toEqual([
      'zookeeper-3.4.9/',
      'zookeeper-3.4.9/bin/',
      'zookeeper-3.4.9/bin/zkCli.sh',
      'zookeeper-3.4.9/bin/zkEnv.sh',
      'zookeeper-3.4.9/bin/zkServer.sh',
      'zookeeper-3.4.9/conf/',
      'zookeeper-3.4.9/conf/log4j.properties',
      'zookeeper-3.4.9/conf/zoo_sample.cfg',
      'zookeeper-3.4.9/lib/',
      'zookeeper-3.4.9/lib/log4j-1.2.16.jar',
      'zookeeper-3.4.9/lib/slf4j-api-1.6.1.jar',
      'zookeeper-3.4.9/zk-lab-assembled.txt',
      'zookeeper-3.4.9/zookeeper-3.4.9.jar',
    ]);
    expect(findCached(want('3.4.9'))).toEqual(artifact);
    expect(readdirSync(join(folder, 'cache/partial'))).toEqual([]);
  });

  it('of 3.9 has everything in lib/ and logs with logback', async () => {
    fakeMaven(jars('zookeeper-3.9.5.jar logback-classic-1.3.15.jar'));
    const artifact = await obtain(want('3.9'));
    const names = listed(artifact.path).join('\n');
    expect(artifact.root).toBe('apache-zookeeper-3.9.5-bin');
    expect(names).toContain('apache-zookeeper-3.9.5-bin/lib/zookeeper-3.9.5.jar');
    expect(names).toContain('apache-zookeeper-3.9.5-bin/conf/logback.xml');
    expect(names).not.toContain('log4j.properties');
  });

  it('says what it is', async () => {
    fakeMaven(jars('zookeeper-3.4.9.jar'));
    const { path } = await obtain(want('3.4.9'));
    const marker = 'zookeeper-3.4.9/zk-lab-assembled.txt';
    expect(execFileSync('tar', ['-xzOf', path, marker], { encoding: 'utf8' })).toContain(
      'ZooKeeper 3.4.9, assembled by zk-lab',
    );
  });

  it('is the same to the byte whenever, wherever and under whatever umask it is made', async () => {
    fakeMaven(jars('zookeeper-3.4.9.jar b.jar a.jar'));
    const one = await obtain(want('3.4.9'));
    process.env.ZK_LAB_CACHE = join(folder, 'another place');
    fakeMaven(`umask 077; ${jars('a.jar b.jar zookeeper-3.4.9.jar')}; touch -d 2001-02-03 "$out/a.jar"`);
    const two = await obtain(want('3.4.9'));
    expect(two.sha256).toBe(one.sha256);
    expect(statSync(two.path).ino).not.toBe(statSync(one.path).ino);
  });

  it('carries nobody’s name and no time from 1970, of which old tars warn', async () => {
    fakeMaven(jars('zookeeper-3.4.9.jar'));
    for (const line of listed((await obtain(want('3.4.9'))).path)) {
      expect(line).toMatch(/^\S+ 0\/0 +\d+ 2000-01-01 00:00 /);
      expect(line).toMatch(/(\/|\.sh)$/.test(line) ? /^.rwxr-xr-x/ : /^-rw-r--r--/);
    }
  });

  it('asks for the libraries that the client’s shell and the AdminServer need, in ZooKeeper’s own versions', async () => {
    fakeMaven(`cp "$pom" ${join(folder, 'pom.xml')}; ${jars('zookeeper-3.8.6.jar')}`);
    await obtain(want('3.8'));
    const pom = textOf(join(folder, 'pom.xml'));
    for (const name of [
      'commons-cli',
      'jetty-server',
      'jackson-databind',
      'jline',
      'logback-classic',
      'parent',
    ]) {
      expect(pom).toContain(`<artifactId>${name}</artifactId>`);
    }
    expect(pom).not.toMatch(/https?:\/\/(?!maven\.apache\.org\/POM)/);
  });

  it('tells which jars arrive', async () => {
    fakeMaven(
      `echo "Downloaded from central: https://repo.example/org/x/log4j/1.2.16/log4j-1.2.16.jar (482 kB at 1 MB/s)"
       echo "Downloaded from central: https://repo.example/org/x/log4j/1.2.16/log4j-1.2.16.pom (6 kB at 1 MB/s)"
       ${jars('zookeeper-3.4.9.jar')}`,
    );
    const events: ArtifactEvent[] = [];
    await obtain(want('3.4.9'), { progress: (event) => events.push(event) });
    expect(events.filter(({ phase }) => phase === 'maven')).toEqual([
      { phase: 'maven', file: 'zookeeper-3.4.9.tar.gz', received: 0 },
      { phase: 'maven', file: 'log4j-1.2.16.jar', received: 1 },
    ]);
  });

  it('that fails tells Maven’s complaint, but not whom it asked', async () => {
    fakeMaven(
      'echo "[ERROR] Failed to execute goal: Could not find artifact x:y:jar:1 in central (https://user:pw@repo.example/maven2)"; exit 1',
    );
    const error = await obtain(want('3.4.9')).catch((e: unknown) => e);
    expect(String(error)).toMatch(/mvn: failed: .*Could not find artifact x:y:jar:1/);
    expect(String(error)).not.toContain('repo.example');
    expect(findCached(want('3.4.9'))).toBeUndefined();
    expect(readdirSync(join(folder, 'cache/partial'))).toEqual([]);
  });

  it('that fails over what it was to read tells what that was', async () => {
    fakeMaven(`printf '%s\\n' '[ERROR] [ERROR] Some problems were encountered while processing the POMs:' \
      '[ERROR] Non-resolvable import POM: Could not transfer artifact x:parent:pom:1 @ line 17, column 19' ' @ '; exit 1`);
    await expect(obtain(want('3.4.9'))).rejects.toThrow(/mvn: failed: Non-resolvable import POM: Could not/);
  });

  it('that came without ZooKeeper’s own jar is not believed', async () => {
    fakeMaven(jars('log4j-1.2.16.jar'));
    await expect(obtain(want('3.4.9'))).rejects.toThrow(/mvn: failed/);
  });

  it('tells also what a Maven without Java says', async () => {
    fakeMaven('echo; echo "The JAVA_HOME environment variable is not defined correctly" >&2; exit 1');
    await expect(obtain(want('3.4.9'))).rejects.toThrow(/mvn: failed: The JAVA_HOME .* correctly$/m);
  });

  it('is not tried without Maven, which then is among the ways out', async () => {
    process.env.PATH = folder;
    const error = await obtain(want('3.4.9')).catch((e: unknown) => e);
    expect(String(error)).toMatch(/mvn: not installed[\s\S]*install maven/);
  });

  it('is never tried for a JDK', async () => {
    fakeMaven(`touch ${join(folder, 'called')}`);
    await expect(obtain(offNet(jdk.request(jdk.find('8'), 'x64', findMirror('auto'))))).rejects.toThrow(
      /jdkArchive/,
    );
    expect(existsSync(join(folder, 'called'))).toBe(false);
  });

  it('ends with Ctrl-C, Maven included', async () => {
    const pidFile = join(folder, 'pid');
    fakeMaven(
      `echo $$ > ${pidFile}; echo "Downloaded from x: http://x/a.jar (1 kB)"; exec tail -f /dev/null`,
    );
    const controller = new AbortController();
    const progress = ({ received = 0 }: ArtifactEvent) => {
      if (received > 0) controller.abort(new Error('Ctrl-C'));
    };
    await expect(obtain(want('3.4.9'), { signal: controller.signal, progress })).rejects.toThrow('Ctrl-C');
    expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow('ESRCH');
    expect(findCached(want('3.4.9'))).toBeUndefined();
    expect(readdirSync(join(folder, 'cache/partial'))).toEqual([]);
  });
});
