import { networkInterfaces } from 'node:os';
import { isInPath } from './programs.js';
import { start } from './run.js';

/** An IPv4 address that an interface of this machine has, with its network: 192.168.252.1/24. */
export interface InterfaceAddress {
  readonly name: string;
  readonly cidr: string;
}

/** Those of interfaces that are up, the loopback ones left out. */
function upAddresses(): InterfaceAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.flatMap(({ family, internal, cidr }) =>
      family === 'IPv4' && !internal && cidr !== null ? [{ name, cidr }] : [],
    ),
  );
}

/** What `ip -json` tells of an interface, as far as it is looked at. */
interface Told {
  readonly ifname?: string;
  readonly flags?: readonly string[];
  readonly addr_info?: readonly { readonly local?: string; readonly prefixlen?: number }[];
}

/**
 * The addresses of all interfaces, those that are down included: a bridge that an ended engine left takes the traffic of a
 * new network of the same range all the same, and Node.js does not list it.
 */
export async function interfaceAddresses(): Promise<InterfaceAddress[]> {
  const up = upAddresses();
  if (process.platform !== 'linux' || !isInPath('ip')) return up;
  const { child } = await start('ip', ['-json', '-4', 'address'], { stdin: 'ignore' });
  try {
    const told: Told[] = JSON.parse(String((await child).stdout));
    return told
      .filter(({ flags = [] }) => !flags.includes('LOOPBACK'))
      .flatMap(({ ifname = '', addr_info = [] }) =>
        addr_info.map(({ local, prefixlen }) => ({ name: ifname, cidr: `${local}/${prefixlen}` })),
      );
  } catch {
    // An ip that is too old for JSON, busybox's for one.
    return up;
  }
}
