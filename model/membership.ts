/**
 * Who belongs to an ensemble that grows or shrinks, and by which steps it gets there. Nobody who stays is renumbered, renamed,
 * moved or given another role.
 */
import { UsageError } from '../messages/errors.js';
import { quorumOf } from '../software/zookeeper/quorum.js';
import { areGiven, membersFor } from './hosts.js';
import { addressAfter, highestOf } from './network.js';
import { type LabNode, votersOf } from './nodes.js';
import { type LabSpec, limits, type NodeSpec } from './spec.js';

/** How many of each kind there are to be. */
export interface Size {
  readonly voters: number;
  readonly observers: number;
}

/** How many of each kind there are. */
export function sizeOf(nodes: readonly NodeSpec[]): Size {
  const voters = votersOf(nodes).length;
  return { voters, observers: nodes.length - voters };
}

type Member = Required<Omit<NodeSpec, 'host'>> & Pick<NodeSpec, 'host'>;
type Members = readonly Member[];

const membersOf = (nodes: readonly LabNode[]): Members =>
  nodes.map(({ id, name, address, role, host }) => ({
    ...{ id, name, address, role },
    ...(host !== undefined && { host }),
  }));

/** A new member behind all that there are: the next number, name and address. */
function nextAfter(members: Members, role: Member['role'], prefix: string): Member {
  const names = new Set(members.map(({ name }) => name));
  let id = Math.max(...members.map((node) => node.id)) + 1;
  while (names.has(`${prefix}${id}`)) id++;
  const highest = highestOf(members.map(({ address }) => address));
  return { id, name: `${prefix}${id}`, address: addressAfter(highest, 1), role };
}

/**
 * The members of an ensemble that has grown.
 * @param hosts where nodes are machines that are there already, the ones that join
 * @throws UsageError grow.fewer where it would lose any, grow.same where there is nothing to do, grow.observers, grow.too-many, grow.hosts, grow.no-hosts
 */
export function grown(
  nodes: readonly LabNode[],
  size: Size,
  { prefix }: Pick<LabSpec, 'prefix'>,
  hosts: readonly string[] = [],
): Members {
  const now = sizeOf(nodes);
  if (size.voters < now.voters || size.observers < now.observers)
    throw new UsageError('grow.fewer', { ...now });
  if (size.voters === now.voters && size.observers === now.observers) {
    throw new UsageError('grow.same', { ...now, more: now.observers + 1 });
  }
  const most = { voters: limits.nodes.max, observers: limits.observers.max };
  if (size.voters > most.voters || size.observers > most.observers) {
    throw new UsageError('grow.too-many', most);
  }
  if (size.voters === 1) throw new UsageError('grow.observers', { observers: size.observers });
  const roles = [
    ...Array<'participant'>(size.voters - now.voters).fill('participant'),
    ...Array<'observer'>(size.observers - now.observers).fill('observer'),
  ];
  const members = [...membersOf(nodes)];
  if (areGiven({ nodes })) {
    if (hosts.length !== roles.length) throw new UsageError('grow.hosts', { count: roles.length });
    const joining = membersFor(hosts, roles, members, prefix);
    return [...members, ...joining.map((each) => ({ role: 'participant' as const, ...each }))];
  }
  if (hosts.length > 0) throw new UsageError('grow.no-hosts');
  for (const role of roles) members.push(nextAfter(members, role, prefix));
  return members;
}

/**
 * The members that stay of an ensemble that has shrunk: of each kind those with the lowest numbers.
 * @throws UsageError shrink.more, shrink.same, shrink.same.observers, shrink.observers, shrink.none
 */
export function shrunk(nodes: readonly LabNode[], size: Size): Members {
  const now = sizeOf(nodes);
  if (size.voters < 1) throw new UsageError('shrink.none', { ...now });
  if (size.voters > now.voters || size.observers > now.observers)
    throw new UsageError('shrink.more', { ...now });
  if (size.voters === now.voters && size.observers === now.observers) {
    throw new UsageError(now.observers > 0 ? 'shrink.same.observers' : 'shrink.same', { ...now });
  }
  if (size.voters === 1 && size.observers > 0) throw new UsageError('shrink.observers');
  const left = { participant: size.voters, observer: size.observers };
  return membersOf(nodes).filter(({ role }) => left[role]-- > 0);
}

/** One change of configuration on the way. */
export interface GrowthStep {
  /** All that are members then. */
  readonly members: Members;
  /** The names of those that start first, and all serve before anybody else starts: whoever has the data is among them. */
  readonly first: readonly string[];
}

/**
 * The steps in which an ensemble grows: in each the members of before are a quorum of the new configuration by themselves. One
 * server alone never is; it takes just as many new ones as make a quorum, each of which is needed for it then, so that none
 * comes about without the one that has the data.
 */
export function growthSteps(nodes: readonly LabNode[], members: Members): GrowthStep[] {
  const steps: GrowthStep[] = [];
  const isNew = ({ id }: NodeSpec): boolean => !nodes.some((node) => node.id === id);
  const joining = votersOf(members).filter(isNew);
  let present: Members = membersOf(nodes);
  for (let joined = 0; joined < joining.length; ) {
    const voters = votersOf(present).length;
    const most = voters === 1 ? 3 : 2 * voters - 1;
    const now = joining.slice(joined, joined + most - voters);
    const { needed } = quorumOf(voters + now.length);
    const helpers = now.slice(0, Math.max(0, needed - voters));
    const first = [...present, ...helpers].map(({ name }) => name);
    present = [...present, ...now].sort((one, other) => one.id - other.id);
    steps.push({ members: present, first });
    joined += now.length;
  }
  const observers = members.filter((node) => node.role === 'observer' && isNew(node));
  const last = steps.at(-1) ?? { members: present, first: present.map(({ name }) => name) };
  const whole = [...last.members, ...observers].sort((one, other) => one.id - other.id);
  return [...steps.slice(0, -1), { members: whole, first: last.first }];
}

/**
 * Which of those that leave go on for the moment: with the voters that stay they are as many as a quorum of the old
 * configuration takes, so that every one of them has what is acknowledged from then on.
 * @param serving names of those that leave and serve
 */
export function remainersOf(
  nodes: readonly LabNode[],
  staying: readonly NodeSpec[],
  serving: readonly string[],
): string[] {
  const { needed } = quorumOf(votersOf(nodes).length);
  const missing = Math.max(0, needed - votersOf(staying).length);
  const leaving = votersOf(nodes).filter(({ id }) => !staying.some((node) => node.id === id));
  return leaving
    .filter(({ name }) => serving.includes(name))
    .slice(0, missing)
    .map(({ name }) => name);
}
