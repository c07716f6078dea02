import os from 'node:os';
import type { Lab } from '../../model/lab.js';
import { contains } from '../../model/network.js';
import type { LabNode } from '../../model/nodes.js';
import type { Endpoint } from '../../software/zookeeper/four-letter-words.js';
import { ports } from '../../software/zookeeper/ports.js';
import { loopback } from '../../system/ports.js';
import { labWay, type SshWay } from '../common/ssh.js';
import { isMade } from './machines.js';

/** Where this host reaches a node's two servers. */
export interface Endpoints {
  readonly client: Endpoint;
  readonly ssh: Endpoint;
}

/** Whether this host has an address in the lab's own network. */
function isNeighbour({ network }: Lab): boolean {
  return Object.values(os.networkInterfaces()).some((addresses = []) =>
    addresses.some(({ family, address }) => family === 'IPv4' && contains(network, address)),
  );
}

/**
 * The forwarded ports on 127.0.0.1. Those of libvirt's machines are SSH tunnels, which end when a machine reboots by
 * itself: where this host is on the machines' network, their own addresses are the surer way.
 */
export function endpointsOf(lab: Lab, node: LabNode): Endpoints {
  if (isMade(lab, node, 'libvirt') && isNeighbour(lab)) {
    const host = node.address;
    return { client: { host, port: ports.client }, ssh: { host, port: 22 } };
  }
  return {
    client: { host: loopback, port: node.clientPort },
    ssh: { host: loopback, port: node.sshPort },
  };
}

/** The way there for ssh, whatever ssh_config says. */
export function sshWayTo(lab: Lab, node: LabNode): SshWay {
  const { host, port } = endpointsOf(lab, node).ssh;
  return labWay(lab, node, ['-o', `HostName=${host}`, '-o', `Port=${port}`]);
}
