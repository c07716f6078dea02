import ipaddr from 'ipaddr.js';
import { UsageError } from '../messages/errors.js';
import { spelled } from '../messages/index.js';

/** An IPv4 network with the addresses that nodes cannot have. Addresses are dotted quads. */
export interface Network {
  readonly cidr: string;
  readonly prefixLength: number;
  readonly netmask: string;
  readonly address: string;
  readonly broadcast: string;
  /** The first address: Docker's bridge and VirtualBox's host-only adapter take it. */
  readonly gateway: string;
}

const toNumber = (ip: string): number => ip.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
const toAddress = (n: number): string => [24, 16, 8, 0].map((shift) => (n >>> shift) & 255).join('.');

/** Whether the text is an IPv4 address in plain dotted decimal, without leading zeros (which read as octal). */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) && text.split('.').every((o) => String(Number(o)) === o);
}

/**
 * Reads 'a.b.c.d/n'. Only sizes from /8 to /29: a /30 has room for a single node beside the gateway.
 * @throws UsageError network.invalid, network.size, network.host-bits, network.reserved
 */
export function parseNetwork(cidr: string): Network {
  const [ip = '', bits = ''] = cidr.split('/');
  if (!isAddress(ip) || !/^\d{1,2}$/.test(bits)) throw new UsageError('network.invalid', { cidr });
  const prefixLength = Number(bits);
  if (prefixLength < 8 || prefixLength > 29) throw new UsageError('network.size', { cidr });
  const address = ipaddr.IPv4.networkAddressFromCIDR(cidr).toString();
  if (address !== ip) throw new UsageError('network.host-bits', { cidr, network: `${address}/${bits}` });
  const range = ipaddr.IPv4.parse(ip).range();
  if (range !== 'private' && range !== 'carrierGradeNat' && range !== 'unicast' && range !== 'reserved') {
    throw new UsageError('network.reserved', { cidr, range });
  }
  return {
    cidr,
    prefixLength,
    netmask: ipaddr.IPv4.subnetMaskFromPrefixLength(prefixLength).toString(),
    address,
    broadcast: ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString(),
    gateway: toAddress(toNumber(address) + 1),
  };
}

/** The address `offset` places after `ip`. */
export function addressAfter(ip: string, offset: number): string {
  return toAddress(toNumber(ip) + offset);
}

/** The highest of some addresses. */
export function highestOf(ips: readonly string[]): string {
  return toAddress(Math.max(...ips.map(toNumber)));
}

/** The smallest network of a usual size that has all of these addresses; that around the first where none has. */
export function networkAround(ips: readonly string[]): string {
  const [first = ''] = ips;
  for (let bits = 24; bits >= 8; bits--) {
    const address = ipaddr.IPv4.networkAddressFromCIDR(`${first}/${bits}`).toString();
    if (ips.every((ip) => ipaddr.IPv4.parse(ip).match(ipaddr.IPv4.parse(address), bits))) {
      return `${address}/${bits}`;
    }
  }
  return `${ipaddr.IPv4.networkAddressFromCIDR(`${first}/24`).toString()}/24`;
}

/** How many places `ip` lies behind the network's own address. */
export function offsetIn(network: Network, ip: string): number {
  return toNumber(ip) - toNumber(network.address);
}

/** Whether the address belongs to the network. */
export function contains(network: Network, ip: string): boolean {
  return (
    isAddress(ip) && ipaddr.IPv4.parse(ip).match(ipaddr.IPv4.parse(network.address), network.prefixLength)
  );
}

/** Private ranges that home routers, VPNs and engines seldom use, to suggest when one is taken. */
const seldomUsed = Array.from({ length: 100 }, (_, index) => `192.168.${253 - index}.0/24`);

/** A private network that shares no address with any of these ranges. */
export function unusedNetwork(ranges: readonly string[]): string {
  return seldomUsed.find((candidate) => !ranges.some((range) => overlap(range, candidate))) ?? '10.99.0.0/24';
}

/** Whether two CIDR ranges share an address. */
export function overlap(a: string, b: string): boolean {
  const bits = Math.min(Number(a.split('/')[1]), Number(b.split('/')[1]));
  return ipaddr.IPv4.parse(a.split('/')[0] ?? '').match(ipaddr.IPv4.parse(b.split('/')[0] ?? ''), bits);
}

/** An address as whoever typed it would write it, with the setting that it belongs to. */
type AddressSpelling = (ip: string) => string;

const asFirstIp: AddressSpelling = (ip) => spelled('firstIp', ip);

/**
 * Checks that a node can have that address.
 * @throws UsageError address.invalid, address.outside, address.gateway
 */
export function assertAddress(network: Network, ip: string, spell: AddressSpelling = asFirstIp): void {
  if (!isAddress(ip)) throw new UsageError('address.invalid', { address: spell(ip) });
  if (!contains(network, ip) || ip === network.address || ip === network.broadcast) {
    throw new UsageError('address.outside', {
      address: spell(ip),
      network: network.cidr,
      first: spell(addressAfter(network.gateway, 1)),
    });
  }
  if (ip === network.gateway) {
    const next = spell(addressAfter(ip, 1));
    throw new UsageError('address.gateway', { address: spell(ip), network: network.cidr, next });
  }
}

/**
 * Checks that `count` addresses from `first` on are free for nodes.
 * @throws UsageError address.overrun, and what assertAddress throws
 */
export function assertRoom(network: Network, first: string, count: number): void {
  assertAddress(network, first);
  const last = addressAfter(first, count - 1);
  if (toNumber(last) >= toNumber(network.broadcast)) {
    throw new UsageError('address.overrun', {
      count,
      first,
      last,
      network: network.cidr,
      broadcast: network.broadcast,
      room: toNumber(network.broadcast) - toNumber(first),
    });
  }
}
