import type { Arch } from '../../artifacts/types.js';

/** A Java release line. */
export interface JdkRelease {
  /** The feature release: 8, 11, 17, 21. */
  readonly feature: number;
  /** The exact build in the catalogue, e.g. 8u504-b01 or 17.0.17+10. */
  readonly version: string;
  /** The tarball for each architecture: its name as published, and its sha256. */
  readonly files: Readonly<Record<Arch, { readonly file: string; readonly sha256: string }>>;
}

/**
 * Eclipse Temurin, one build a line. Checksums: 8 from several public recipes that agree; 11, 17 and 21 from the
 * Dockerfiles of the adoptium/containers repository (5 August 2026), whose publisher is Temurin's own.
 */
export const jdks: readonly JdkRelease[] = [
  temurin(8, '8u504-b01', {
    x64: '9c70e102f527ac674ac2fe9c7d47b9a04e2d19842ba5ab8e9b33f368bbadfaea',
    aarch64: '57b7ed8af9d48542bb49ff7894448040b17bea0a48b41677d11ecaec6129768d',
  }),
  temurin(11, '11.0.32+9', {
    x64: '5906e0339e9322a688b2375eaf40666e00a16e008b0067b0a9f9e4b6c5033720',
    aarch64: '66a7d4af3572d920b0f1b01710ffa79888d4ddd1b784632e33a3d711aa7d1e63',
  }),
  temurin(17, '17.0.20+8', {
    x64: 'be7668bc030d578b83d6d5ef9221d6d6729bbbca8cf94a7d52e16ac68b5a5a35',
    aarch64: 'd143936f473a4cb24e3b0e247d6d0775769d55ec9775c339540e753059a8d77a',
  }),
  temurin(21, '21.0.12+8', {
    x64: 'e4446ff06a276155697597cc0f1b15da004ff083f4964a35271ecee567177370',
    aarch64: 'eba38e871b02d407897bfe017ea35352dfc1420ef6d2112425b0c67325ca509d',
  }),
];

/** Versions of tarballs that only the user can bring, by their sha256: Oracle hands its JDK out behind a login. */
export const knownTarballs: Readonly<Record<string, string>> = {
  // jdk-8u144-linux-x64.tar.gz
  e8a341ce566f32c3d06f6d0f0eeea9a0f434f538d22af949ae58bc86f2eeaae4: '8u144',
};

/** Temurin's file names: 8u504-b01 is written 8u504b01, 17.0.20+8 is written 17.0.20_8. */
function temurin(feature: number, version: string, sha256: Readonly<Record<Arch, string>>): JdkRelease {
  const build = version.replace('-', '').replace('+', '_');
  const tarball = (arch: Arch) => ({
    file: `OpenJDK${feature}U-jdk_${arch}_linux_hotspot_${build}.tar.gz`,
    sha256: sha256[arch],
  });
  return { feature, version, files: { x64: tarball('x64'), aarch64: tarball('aarch64') } };
}
