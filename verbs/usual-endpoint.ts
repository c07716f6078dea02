import { areGiven } from '../model/hosts.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { Endpoint } from '../software/zookeeper/four-letter-words.js';
import { ports } from '../software/zookeeper/ports.js';
import { loopback } from '../system/ports.js';

/** Where clients reach a node's server while no engine holds it: where most engines put it. */
export function usualEndpoint(lab: Lab, { address, clientPort }: LabNode): Endpoint {
  return areGiven(lab) ? { host: address, port: ports.client } : { host: loopback, port: clientPort };
}
