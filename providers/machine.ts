import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zooCfgSettings } from '../ensemble/zoo-cfg.js';
import type { Lab } from '../labs/lab.js';
import { javaHome, tarballsOf, zooKeeperHomeOf } from '../labs/paths.js';
import { LabError } from '../messages/errors.js';
import type { FinishedNode } from './provider.js';

/** The lab's own zoo.cfg, which its owner may have edited. @throws LabError lab.damaged */
function zooCfgOf({ dir }: Lab): string {
  const file = join(dir, 'config', 'zoo.cfg');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new LabError('lab.damaged', { file });
  }
}

/** What there is in the end on nodes that are machines or containers, by the lab's own files. @throws LabError lab.damaged */
export function finishedMachine(lab: Lab): FinishedNode {
  const home = zooKeeperHomeOf(lab.dir);
  const text = zooCfgOf(lab);
  const settings = zooCfgSettings(text);
  const dataDir = settings.get('dataDir') ?? `${home}/data`;
  return {
    zooCfg: { file: `${home}/conf/zoo.cfg`, text },
    dataDir,
    dataLogDir: settings.get('dataLogDir') ?? dataDir,
    java: { home: javaHome, profile: '/etc/profile', features: [Number(lab.spec.jdk)] },
    tarballs: tarballsOf(lab.dir),
  };
}
