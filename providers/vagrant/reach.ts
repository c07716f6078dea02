import os from 'node:os';
import type { Address } from '../../ensemble/four-letter-words.js';
import type { Lab } from '../../labs/lab.js';
import { contains, parseNetwork } from '../../labs/network.js';
import type { LabNode } from '../../labs/nodes.js';
import { made } from './machines.js';

/** Where this host reaches a node's two servers. */
export interface Reach {
  readonly client: Address;
  readonly ssh: Address;
}

/** Whether this host has an address in the lab's own network. */
function isNeighbour(lab: Lab): boolean {
  const network = parseNetwork(lab.spec.network);
  return Object.values(os.networkInterfaces()).some((addresses = []) =>
    addresses.some(({ family, address }) => family === 'IPv4' && contains(network, address)),
  );
}

/**
 * The forwarded ports on 127.0.0.1. Those of libvirt's machines are SSH tunnels, which end when a machine reboots by
 * itself: where this host is on the machines' network, their own addresses are the surer way.
 */
export function reachOf(lab: Lab, node: LabNode): Reach {
  if (made(lab, node, 'libvirt') && isNeighbour(lab)) {
    return { client: { host: node.ip, port: 2181 }, ssh: { host: node.ip, port: 22 } };
  }
  const host = '127.0.0.1';
  return { client: { host, port: node.clientPort }, ssh: { host, port: node.sshPort } };
}

/** ssh's options for the way to a node, instead of what ssh_config says. */
export function sshOptions({ ssh }: Reach): string[] {
  return ['-o', `HostName=${ssh.host}`, '-o', `Port=${ssh.port}`];
}
