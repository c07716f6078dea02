/** Machines that are there already, and become the nodes of a lab: reached over SSH as their owner reaches them. */
import { UsageError } from '../messages/errors.js';
import { spelled } from '../messages/index.js';
import { isAddress } from './network.js';
import type { LabSpec, NodeSpec, PartialSpec } from './spec.js';

/** [USER@]NAME[:PORT][=ADDRESS]; NAME is a host name, an address or a name of the user's OpenSSH configuration. */
export const hostPattern = /^(?:[A-Za-z_][\w.-]*@)?[A-Za-z0-9][\w.-]*(?::\d{1,5})?(?:=[\d.]+)?$/;
/** The same as it is kept: without the address, which the node has. */
export const keptHostPattern = /^(?:[A-Za-z_][\w.-]*@)?[A-Za-z0-9][\w.-]*(?::\d{1,5})?$/;

/** A machine as it was named. */
export interface NamedHost {
  /** What ssh is told: [USER@]NAME, and the port if it was named. */
  readonly destination: string;
  readonly port?: string;
  /** The name alone. */
  readonly name: string;
  /** Where the other machines reach it, as far as that is known from the text. */
  readonly address?: string;
}

/** Takes a machine's name apart. @param text as hostPattern has it */
export function parseHost(text: string): NamedHost {
  const [host = '', told] = text.split('=');
  const [destination = '', port] = host.split(':');
  const name = destination.slice(destination.lastIndexOf('@') + 1);
  const address = told ?? (isAddress(name) ? name : undefined);
  return {
    destination,
    name,
    ...(port !== undefined && { port }),
    ...(address !== undefined && { address }),
  };
}

/** What is a machine's own, or its owner's, and so is not said beside hosts: why, and what to type. */
const notForHosts = {
  os: 'hosts.not.system',
  image: 'hosts.not.system',
  box: 'hosts.not.system',
  network: 'hosts.not.address',
  firstIp: 'hosts.not.address',
  sshPort: 'hosts.not.ssh-port',
  clientPort: 'hosts.not.client-port',
  cpus: 'hosts.not.cpus',
  plainShell: 'hosts.not.shell',
} as const satisfies Partial<Record<keyof PartialSpec, string>>;

/** @throws UsageError hosts.not.… for what does not go with machines that are there already */
export function assertForHosts(typed: PartialSpec): void {
  const [host] = typed.hosts ?? [];
  if (host === undefined) return;
  for (const [field, code] of Object.entries(notForHosts) as [keyof typeof notForHosts, HostsNot][]) {
    const value = typed[field];
    if (value === undefined || value === false) continue;
    const { name } = parseHost(host);
    const option =
      value === true
        ? spelled(field)
        : spelled(field, typeof value === 'object' ? value.file : String(value));
    throw new UsageError(code, { option, name });
  }
}

type HostsNot = (typeof notForHosts)[keyof typeof notForHosts];

/** Whether the nodes are machines that are there already. */
export function areGiven({ nodes }: { readonly nodes: readonly NodeSpec[] }): boolean {
  return nodes.some(({ host }) => host !== undefined);
}

/** The machine's name without its address, as it is kept beside that. */
function keptName(text: string): string {
  return text.split('=')[0] ?? text;
}

/**
 * A new member for each of these machines, behind all that there are.
 * @param members those that there are
 * @throws UsageError hosts.no-address where an address is not known, or is none
 */
export function membersFor(
  hosts: readonly string[],
  roles: readonly Required<NodeSpec>['role'][],
  members: readonly NodeSpec[],
  prefix: string,
): NodeSpec[] {
  const names = new Set(members.map(({ name }) => name));
  let id = Math.max(0, ...members.map((node) => node.id));
  return hosts.map((text, index) => {
    const { address } = parseHost(text);
    if (address === undefined || !isAddress(address)) {
      throw new UsageError('hosts.no-address', { host: text, name: keptName(text) });
    }
    do id++;
    while (names.has(`${prefix}${id}`));
    const role = roles[index] ?? 'participant';
    return { id, name: `${prefix}${id}`, address, role, host: keptName(text) };
  });
}

/**
 * The nodes that a specification's hosts are: the voters first.
 * @throws UsageError hosts.count where as many nodes were asked for as there are not
 */
export function nodesOnHosts(
  { hosts, nodes, observers }: Pick<LabSpec, 'observers'> & { hosts: readonly string[]; nodes: unknown },
  prefix: string,
): NodeSpec[] {
  const voters = hosts.length - observers;
  if ((nodes !== undefined && nodes !== voters) || voters < 1) {
    const wanted = typeof nodes === 'number' ? nodes + observers : observers + 1;
    throw new UsageError('hosts.count', { hosts: hosts.length, wanted });
  }
  const roles = hosts.map((_, index): 'participant' | 'observer' =>
    index < voters ? 'participant' : 'observer',
  );
  return membersFor(hosts, roles, [], prefix);
}
