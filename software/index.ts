/** All that nodes are built of. What else there is about a kind of software (its option, field, stage, tarball) follows from this list. */
import { jdk } from './jdk/index.js';
import type { Software } from './software.js';
import { zookeeper } from './zookeeper/index.js';

/** In the order in which people name them. */
export const allSoftware = [zookeeper, jdk] as const;
type Kind = (typeof allSoftware)[number];
export type SoftwareName = Kind['name'];
/** Kinds that nodes have only where somebody names a version. */
export type OptionalName = Extract<Kind, { optional: true }>['name'];

/** In the order in which they are installed: each after those that it runs on. */
export const installedSoftware: readonly Kind[] = allSoftware.reduce<Kind[]>(withNeeded, []);

function withNeeded(before: Kind[], kind: Kind): Kind[] {
  if (before.includes(kind)) return before;
  return [...allSoftware.filter(({ name }) => kind.needs.includes(name)).reduce(withNeeded, before), kind];
}

/** Something for each kind of software that a lab has, by its name. */
export type ForEachSoftware<T> = Readonly<
  Record<Exclude<SoftwareName, OptionalName>, T> & Partial<Record<OptionalName, T>>
>;

/** The release of each. */
export type Releases = Readonly<
  { [K in Exclude<Kind, { optional: true }> as K['name']]: ReturnType<K['find']> } & {
    [K in Extract<Kind, { optional: true }> as K['name']]?: ReturnType<K['find']>;
  }
>;

/** Makes something for every kind of software there is. */
export function forEachKind<T>(
  make: (software: Software<SoftwareName, unknown, boolean>) => T,
): Readonly<Record<SoftwareName, T>> {
  return Object.fromEntries(allSoftware.map((each) => [each.name, make(each)])) as Record<SoftwareName, T>;
}

/** Makes something for each kind of software that a lab has; there is nothing of a kind for which nothing is made. */
export function forEachSoftware<T>(
  make: (software: Software<SoftwareName, unknown, boolean>) => T | undefined,
): ForEachSoftware<T> {
  const made = Object.entries(forEachKind(make)).filter(([, of]) => of !== undefined);
  return Object.fromEntries(made) as ForEachSoftware<T>;
}

/** The kinds of software that there is something of, in the order in which people name them. */
export function softwareOf(each: ForEachSoftware<unknown>): readonly Kind[] {
  return allSoftware.filter(({ name }) => each[name] !== undefined);
}

/** The field of zk-lab.yaml that names the user's own tarball of it. */
export const archiveFieldOf = <Name extends SoftwareName>(name: Name) => `${name}Archive` as const;
export type ArchiveField = ReturnType<typeof archiveFieldOf<SoftwareName>>;

/** How people call a kind of software. */
export function titleOf(name: string): string {
  return allSoftware.find((software) => software.name === name)?.title ?? name;
}
