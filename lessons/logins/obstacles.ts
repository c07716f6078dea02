import type { LabNode } from '../../model/nodes.js';
import { letsIn } from './authorized-keys.js';
import { identityFilesFor } from './client-config.js';
import { type KnownKey, knownKeys } from './known-hosts.js';
import { type PublicKey, typeOf } from './public-key.js';
import { asksElsewhere, listensElsewhere, refusal, takesKey, takesPasswords, versionOf } from './settings.js';
import type { Identity, Side } from './side.js';

/**
 * What can keep a node from logging in on another, the first to be mended first. Those of `sshd` to `owner` and `give` are
 * mended on the node that is logged in on, the others on the one that logs in.
 */
export const kinds = [
  'sshd',
  'blocked',
  'settings',
  'outdated',
  'modes',
  'owner',
  'none',
  'private',
  'passphrase',
  'public',
  'changed',
  'changed-file',
  'address',
  'give',
  'copy',
  'copy-file',
  'confirm',
  'other',
] as const;

/** One thing that keeps a node from logging in on another. */
export interface Obstacle {
  readonly kind: (typeof kinds)[number];
  /** Where it is mended. */
  readonly at: LabNode;
  /** The other of the two; none where it is the same with all. */
  readonly other?: LabNode;
  /** What else is to be known: files, addresses, settings, what ssh said. */
  readonly which: readonly string[];
}

const unreachable = /^(?!.*banner).*(Connection (refused|timed out)|No route to host|Network is unreachable)/;
/** sshd hung up before anything was tried, or did not come to it in time: too many were at the door. */
const turnedAway =
  /^-$|exchange_identification|banner exchange|Exceeded MaxStartups|Not allowed at this time/;

/** What all nodes have told, looked up once. */
export interface Sides {
  readonly all: readonly Side[];
  /** On whom somebody really has logged in. */
  readonly proven: ReadonlySet<string>;
  known(side: Side): ReadonlyMap<string, readonly KnownKey[]>;
}

export function sidesOf(all: readonly Side[]): Sides {
  const owners = new Map<PublicKey, string[]>();
  for (const { node, hostKeys } of all) {
    for (const key of hostKeys) owners.set(key, [...(owners.get(key) ?? []), node.name, node.address]);
  }
  const hosts = all.flatMap(({ node }) => [node.name, node.address]);
  const found = new Map(all.map((side) => [side, knownKeys(side.known, hosts, owners)]));
  const proven = all.flatMap(({ tried }) =>
    [...tried].filter(([, words]) => words === '').map(([name]) => name),
  );
  return { all, proven: new Set(proven), known: (side) => found.get(side) ?? new Map() };
}

/** What keeps everybody out of a node. */
function atTheDoor(side: Side, { all, proven }: Sides): Obstacle | undefined {
  const { node, settings, groups, guarded, modes, outdated } = side;
  const found = (kind: Obstacle['kind'], ...which: string[]): Obstacle => ({ kind, at: node, which });
  const here = side.tried.get(node.name);
  const elsewhere = all.filter((other) => other !== side).flatMap(({ tried }) => tried.get(node.name) ?? []);
  const cutOff = elsewhere.length > 0 && elsewhere.every((words) => unreachable.test(words));
  if (here === '' && cutOff) return found('blocked');
  if (proven.has(node.name)) return undefined;
  if (unreachable.test(here ?? '')) {
    const setting = listensElsewhere(settings, node.address);
    return setting === undefined ? found('sshd') : found('settings', setting);
  }
  const setting = refusal(settings, groups);
  if (setting !== undefined) return found('settings', setting);
  if (settings.get('strictmodes')?.[0] !== 'no') {
    const loose = guarded.filter((file) => ((modes.get(file)?.mode ?? 0) & 0o022) !== 0);
    if (loose.length > 0) return found('modes', ...loose);
    const strange = guarded.filter((file) => (modes.get(file)?.owner ?? 0) !== 0);
    if (strange.length > 0) return found('owner', ...strange);
  }
  const denied = [here, ...elsewhere].some((words) => words?.includes('Permission denied'));
  return outdated && denied ? found('outdated') : undefined;
}

/** The keys that a node has for a host, usable or not. */
function identitiesFor({ identities, config, home }: Side, host: string): readonly Identity[] {
  const named = identityFilesFor(host, config, home);
  const usual = ['rsa', 'dsa', 'ecdsa', 'ed25519'].map((type) => `${home}/.ssh/id_${type}`);
  const files = named.length > 0 ? named : usual;
  return identities.filter(({ file }) => files.includes(file));
}

/** What ssh has against a private key, if it would not even try it, or could not use it without asking. */
function faultOf({ file, key, written }: Identity, { modes }: Side): Obstacle['kind'] | undefined {
  if (((modes.get(file)?.mode ?? 0) & 0o077) !== 0) return 'private';
  if (key === undefined) return 'passphrase';
  return written !== undefined && written !== key ? 'public' : undefined;
}

