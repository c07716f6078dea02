import { randomInt } from 'node:crypto';
import type { Lab } from '../labs/lab.js';
import { nodesOf } from '../labs/nodes.js';
import { archOf, resolve } from '../labs/resolve.js';
import type { PartialSpec } from '../labs/spec.js';
import { portsOf } from '../providers/local/layout.js';
import { isPortFree } from './preconditions.js';

/** Below the ports that outgoing connections start from, and so that none of a lab's own ports are above 45 000. */
const firstPorts = { from: 20_000, to: 30_000, step: 100 };
const attempts = 50;

/** Every port of this machine that a lab may take, whichever provider holds it. */
function portsOfLab(typed: PartialSpec): number[] {
  const spec = resolve({ ...typed, name: 'spare' }, archOf(process.arch));
  const lab: Lab = { dir: '/', spec, nodes: nodesOf(spec) };
  return lab.nodes.flatMap((node) => [node.sshPort, ...Object.values(portsOf(lab, node))]);
}

/**
 * A specification for a lab that shall not meet any other, such as that of a test suite that runs beside others: where
 * it names neither ports nor network, ports that are free now and a network that hardly anyone has.
 */
export async function withSpareRoom(typed: PartialSpec): Promise<PartialSpec> {
  const network = typed.network ?? `10.${randomInt(64, 200)}.${randomInt(256)}.0/24`;
  if (typed.clientPort !== undefined) return { ...typed, network };
  const { from, to, step } = firstPorts;
  for (let attempt = 1; ; attempt++) {
    const clientPort = from + step * randomInt((to - from) / step);
    const spec = { ...typed, network, clientPort };
    const free = await Promise.all(portsOfLab(spec).map(isPortFree));
    // With none to be found, `up` says which ports are taken.
    if (free.every(Boolean) || attempt === attempts) return spec;
  }
}
