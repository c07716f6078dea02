import { randomInt } from 'node:crypto';
import { archOf, resolve } from '../model/resolve.js';
import type { PartialSpec } from '../model/spec.js';
import { allProviders } from '../providers/index.js';
import { takenPorts } from '../system/ports.js';

/** Below the ports that outgoing connections start from, and so that none of a lab's own ports are above 45 000. */
const firstPorts = { from: 20_000, to: 30_000, step: 100 };
const attempts = 50;

/** Every port of this machine that a lab may take, whichever provider holds it. */
async function portsOfLab(typed: PartialSpec): Promise<number[]> {
  const blueprint = resolve({ ...typed, name: 'anywhere' }, archOf(process.arch));
  return [...new Set((await allProviders()).flatMap((provider) => provider.ports(blueprint)))];
}

/**
 * A specification for a lab that shall not meet any other, such as that of a test suite that runs beside others: where
 * it names neither ports nor network, ports that are free now and a network that hardly anyone has.
 */
export async function withFreeRoom(typed: PartialSpec): Promise<PartialSpec> {
  // Machines that are there already have addresses and ports of their own.
  if (typed.hosts !== undefined) return typed;
  const network = typed.network ?? `10.${randomInt(64, 200)}.${randomInt(256)}.0/24`;
  if (typed.clientPort !== undefined) return { ...typed, network };
  const { from, to, step } = firstPorts;
  for (let attempt = 1; ; attempt++) {
    const clientPort = from + step * randomInt((to - from) / step);
    const spec = { ...typed, network, clientPort };
    const taken = await takenPorts(await portsOfLab(spec));
    // With none to be found, `up` says which ports are taken.
    if (taken.length === 0 || attempt === attempts) return spec;
  }
}
