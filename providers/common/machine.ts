/** What nodes that are machines, virtual ones or containers, have in common. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { stages } from '../../model/stages.js';
import { ports } from '../../software/zookeeper/ports.js';
import { zooCfgSettings } from '../../software/zookeeper/zoo-cfg.js';
import type { Capabilities, FinishedNode, Layout, Prepared } from '../contract.js';

/** Machines of the lab's own: every stage, a network, sshd. */
export const ownMachines: Capabilities = { ssh: true, network: true, machine: 'own', stages };

/** Nothing of this machine's own decides what such nodes can run. */
export function preparedAsTyped(spec: Prepared['spec']): Promise<Prepared> {
  return Promise.resolve({ spec, fetches: false });
}

/** The ports of this machine that lead to a lab's nodes. */
export function forwardedPorts({ nodes }: Pick<Lab, 'nodes'>): number[] {
  return nodes.flatMap(({ clientPort, sshPort }) => [clientPort, sshPort]);
}

/** Where things are, as provision/ puts them. */
export function machineLayout({ facts: { zookeeper, jdk }, nodes, network }: Lab): Layout {
  const { home } = zookeeper;
  return {
    home,
    log: {
      // The lab's own folder, the later lines' own, and 3.4's: whichever it was started in.
      folders: [`${home}/logs`, home, `${home}/bin`, '/root', '/', '/opt', '/tmp', '/home/vagrant'],
      askers: [network.gateway],
    },
    javaHome: jdk.home,
    connectString: nodes.map(({ name }) => `${name}:${ports.client}`).join(','),
  };
}

/** The lab's own zoo.cfg, which its owner may have edited. @throws LabError lab.damaged */
function zooCfgOf({ dir }: Lab): string {
  const file = join(dir, 'config', 'zoo.cfg');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new LabError('lab.damaged', { file });
  }
}

/** What there is in the end, by the lab's own files. @throws LabError lab.damaged */
export function finishedMachine(lab: Lab): FinishedNode {
  const { zookeeper, jdk } = lab.facts;
  const text = zooCfgOf(lab);
  const settings = zooCfgSettings(text);
  const dataDir = settings.get('dataDir') ?? `${zookeeper.home}/data`;
  return {
    zooCfg: { file: `${zookeeper.home}/conf/zoo.cfg`, text },
    dataDir,
    dataLogDir: settings.get('dataLogDir') ?? dataDir,
    java: { home: jdk.home, profile: '/etc/profile', features: [lab.jdk.feature] },
    tarballs: { jdk: `/opt/${jdk.file}`, zookeeper: `/opt/${zookeeper.file}` },
  };
}
