import type { Arch, Listing } from '../../artifacts/types.js';
import { UsageError } from '../../messages/errors.js';

/** A JDK's tarball as it may be called. */
export const example = 'jdk-8u144-linux-x64.tar.gz';

/** What JDKs call their architectures in the file `release`. */
const archNames: Readonly<Record<string, string>> = { amd64: 'x64', x86_64: 'x64', arm64: 'aarch64' };

/**
 * The version of the JDK in a tarball: 8u144, 17.0.20.
 * @throws UsageError artifact.archive.not-jdk, artifact.archive.arch, artifact.archive.no-version
 */
export function recognize(path: string, { files, root, release }: Listing, arch: Arch): string {
  if (!files.has(`${root}/bin/java`)) throw new UsageError('artifact.archive.not-jdk', { path, example });
  const value = (key: string) => new RegExp(`^${key}="([^"]*)"`, 'm').exec(release)?.[1];
  const system = value('OS_NAME');
  if (system !== undefined && system !== 'Linux') {
    throw new UsageError('artifact.archive.not-jdk', { path, example });
  }
  const machine = value('OS_ARCH');
  const found = machine && (archNames[machine] ?? machine);
  if (found && found !== arch) throw new UsageError('artifact.archive.arch', { path, found, wanted: arch });

  // Old Oracle and vendor builds lack the release file: their folder tells (jdk1.8.0_144, jdk-17.0.2+8).
  const version = value('JAVA_VERSION') ?? /^j(?:dk|re)-?(\d[\w.+-]*)$/.exec(root)?.[1];
  if (version === undefined) throw new UsageError('artifact.archive.no-version', { path });
  return version.replace(/^1\.(\d+)\.0(?:_(\d+))?.*$/, (_, feature: string, update?: string) =>
    update ? `${feature}u${update}` : feature,
  );
}
