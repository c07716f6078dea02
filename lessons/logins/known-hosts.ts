import { createHmac } from 'node:crypto';
import { isAmong } from './patterns.js';
import { keyAtStart, type PublicKey } from './public-key.js';

/** A line of a known_hosts file. */
interface KnownHost {
  /** revoked, cert-authority; '' as a rule. */
  readonly marker: string;
  /** Whom it is about: names and patterns, or the hash of one name. */
  readonly hosts: string;
  readonly key: PublicKey;
}

/** A host key that stands in a known_hosts file for some host. */
export interface KnownKey {
  readonly key: PublicKey;
  readonly file: string;
  readonly revoked: boolean;
}

function knownHostIn(line: string): KnownHost | undefined {
  const [, marker = '', hosts = '', rest = ''] = /^\s*(?:@(\S+)\s+)?([^#@\s]\S*)\s+(.*)$/.exec(line) ?? [];
  const key = keyAtStart(rest);
  // A certificate's authority is no key of the host's own.
  return key === undefined || marker === 'cert-authority' ? undefined : { marker, hosts, key };
}

/** Whether a hash, as HashKnownHosts leaves it, is that of a host: |1|SALT|HASH. */
function isHashOf(hosts: string, host: string): boolean {
  const [, , salt = '', hash = ''] = hosts.split('|');
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(host).digest('base64') === hash;
}

/**
 * The keys that known_hosts files have for each of some hosts, as `ssh-keygen -F` finds them.
 * @param lines the files' lines, each with the name of its file
 * @param hosts names and addresses; of a hashed line, whose host this key really is is tried first
 * @param owners the hosts that have a key
 */
export function knownKeys(
  lines: readonly { readonly file: string; readonly line: string }[],
  hosts: readonly string[],
  owners: ReadonlyMap<PublicKey, readonly string[]>,
): Map<string, KnownKey[]> {
  const found = new Map<string, KnownKey[]>(hosts.map((host) => [host, []]));
  for (const { file, line } of lines) {
    const known = knownHostIn(line);
    if (!known) continue;
    const entry = { key: known.key, file, revoked: known.marker === 'revoked' };
    for (const host of hostsOf(known, hosts, owners.get(known.key) ?? [])) found.get(host)?.push(entry);
  }
  return found;
}

/** Which of these hosts a line is about. */
function hostsOf(
  { hosts: written }: KnownHost,
  hosts: readonly string[],
  likely: readonly string[],
): readonly string[] {
  if (written.startsWith('|1|')) {
    const host = [...likely, ...hosts].find((each) => isHashOf(written, each));
    return host === undefined ? [] : [host];
  }
  const patterns = written.toLowerCase().split(',');
  return /[*?!]/.test(written)
    ? hosts.filter((host) => isAmong(host, patterns))
    : hosts.filter((host) => patterns.includes(host));
}
