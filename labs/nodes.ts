import { addressAfter } from './network.js';
import type { LabSpec } from './spec.js';

/** One member of the ensemble and the machine it runs on. */
export interface LabNode {
  /** Counts from 1; ZooKeeper's myid and the N of server.N. */
  readonly id: number;
  readonly name: string;
  readonly ip: string;
  /** A participant votes, an observer follows without a vote. */
  readonly role: 'participant' | 'observer';
  /** Ports on 127.0.0.1 of the host. */
  readonly clientPort: number;
  readonly sshPort: number;
}

/** The lab's nodes in the order of their ids: voters first, then observers. */
export function nodesOf(spec: LabSpec): LabNode[] {
  return Array.from({ length: spec.nodes + spec.observers }, (_, index) => ({
    id: index + 1,
    name: `${spec.prefix}${index + 1}`,
    ip: addressAfter(spec.firstIp, index),
    role: index < spec.nodes ? 'participant' : 'observer',
    clientPort: spec.clientPort + index,
    sshPort: spec.sshPort + index,
  }));
}

/** How many voters a quorum needs, and so how many may fail. */
export function quorumOf(voters: number): { needed: number; tolerated: number } {
  const needed = Math.floor(voters / 2) + 1;
  return { needed, tolerated: voters - needed };
}
