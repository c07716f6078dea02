import { readFileSync } from 'node:fs';
import { labsPath, readTemplate } from '../system/package-files.js';

/** The parts of what looks at nodes, in the order in which they are read there: later ones use earlier ones. */
const parts = [
  'base',
  'machine',
  'logins',
  'java',
  'distribution',
  'zoo-cfg',
  'disk',
  'processes',
  'runs',
  'serves',
];

/** The bash functions that look at nodes: templates/probes. */
export function readProbes(): string {
  return parts.map((part) => readTemplate(`probes/${part}.sh`)).join('\n');
}

/** The script that tells when something changes on a node: labs/watch.sh. A Windows checkout must not decide its line ends. */
export function readWatch(): string {
  return readFileSync(labsPath('watch.sh'), 'utf8').replaceAll('\r\n', '\n');
}
