/**
 * A ZooKeeper distribution made from Maven's repository, for where Apache's hosts cannot be reached: the release's own
 * jars through the user's own Maven set-up, and scripts and settings of ours (templates/maven), laid out as the
 * official tarball of that version is.
 */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SourceFailure } from '../../artifacts/source-failure.js';
import type { Assembly } from '../../artifacts/types.js';
import { readTemplate, templatePath } from '../../system/package-files.js';
import { start } from '../../system/run.js';
import type { ZooKeeperRelease } from './releases.js';

/** A library that the distribution needs beyond those that ZooKeeper's jar declares. */
interface Extra {
  readonly group: string;
  readonly artifact: string;
}

/**
 * From 3.5 on, what the client's shell, the AdminServer and the log need is left to the distribution: its jar declares
 * them as "provided". The lists are those of the assembly module in the source of the releases in the catalogue, but for
 * the Prometheus exporter, which runs only where zoo.cfg asks for it.
 */
const shellAndAdmin: readonly Extra[] = [
  { group: 'commons-cli', artifact: 'commons-cli' },
  { group: 'org.eclipse.jetty', artifact: 'jetty-server' },
  { group: 'org.eclipse.jetty', artifact: 'jetty-servlet' },
  { group: 'com.fasterxml.jackson.core', artifact: 'jackson-databind' },
];
const metrics: readonly Extra[] = [
  { group: 'io.dropwizard.metrics', artifact: 'metrics-core' },
  { group: 'org.xerial.snappy', artifact: 'snappy-java' },
];
const reload4j: readonly Extra[] = [
  { group: 'org.slf4j', artifact: 'slf4j-reload4j' },
  { group: 'ch.qos.reload4j', artifact: 'reload4j' },
];
const logback: readonly Extra[] = [{ group: 'ch.qos.logback', artifact: 'logback-classic' }];
const jline2: readonly Extra[] = [{ group: 'jline', artifact: 'jline' }];
const jline3: readonly Extra[] = [{ group: 'org.jline', artifact: 'jline' }];
const json: readonly Extra[] = [{ group: 'com.googlecode.json-simple', artifact: 'json-simple' }];

/** What each version adds: the first entry that the version starts with. */
const extrasOf: readonly (readonly [prefix: string, extras: readonly Extra[]])[] = [
  ['3.4.', []],
  ['3.5.', [...shellAndAdmin, ...jline2, ...json, ...reload4j]],
  ['3.6.', [...shellAndAdmin, ...jline2, ...metrics, ...reload4j]],
  ['3.7.', [...shellAndAdmin, ...jline2, ...metrics, ...reload4j]],
  ['3.8.4', [...shellAndAdmin, ...jline2, ...metrics, ...logback]],
  ['3.8.', [...shellAndAdmin, ...jline3, ...metrics, ...logback]],
  ['3.9.3', [...shellAndAdmin, ...jline2, ...metrics, ...logback]],
  ['3.9.', [...shellAndAdmin, ...jline3, ...metrics, ...logback]],
];

/** Tools of the compiler that 3.4.14 declares by mistake; no distribution has them. */
const never = 'spotbugs-annotations,jsr305,jcip-annotations';

/** 1 January 2000, UTC: a tarball must not tell when it was made, else the same jars would give another checksum. */
const noTime = new Date('2000-01-01T00:00:00Z');

/**
 * Writes the tarball of a distribution to `destination`.
 * @param work folder for the work in hand, made anew and removed at the end
 * @param progress called with the name of each jar that Maven has just downloaded, and their number so far
 * @throws SourceFailure 'artifact.reason.maven' with Maven's own first complaint
 */
