import { letsIn } from './authorized-keys.js';
import { identityFilesFor } from './client-config.js';
import type { Obstacle } from './obstacle.js';
import { asksElsewhere, takesKey, takesPasswords } from './settings.js';
import type { Identity, Side } from './side.js';

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

/** What a node's keys lack to be let in on another. */
export function atTheKeys(from: Side, to: Side): Obstacle | undefined {
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