/** What is wrong with what a node knows of another one's host key. */
function atTheHostKey(from: Side, to: Side, sides: Sides): Obstacle | undefined {
  const { keyTypes, checksAddresses } = versionOf(from.settings);
  const known = sides.known(from);
  const entries = known.get(to.node.name) ?? [];
  const found = (kind: Obstacle['kind'], ...which: string[]): Obstacle => {
    return { kind, at: from.node, other: to.node, which };
  };
  if (to.hostKeys.length === 0) return undefined;
  const plain = entries.filter(({ revoked }) => !revoked);
  // ssh asks for a key of a type that it knows, if it can have one.
  const offered = keyTypes.filter((type) => to.hostKeys.some((key) => typeOf(key) === type));
  const type = offered.find((each) => plain.some(({ key }) => typeOf(key) === each)) ?? offered[0];
  const shown = to.hostKeys.find((key) => typeOf(key) === type);
  const wrong = plain.some(({ key }) => key === shown)
    ? entries.find(({ key, revoked }) => revoked && key === shown)
    : plain[0];
  if (wrong) {
    return wrong.file === `${from.home}/.ssh/known_hosts`
      ? found('changed')
      : found('changed-file', wrong.file);
  }
  if (plain.length === 0) return found('confirm');
  const ofAddress = checksAddresses ? (known.get(to.node.address) ?? []) : [];
  const differs = ofAddress.length > 0 && !ofAddress.some(({ key }) => key === shown);
  return differs ? found('address', to.node.address) : undefined;
}

/** What a node's keys lack to be let in on another. */
function atTheKeys(from: Side, to: Side): Obstacle | undefined {
  const { node, settings, authorized } = to;
  const candidates = identitiesFor(from, node.name);
  const usable = candidates.filter((identity) => faultOf(identity, from) === undefined);
  const [first] = usable;
  if (!first) {
    const [identity] = candidates;
    const kind = identity && faultOf(identity, from);
    return kind
      ? { kind, at: from.node, which: [identity.file] }
      : { kind: 'none', at: from.node, which: [] };
  }
  const welcome = ({ key = '' }: Identity): boolean =>
    takesKey(settings, key) && authorized.some((line) => line.key === key && letsIn(line, from.node.address));
  if (asksElsewhere(settings) || usable.some(welcome)) return undefined;
  const found = (kind: Obstacle['kind'], ...which: string[]): Obstacle => {
    return { kind, at: from.node, other: node, which };
  };
  if (!takesPasswords(settings)) {
    return { kind: 'give', at: node, other: from.node, which: [first.file] };
  }
  const whole = usable.filter(({ written }) => written !== undefined);
  if (whole.some(({ file }) => `${file}.pub` === from.newest)) return found('copy');
  const [copied] = whole;
  return copied ? found('copy-file', `${copied.file}.pub`) : found('public', first.file);
}

/** What keeps a node from logging in on another by all that both of them tell of themselves. */
function byWhatTheyTell(from: Side, to: Side, sides: Sides): Obstacle | undefined {
  const hostKey = atTheHostKey(from, to, sides);
  const keys = atTheKeys(from, to);
  // ssh-copy-id asks about a host key that is new, too.
  return hostKey?.kind === 'confirm' ? (keys ?? hostKey) : (hostKey ?? keys);
}

/** Whether a node got in where by all that is told it should not have: then what they tell is not all that counts. */
function isMisread(side: Side, sides: Sides): boolean {
  return sides.all.some((other) =>
    [
      [side, other],
      [other, side],
    ].some(([from, to]) => {
      if (!from || !to || from.tried.get(to.node.name) !== '') return false;
      const told = byWhatTheyTell(from, to, sides);
      return told !== undefined && told.kind !== 'address';
    }),
  );
}

/**
 * What finds out what keeps one node from logging in on another: what was really tried counts for more than what follows
 * from keys and settings.
 */
export function obstacleFinder(sides: Sides): (from: Side, to: Side) => Obstacle | undefined {
  const doors = new Map(sides.all.map((side) => [side, atTheDoor(side, sides)]));
  const misread = new Set(sides.all.filter((side) => isMisread(side, sides)));
  return (from, to) => {
    const said = from.tried.get(to.node.name);
    const told = byWhatTheyTell(from, to, sides);
    // It was tried without a look at the address, so that ssh would not write it into known_hosts.
    if (said === '') return told?.kind === 'address' ? told : undefined;
    const door = doors.get(to);
    if (door) return door;
    const other: Obstacle = { kind: 'other', at: from.node, other: to.node, which: [said ?? ''] };
    if (said === undefined) return misread.has(from) || misread.has(to) ? undefined : told;
    if (unreachable.test(said)) return other;
    if (told) return told;
    return turnedAway.test(said) && sides.proven.has(to.node.name) ? undefined : other;
  };
}
