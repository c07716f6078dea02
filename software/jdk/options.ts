/** What the JVMs of a lab's servers are told. */

/** A quarter of a node's memory, in MiB, as a JVM would take by itself if it saw it; less than 64 is no use. */
export function heapOf(memory: number): number {
  return Math.max(64, Math.floor(memory / 4));
}

/**
 * The last release whose JVM takes -Xverify:none without a word: 13 deprecates it
 * (https://bugs.openjdk.org/browse/JDK-8214719).
 */
const lastWithoutVerifier = 12;

/** Whether a JDK of this feature release may start without verifying classes. */
export function startsWithoutVerifier(feature: number): boolean {
  return feature <= lastWithoutVerifier;
}
