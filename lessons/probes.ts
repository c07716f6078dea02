import { readFileSync } from 'node:fs';
import { labsPath } from '../system/package-files.js';

/** The bash functions that look at nodes: labs/probes.sh. A Windows checkout must not decide the line ends of what Linux runs. */
export function readProbes(): string {
  return readFileSync(labsPath('probes.sh'), 'utf8').replaceAll('\r\n', '\n');
}

/** The script that tells when something changes on a node: labs/watch.sh. */
export function readWatch(): string {
  return readFileSync(labsPath('watch.sh'), 'utf8').replaceAll('\r\n', '\n');
}
