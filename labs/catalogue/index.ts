/**
 * What labs can be made of: the ZooKeepers, JDKs, systems and mirrors, and which of them fit together.
 * The entries are data in the files beside this one; here is how to ask for them. All functions are pure.
 */
import { closest } from 'fastest-levenshtein';
import { UsageError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import { jdks } from './jdks.js';
import { apacheArchive, mirrors, ownMirror } from './mirrors.js';
import { systems } from './systems.js';
import type { Box, Download, JdkRelease, Mirror, System, ZooKeeperRelease } from './types.js';
import { zooKeepers } from './zookeepers.js';

export { defaultJdk, jdks, knownTarballs } from './jdks.js';
export { mirrors } from './mirrors.js';
export { defaultSystem, systems } from './systems.js';
export type * from './types.js';
export { defaultZooKeeper, zooKeepers } from './zookeepers.js';

/**
 * The release that a version ("3.4.9") or a line ("3.9": its newest) names.
 * @throws UsageError 'catalogue.zookeeper.unknown' with the nearest known one
 */
export function findZooKeeper(text: string): ZooKeeperRelease {
  const wanted = text.trim();
  const exact = zooKeepers.find(({ version }) => version === wanted);
  const found = exact ?? zooKeepers.findLast(({ version }) => lineOf(version) === wanted);
  if (found) return found;
  const known = [...new Set(zooKeepers.map(({ version }) => lineOf(version)))];
  const names = [...zooKeepers.map(({ version }) => version), ...known];
  throw new UsageError('catalogue.zookeeper.unknown', {
    name: text,
    nearest: closest(wanted, names),
    known: zooKeepers.map(({ version }) => version).join(', '),
    lines: known.join(', '),
  });
}

/** The release line of a version: 3.4 for 3.4.9. */
export function lineOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/**
 * The JDK that a feature release names, also in its old spelling: "8", "1.8", "17".
 * @throws UsageError 'catalogue.jdk.unknown' with the nearest known one
 */
export function findJdk(text: string): JdkRelease {
  const wanted = text.trim().replace(/^1\.(?=\d+$)/, '');
  const found = jdks.find(({ feature }) => String(feature) === wanted);
  if (found) return found;
  const known = jdks.map(({ feature }) => String(feature));
  throw new UsageError('catalogue.jdk.unknown', {
    name: text,
    nearest: nearestNumber(wanted, known),
    known: known.join(', '),
  });
}

/**
 * The system of that name.
 * @throws UsageError 'catalogue.system.unknown' with the nearest known one
 */
export function findSystem(text: string): System {
  const wanted = text.trim().toLowerCase();
  const found = systems.find(({ name }) => name === wanted);
  if (found) return found;
  const known = systems.map(({ name }) => name);
  throw new UsageError('catalogue.system.unknown', {
    name: text,
    nearest: closest(wanted, known),
    known: known.join(', '),
  });
}

/**
 * The mirror of that name, or one made from a base address (http or https).
 * @throws UsageError 'catalogue.mirror.unknown' with the nearest known one
 */
export function findMirror(text: string): Mirror {
  const wanted = text.trim();
  if (/^https?:\/\/[^\s/]/i.test(wanted) && URL.canParse(wanted)) return ownMirror(wanted);
  const found = mirrors.find(({ name }) => name === wanted.toLowerCase());
  if (found) return found;
  const known = mirrors.map(({ name }) => name);
  throw new UsageError('catalogue.mirror.unknown', {
    name: text,
    nearest: closest(wanted, known),
    known: known.join(', '),
  });
}

/**
 * Refuses what is neither a known mirror's name nor a base address.
 * @throws UsageError 'catalogue.mirror.unknown'
 */
export function assertMirror(text: string): void {
  findMirror(text);
}

/**
 * The entry of an exact version, or for one that the catalogue lacks (a user's own tarball: 3.4.12) what its line has.
 * @throws UsageError 'catalogue.zookeeper.unknown' for a line that nothing is known of
 */
export function releaseFor(version: string): ZooKeeperRelease {
  const known = zooKeepers.find((release) => release.version === version);
  if (known) return known;
  const sibling = findZooKeeper(lineOf(version));
  const root = sibling.root.replace(sibling.version, version);
  return { version, root, jdks: sibling.jdks, download: { file: `${root}.tar.gz` } };
}

/**
 * The feature release in a Java version as anybody writes it: 8 for "8u144", "1.8.0_144" and "8u504-b01", 17 for
 * "17.0.20+8". NaN for what is no version.
 */
export function javaFeatureOf(version: string): number {
  return Number.parseInt(version.replace(/^1\./, ''), 10);
}

/**
 * The Vagrant box for a provider ('virtualbox', 'libvirt', …).
 * Every system has one for 'default', so there always is an answer.
 */
export function boxFor(system: System, provider: string): Box {
  const found =
    system.boxes.find(({ providers }) => providers.includes(provider)) ??
    system.boxes.find(({ providers }) => providers.includes('default'));
  if (!found) throw new Error(`the catalogue has no default box for ${system.name}`);
  return found;
}

/**
 * Whether that ZooKeeper, server and client, runs on that Java.
 * A feature release between two tried ones is taken to work; one beyond the tried ones is not.
 */
export function fits(zookeeper: ZooKeeperRelease, jdkFeature: number): boolean {
  const oldest = zookeeper.jdks[0] ?? 0;
  const newest = zookeeper.jdks.at(-1) ?? 0;
  return jdkFeature >= oldest && jdkFeature <= newest;
}

/**
 * Refuses a JDK that cannot run that ZooKeeper.
 * @throws UsageError 'catalogue.misfit' with the JDKs that fit it and the ZooKeeper lines that fit the JDK
 */
export function assertFits(zookeeper: ZooKeeperRelease, jdkFeature: number): void {
  if (fits(zookeeper, jdkFeature)) return;
  const others = zooKeepers.filter((other) => fits(other, jdkFeature)).map(({ version }) => lineOf(version));
  const newest = others.at(-1);
  throw new UsageError('catalogue.misfit', {
    zookeeper: zookeeper.version,
    jdk: jdkFeature,
    jdks: zookeeper.jdks.join(', '),
    first: zookeeper.jdks[0] ?? 8,
    instead: newest ? say('catalogue.misfit.instead', { line: newest, jdk: jdkFeature }) : '',
  });
}

/**
 * Every address of a file, in the order to try them: the mirror's own, then the publisher's, because a mirror that
 * lacks a file is passed over. For 'box', `download.file` is the path in Box.file.
 */
export function urlsOf(
  kind: 'zookeeper' | 'jdk' | 'box',
  download: Pick<Download, 'file'>,
  mirror: string,
): readonly string[] {
  const values =
    kind === 'jdk'
      ? jdkValues(download.file)
      : kind === 'box'
        ? boxValues(download.file)
        : zooKeeperValues(download.file);
  const places = [findMirror(mirror), findMirror('official')].flatMap((place) => place[kind] ?? []);
  return [...new Set(places.map((place) => fill(place, values)))];
}

/** Base addresses of the packages of a system past its end of life, in the order to try them; empty for the living. */
export function vaultsOf(system: System, mirror: string): readonly string[] {
  const path = system.vault;
  if (path === undefined) return [];
  const places = [findMirror(mirror), findMirror('official')].flatMap((place) => place.vault ?? []);
  return [...new Set(places.map((place) => fill(place, { path })))];
}

/** Address of Apache's own .sha512 file for a ZooKeeper tarball: over https and never a mirror's. */
export function checksumUrlOf(download: Download): string {
  return `${fill(apacheArchive, zooKeeperValues(download.file))}.sha512`;
}

function zooKeeperValues(file: string): Record<string, string> {
  return { file, version: /(\d+\.\d+\.\d+)/.exec(file)?.[1] ?? '' };
}

function boxValues(path: string): Record<string, string> {
  return { path, file: path.split('/').at(-1) ?? path };
}

/** OpenJDK17U-jdk_x64_linux_hotspot_17.0.20_8.tar.gz was released under jdk-17.0.20+8, …_8u504b01 under jdk8u504-b01. */
function jdkValues(file: string): Record<string, string> {
  const [, feature = '', arch = '', build = ''] =
    /^OpenJDK(\d+)U-jdk_([^_]+)_linux_hotspot_(.+)\.tar\.gz$/.exec(file) ?? [];
  const tag = build.includes('u') ? `jdk${build.replace('b', '-b')}` : `jdk-${build.replace('_', '%2B')}`;
  return { file, feature, arch, tag };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Of numbers the numerically nearest: 16 is closer to 17 than to 11, whatever its letters say. */
function nearestNumber(wanted: string, known: readonly string[]): string {
  const value = Number.parseInt(wanted, 10);
  if (Number.isNaN(value)) return closest(wanted, known);
  return known.reduce((best, name) =>
    Math.abs(Number(name) - value) < Math.abs(Number(best) - value) ? name : best,
  );
}
