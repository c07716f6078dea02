/**
 * The feature release in a Java version as anybody writes it: 8 for "8u144", "1.8.0_144" and "8u504-b01", 17 for
 * "17.0.20+8". NaN for what is no version.
 */
export function javaFeatureOf(version: string): number {
  return Number.parseInt(version.replace(/^1\./, ''), 10);
}
