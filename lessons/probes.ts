import { readFileSync } from 'node:fs';
import { labsPath } from '../system/package-files.js';

/** The bash functions that look at nodes: labs/probes.sh. A Windows checkout must not decide the line ends of what Linux runs. */
export function readProbes(): string {
  return readFileSync(labsPath('probes.sh'), 'utf8').replaceAll('\r\n', '\n');
}
