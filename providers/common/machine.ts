/** What nodes that are machines, virtual ones or containers, have in common. */

import { LabError } from '../../messages/errors.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import { stages } from '../../model/stages.js';
import { type ForEachSoftware, forEachSoftware } from '../../software/index.js';
import { toldOfData } from '../../software/zookeeper/data-on-disk.js';
import { ports } from '../../software/zookeeper/ports.js';
import { zooCfgSettings } from '../../software/zookeeper/zoo-cfg.js';
import { lastLines } from '../../system/last-lines.js';
import type { Capabilities, FinishedNode, Layout, NodeHandle, Prepared } from '../contract.js';
import { keepingOutput } from '../kept-output.js';
import { configurationOf, configurationOn, reconfigureOn, stopServerOn } from './configuration.js';

/** Machines of the lab's own: every stage, a network, sshd. @param patience see Capabilities @param faults see there */
export const ownMachines = (patience: number, faults: Capabilities['faults']): Capabilities => {
  return {
    ssh: true,
    network: true,
    machine: 'own',
    given: false,
    byName: false,
    severalClusters: false,
    stages,
    patience,
    faults,
  };
};

/** What an engine makes is nobody's before. */
export const nothingPlanned = (): Promise<[]> => Promise.resolve([]);

/** For nodes with disks of their own, which tell themselves whether they are full. */
export const ownDisks = (): undefined => undefined;

/** For engines with one place alone. */
export const settledAlready = (): Promise<void> => Promise.resolve();

/** For nodes that reach each other whatever this machine's kernel has room for. */
export const unhindered = (): undefined => undefined;

/** Nothing of this machine's own decides what such nodes can run. */
export function preparedAsTyped(spec: Prepared['spec']): Promise<Prepared> {
  return Promise.resolve({ spec, fetches: false });
}

/** The ports of this machine that lead to a lab's nodes. */
export function forwardedPorts({ nodes }: Pick<Lab, 'nodes'>): number[] {
  return nodes.flatMap(({ clientPort, sshPort }) => [clientPort, sshPort]);
}

/** Where things are, as provision/ puts them. */
export function machineLayout({ facts: { zookeeper, other, jdk }, nodes, network }: Lab): Layout {
  const { home } = zookeeper;
  const others = other ? [`${other.home}/logs`] : [];
  return {
    home,
    log: {
      // The lab's own folder, the later lines' own, and 3.4's: whichever it was started in.
      folders: [
        `${home}/logs`,
        ...others,
        home,
        `${home}/bin`,
        '/root',
        '/',
        '/opt',
        '/tmp',
        '/home/vagrant',
      ],
      askers: [network.gateway],
    },
    pidFile: `${home}/data/zookeeper_server.pid`,
    javaHome: jdk.home,
    connectString: nodes.map(({ name }) => `${name}:${ports.client}`).join(','),
  };
}

/** The part of a machine's handle that is about its server's configuration. @param machine the rest of it */
export function configurable(
  lab: Lab,
  machine: Pick<NodeHandle, 'node' | 'exec' | 'layout'>,
): Pick<NodeHandle, 'configuration' | 'reconfigure' | 'stopServer'> {
  return {
    configuration: () => configurationOn(lab, machine),
    reconfigure: () => reconfigureOn(lab, machine),
    stopServer: () => stopServerOn(machine),
  };
}

/** Where tarballs lie for whoever unpacks them by hand: see `offer` in provision/lib.sh. */
function offeredTarballs({ facts }: Lab): ForEachSoftware<string> {
  return forEachSoftware(({ name }) => facts[name] && `/opt/${facts[name].file}`);
}

/**
 * What there is in the end, by the lab's own files.
 * @param labFiles where those are on the node
 * @param text of config/zoo.cfg
 * @throws LabError lab.damaged where that is to be read and cannot be
 */
export function finishedMachine(
  lab: Lab,
  labFiles: string,
  text = configurationOf(lab, 'zoo.cfg'),
): FinishedNode {
  const { zookeeper, jdk } = lab.facts;
  const settings = zooCfgSettings(text);
  const dataDir = settings.get('dataDir') ?? `${zookeeper.home}/data`;
  return {
    zooCfg: { file: `${zookeeper.home}/conf/zoo.cfg`, text },
    dataDir,
    dataLogDir: settings.get('dataLogDir') ?? dataDir,
    java: { home: jdk.home, profile: '/etc/profile', features: [lab.jdk.feature] },
    tarballs: { ...offeredTarballs(lab), kept: `${labFiles}/artifacts` },
  };
}

/**
 * Starts ZooKeeper as the stage cluster does: once, whoever else starts it.
 * @param lab where the lab's own files are on the node
 */
export async function startByProvision(
  { node, exec }: Pick<NodeHandle, 'node' | 'exec'>,
  lab: string,
  { signal }: Context,
): Promise<void> {
  // A machine with files of its own may have those of when it was not to start yet.
  const line =
    'rm -f "$1/config/joining" 2>/dev/null; exec bash "$1/provision/cluster.sh" configure "$2" cluster';
  const command = ['bash', '-c', line, 'bash', lab, node.name];
  const { options, said } = keepingOutput(signal);
  if ((await exec(command, options)) === 0) return;
  const last = lastLines(said.all, 8);
  throw new LabError('node.server-not-started', {
    node: node.name,
    said: `${last}${toldOfData(node.name, last)}`,
  });
}
