import { join } from 'node:path';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { ports } from '../../software/zookeeper/ports.js';
import { highestPort } from '../../system/ports.js';

/** Where the members of a local ensemble live: below local/ in the lab, one folder a node. All paths are absolute. */
export interface LocalFolders {
  readonly root: string;
  /** Links to the ZooKeeper distribution and the JDK that the lab runs on. */
  readonly zookeeper: string;
  readonly jdk: string;
  readonly state: string;
  readonly lock: string;
}

/** The folders that all nodes of a lab share. */
export function foldersOf(lab: Lab): LocalFolders {
  const root = join(lab.dir, 'local');
  return {
    root,
    zookeeper: join(root, 'zookeeper'),
    jdk: join(root, 'jdk'),
    state: join(root, 'state.json'),
    lock: join(root, 'lock'),
  };
}

/** One node's folders and files. */
export interface NodeFolders {
  readonly root: string;
  readonly conf: string;
  readonly data: string;
  readonly logs: string;
  readonly zooCfg: string;
  /** Written by zkServer.sh (ZOOPIDFILE). */
  readonly pidFile: string;
}

/** The folders of the node of that name. */
export function nodeFolders(lab: Lab, name: string): NodeFolders {
  const root = join(lab.dir, 'local', name);
  const conf = join(root, 'conf');
  return {
    root,
    conf,
    data: join(root, 'data'),
    logs: join(root, 'logs'),
    zooCfg: join(conf, 'zoo.cfg'),
    pidFile: join(root, 'zookeeper.pid'),
  };
}

/** What is listened on for a node. Only the leader opens `quorum`, and a server that stands alone opens only `client`. */
export interface NodePorts {
  readonly client: number;
  readonly quorum: number;
  readonly election: number;
  /** On these the others reach `quorum` and `election`, through the lab's relays. */
  readonly quorumRelay: number;
  readonly electionRelay: number;
}

/** With client port 2181 these give ZooKeeper's usual 2888 and 3888. Further apart than ids go, so blocks never meet. */
const quorumDistance = ports.quorum - ports.client;
const electionDistance = ports.election - ports.client;
/** And these 4888 and 5888. */
const quorumRelayDistance = electionDistance + 1_000;
const electionRelayDistance = electionDistance + 2_000;

/**
 * A node's ports. All follow from the client port: 707 and 1707 above it those of quorum and election, 2707 and 3707 above it
 * their relays' (below it where the lab's block would leave the range), so that --client-port moves all of them.
 */
export function portsOf({ nodes }: Pick<Lab, 'nodes'>, node: LabNode): NodePorts {
  const last = Math.max(...nodes.map(({ clientPort }) => clientPort));
  const direction = last + electionRelayDistance <= highestPort ? 1 : -1;
  return {
    client: node.clientPort,
    quorum: node.clientPort + direction * quorumDistance,
    election: node.clientPort + direction * electionDistance,
    quorumRelay: node.clientPort + direction * quorumRelayDistance,
    electionRelay: node.clientPort + direction * electionRelayDistance,
  };
}