export async function assemble(
  release: ZooKeeperRelease,
  destination: string,
  work: string,
  { signal, progress }: Parameters<Assembly['make']>[2],
): Promise<void> {
  // What a killed process left there is in the way.
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const root = join(work, release.root);
    const lib = join(root, 'lib');
    await copyJars(release, work, lib, signal, progress);
    await layOut(release, root, lib);
    await pack(work, release.root, destination);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function copyJars(
  { version }: ZooKeeperRelease,
  work: string,
  lib: string,
  signal: AbortSignal | undefined,
  progress: Parameters<Assembly['make']>[2]['progress'],
): Promise<void> {
  const pom = join(work, 'pom.xml');
  writeFileSync(pom, await render('pom.xml', pomView(version)));

  const { child: maven } = await start(
    'mvn',
    [
      '--batch-mode',
      '--update-snapshots', // or a failure that Maven remembers from yesterday would fail again
      `--file=${pom}`,
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DexcludeArtifactIds=${never}`,
      `-DoutputDirectory=${lib}`,
    ],
    {
      cwd: work,
      all: true,
      stdin: 'ignore',
      ...(signal && { cancelSignal: signal, forceKillAfterDelay: 2_000 }),
    },
  );
  let jars = 0;
  for await (const line of maven.iterable({ from: 'all' })) {
    const jar = /^Downloaded from .*\/([^/\s]+\.jar)\b/.exec(line)?.[1];
    if (jar === undefined) continue;
    jars += 1;
    progress?.(jar, jars);
  }
  const result = await maven;
  signal?.throwIfAborted();
  if (result.failed)
    throw new SourceFailure(false, 'artifact.reason.maven', { reason: complaint(result.all) });
  if (!readdirSync(lib).includes(`zookeeper-${version}.jar`)) {
    throw new SourceFailure(false, 'artifact.reason.maven', { reason: `zookeeper-${version}.jar` });
  }
}

function pomView(version: string): object {
  const extras = extrasOf.find(([prefix]) => version.startsWith(prefix))?.[1] ?? [];
  return { version, managed: extras.length > 0, extras };
}

/** Maven's first complaint in one line, without addresses: which repository it asked is the user's own affair. */
function complaint(output: string | undefined): string {
  const lines = (output ?? '').split('\n').filter((text) => text.trim() !== '');
  // One that ends with a colon is the heading of those below it.
  const line = lines.find((text) => /^\[ERROR\].*[^:\s]\s*$/.test(text)) ?? lines[0] ?? 'mvn';
  const plain = line.replace(/^(\[ERROR\]\s+)+/, '').replace(/\s*\(?\bhttps?:\/\/\S+/g, ' …');
  return plain.length > 300 ? `${plain.slice(0, 300)}…` : plain;
}

async function layOut({ version }: ZooKeeperRelease, root: string, lib: string): Promise<void> {
  const old = version.startsWith('3.4.');
  // 3.4 keeps its own jar at the top.
  if (old) renameSync(join(lib, `zookeeper-${version}.jar`), join(root, `zookeeper-${version}.jar`));
  cpSync(templatePath('maven/bin'), join(root, 'bin'), { recursive: true });
  mkdirSync(join(root, 'conf'));
  const logging = existsIn(lib, 'logback-classic-') ? 'logback.xml' : 'log4j.properties';
  for (const file of ['zoo_sample.cfg', logging]) {
    cpSync(templatePath(`maven/conf/${file}`), join(root, 'conf', file));
  }
  const marker = 'zk-lab-assembled.txt';
  writeFileSync(join(root, marker), await render(marker, { version }));
  // Modes are set and not inherited: umask and checkout differ from machine to machine, the tarball must not.
  for (const path of [root, ...entriesOf(root)]) {
    chmodSync(path, path.endsWith('.sh') || statSync(path).isDirectory() ? 0o755 : 0o644);
  }
}

function existsIn(folder: string, prefix: string): boolean {
  return readdirSync(folder).some((name) => name.startsWith(prefix));
}

async function pack(work: string, root: string, destination: string): Promise<void> {
  const { create } = await import('tar');
  const names = readdirSync(join(work, root), { recursive: true, encoding: 'utf8' })
    .map((name) => `${root}/${name.replaceAll('\\', '/')}`)
    .sort();
  await create(
    {
      cwd: work,
      file: destination,
      gzip: { level: 6, portable: true },
      portable: true,
      noDirRecurse: true,
      mtime: noTime,
      onWriteEntry: (entry) => {
        // "portable" leaves out a folder's time, and CentOS 7's tar warns of every file from 1970.
        entry.noMtime = false;
      },
    },
    [root, ...names],
  );
}

function entriesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

async function render(template: string, view: object): Promise<string> {
  const { default: mustache } = await import('mustache');
  return mustache.render(readTemplate(`maven/${template}.mustache`), view);
}
